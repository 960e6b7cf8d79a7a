"""An answer of the API: data, where they come from, and where to go from there."""

from __future__ import annotations

import hashlib
import json
from decimal import Decimal
from typing import Any

from django.core.serializers.json import DjangoJSONEncoder
from django.http import HttpRequest, HttpResponse
from django.http.response import HttpResponseBase
from django.utils.cache import get_conditional_response

CACHE_CONTROL = "public, max-age=60, must-revalidate"


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
) -> HttpResponseBase:
    """The data with what they are; 304 where the asker has the same already."""
    own = {"self": absolute(request, request.get_full_path())}
    told = {
        "data": data,
        **members,
        "provenance": provenance,
        "links": own | {name: absolute(request, path) for name, path in links.items()},
    }
    response = document(request, told)
    if links.get("next"):
        response.headers["Link"] = f'<{told["links"]["next"]}>; rel="next"'
    return response


def document(request: HttpRequest, told: Any) -> HttpResponseBase:
    """JSON that a cache may keep for a minute and must then ask about."""
    body = json.dumps(told, cls=Encoder, ensure_ascii=False).encode()
    etag = f'"{state_of(body)}"'
    response = HttpResponse(
        body,
        content_type="application/json",
        headers={"ETag": etag, "Cache-Control": CACHE_CONTROL},
    )
    return get_conditional_response(request, etag=etag, response=response) or response


def state_of(body: bytes) -> str:
    """What stands for an answer: the same for the same answer alone."""
    return hashlib.sha256(body).hexdigest()[:32]


def absolute(request: HttpRequest, path: str | None) -> str | None:
    """The whole address of a path, for clients that follow links as they stand."""
    return None if path is None else request.build_absolute_uri(path)
