"""The parameters that every address of the API may have, read without trust."""

from __future__ import annotations

import datetime
import re
from collections.abc import Collection, Iterable, Iterator
from urllib.parse import urlencode

from django.conf import settings
from django.http import HttpRequest, QueryDict
from django.utils import timezone
from django.utils.dateparse import parse_datetime
from django.utils.translation import gettext as _

from qingdao_techedu.ui.parameters import Problem, given_twice, once, unknown

from .problems import Refusal, require_understood

LANGUAGES = {"zh": "zh-hans", "en": "en"}
LANG, LIMIT, CURSOR, SINCE = "lang", "limit", "cursor", "since"
ROWS, MAX_ROWS = 100, 1_000
EARLIEST = datetime.datetime(1949, 10, 1, tzinfo=datetime.UTC)
LATEST = datetime.datetime(2100, 1, 1, tzinfo=datetime.UTC)
WHOLE_NUMBER = re.compile(r"[0-9]{1,9}")


def language_of(request: HttpRequest) -> str:
    """The language that ``lang`` asks for, Chinese where it asks for none. Raises ``Refusal``."""
    asked = one(request, LANG)
    if asked is None:
        return settings.LANGUAGE_CODE
    if asked not in LANGUAGES:
        require_understood([Problem(LANG, asked, list(LANGUAGES))])
    return LANGUAGES[asked]


def require_known(request: HttpRequest, allowed: Collection[str] = ()) -> None:
    """Raises ``Refusal`` where there are parameters other than ``lang`` and the allowed ones."""
    names = [*allowed, LANG]
    require_understood(unknown(request.GET, names))


def one(request: HttpRequest, name: str) -> str | None:
    """The value of a parameter that is given at most once. Raises ``Refusal``."""
    require_understood(given_twice(request.GET, [name]))
    return once(request.GET, name)


def limit(request: HttpRequest) -> int:
    """How many rows are asked for at once. Raises ``Refusal``."""
    asked = one(request, LIMIT)
    if asked is None:
        return ROWS
    number = int(asked) if WHOLE_NUMBER.fullmatch(asked) else 0
    if not 1 <= number <= MAX_ROWS:
        require_understood([Problem(LIMIT, asked, [f"1–{MAX_ROWS}"])])
    return number


def own(request: HttpRequest, *others: str) -> QueryDict:
    """The parameters without ``lang`` and the others, which are not the question itself."""
    left = request.GET.copy()
    for name in (LANG, *others):
        left.pop(name, None)
    return left


def since(request: HttpRequest) -> datetime.datetime:
    """The moment after which changes are asked for. Raises ``Refusal``."""
    asked = one(request, SINCE)
    moment = _moment(asked) if asked else None
    if moment is None:
        raise Refusal(
            400,
            _(
                "“%(value)s” is no moment. Give since as a date (2026-01-31) or a moment "
                "(2026-01-31T08:00:00Z; write + as %%2B)."
            )
            % {"value": asked or ""},
            problems=list(_problems_of(SINCE, [asked or ""])),
        )
    return moment


def following(request: HttpRequest, question: Iterable[tuple[str, str]], cursor: str | None):
    """The address of the next page: the same question, and where to go on; None at the end."""
    if cursor is None:
        return None
    kept = [(name, value) for name in (LIMIT, LANG) for value in request.GET.getlist(name)]
    return f"{request.path}?{urlencode([*question, *kept, (CURSOR, cursor)])}"


def _moment(text: str) -> datetime.datetime | None:
    """A date is its first minute here; a moment without a zone is one of here.

    What no database could hold, and no record is of, is brought to the nearest it can.
    """
    try:
        found = parse_datetime(text)
    except ValueError:
        return None
    if found is None:
        return None
    if timezone.is_naive(found):
        found = found.replace(tzinfo=timezone.get_current_timezone())
    return min(max(found, EARLIEST), LATEST)


def _problems_of(name: str, values: list[str]) -> Iterator[dict[str, object]]:
    for value in values:
        yield {"parameter": name, "value": value, "allowed": []}
