"""An answer of the API: data, where they come from, and where to go from there."""

from __future__ import annotations

import json
from decimal import Decimal
from typing import Any
from urllib.parse import urlsplit

from django.core.serializers.json import DjangoJSONEncoder
from django.http import HttpRequest, HttpResponse, QueryDict
from django.utils.crypto import salted_hmac

from qingdao_techedu.page_cache.reading import Edition, edition_of
from qingdao_techedu.ui.languages import ENGLISH, active

from .asking import LANG
from .door import is_api

SALT = "qingdao_techedu.api.answers"


class Encoder(DjangoJSONEncoder):
    """Decimals are numbers, as in the files: 35.76, and 43900 without idle zeros."""

    def default(self, o: Any) -> Any:
        if isinstance(o, Decimal):
            return int(o) if o == o.to_integral_value() else float(o)
        return super().default(o)


def answer(
    request: HttpRequest,
    data: Any,
    *,
    provenance: dict[str, Any],
    links: dict[str, str | None],
    **members: Any,
) -> HttpResponse:
    """The data with what they are, of which state of the records, and where to go from there."""
    own = {"self": absolute(request, request.get_full_path())}
    edition = getattr(request, "edition", None) or edition_of()
    told = {
        "data": data,
        **members,
        "provenance": {**provenance, "edition": _sign_of(edition)},
        "links": own | {name: absolute(request, path) for name, path in links.items()},
    }
    response = document(told)
    if links.get("next"):
        response.headers["Link"] = f'<{told["links"]["next"]}>; rel="next"'
    return response


def _sign_of(edition: Edition) -> str:
    """The same for the same content. Not the count: that tells how busy the desk is."""
    return salted_hmac(SALT, edition.key).hexdigest()[:16]


def document(told: Any) -> HttpResponse:
    """JSON. Its ETag and how long it is kept follow from the edition, as those of pages do."""
    body = json.dumps(told, cls=Encoder, ensure_ascii=False)
    return HttpResponse(body, content_type="application/json")


def absolute(request: HttpRequest, path: str | None) -> str | None:
    """The whole address of a path, for clients that follow links as they stand.

    What an English answer links to is English: a page by its path, an address of the API by lang.
    """
    return None if path is None else request.build_absolute_uri(in_same_language(path))


def in_same_language(path: str) -> str:
    """An address of the API in the active language; any other path as it is."""
    if active() != ENGLISH or not is_api(path) or LANG in QueryDict(urlsplit(path).query):
        return path
    return f"{path}{'&' if '?' in path else '?'}{LANG}=en"
