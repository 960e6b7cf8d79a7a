"""One guard for what no query can hold or compare: 404 or 400, on every page and both engines.

Pages look things up by what addresses, forms and cookies hold. Forms refuse most of what nothing
can be looked up by. The rest (a letter for a number, NUL, a number of 40 digits) raises while a
query is made by Django or the driver. It becomes an answer where two things are so: the error comes
out of the making of a query, and the value that it is about was in the request. Every other error
is a fault of ours and stays one.
"""

from __future__ import annotations

import json
import logging
import sys
import unicodedata
from collections.abc import Iterable, Iterator
from traceback import walk_tb
from typing import Any
from urllib.parse import unquote

from django.contrib.admin.utils import unquote as desk_unquote
from django.core.exceptions import BadRequest, SuspiciousOperation, ValidationError
from django.db import DataError, Error, OperationalError
from django.http import HttpRequest, HttpResponse
from django.http.request import RawPostDataException, UnreadablePostError
from django.http.response import HttpResponseBase
from django.urls import get_resolver, get_urlconf

# As ValueError come NUL, surrogates and what is no number or date, too.
ABOUT_VALUES = (ValueError, TypeError, ArithmeticError, IndexError, ValidationError, DataError)
# SQLite says "SQL logic error" of these, as it does of a mistake in a statement of ours.
SQLITE_REFUSES = (
    "user-defined function raised exception",  # a regular expression that is none
    "LIKE or GLOB pattern too complex",
    "Expression tree is too large",
    "too many SQL variables",
)
QUERIES = "django.db."
BETWEEN = ("django.utils.", "django.core.")  # a query's values pass through these, and the drivers
DRIVERS = {"psycopg", "psycopg_binary", "psycopg_pool", "sqlite3", *sys.stdlib_module_names}
HOLDS_VALUES = ("value", "values", "params", "param", "rhs")
LIKE = "%"  # around what is looked for inside of a text
LONGEST_INTEGER = 2**63
TELLING = 4  # characters; fewer stand in many a text by chance
CONTROLS = {chr(code) for code in (*range(0x20), 0x7F)}
NOT_SET_UP = "admin/invalid_setup.html"  # how Django's admin tells a filter that raises

logger = logging.getLogger(__name__)


class InputGuard:
    """Middleware: an error about a value of the request becomes 404 (the address) or 400."""

    def __init__(self, get_response) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponseBase:
        _drop_unreadable_cookies(request)
        return self.get_response(request)

    def process_exception(self, request, error) -> HttpResponse | None:
        status = status_for(request, error)
        return None if status is None else _refusal(request, error, status)

    def process_template_response(self, request, response) -> HttpResponse:
        if response.template_name == NOT_SET_UP:
            raise BadRequest("A list of the desk is not filtered so.")
        return response


def status_for(request: HttpRequest, error: Exception) -> int | None:
    """404 or 400 for an error that the request itself brought about; None for a fault of ours."""
    if isinstance(error, UnreadablePostError):
        return 400  # whoever sent it has gone
    if not isinstance(error, ABOUT_VALUES) and not _is_refused_by_sqlite(error):
        return None
    values = list(_flat(_values_in_query(error)))
    if _are_given(values, _in_address(request)):
        return 404
    return 400 if _are_given(values, _in_rest(request)) else None


def _is_refused_by_sqlite(error: Exception) -> bool:
    return isinstance(error, OperationalError) and any(one in str(error) for one in SQLITE_REFUSES)


def _refusal(request: HttpRequest, error: Exception, status: int) -> HttpResponse:
    logger.info("Refused with %d: %s: %.200s", status, type(error).__name__, error)
    handler: Any = get_resolver(get_urlconf()).resolve_error_handler(status)
    return handler(request, exception=error)


def _drop_unreadable_cookies(request: HttpRequest) -> None:
    """A cookie with control characters is none of ours: the visitor is as if without it."""
    cookies = request.COOKIES
    if any(not CONTROLS.isdisjoint(value) for value in cookies.values()):
        kept = {name: value for name, value in cookies.items() if CONTROLS.isdisjoint(value)}
        request.COOKIES = kept


def _values_in_query(error: Exception) -> Iterator[Any]:
    """What the query was being made of when it failed; nothing for an error of another place."""
    frames = [frame for frame, _line in walk_tb(error.__traceback__)]
    is_query = False
    for frame in reversed(frames):
        module = frame.f_globals.get("__name__", "")
        if module.startswith(QUERIES):
            is_query = True
            yield from (frame.f_locals[name] for name in HOLDS_VALUES if name in frame.f_locals)
            yield getattr(frame.f_locals.get("self"), "rhs", None)
        elif is_query or not (module.startswith(BETWEEN) or module.partition(".")[0] in DRIVERS):
            return


def _flat(values: Iterable[Any]) -> Iterator[str]:
    for value in values:
        if isinstance(value, dict):
            yield from _flat(value.values())
        elif isinstance(value, list | tuple | set):
            yield from _flat(value)
        elif value is not None and not isinstance(value, bool):
            try:
                yield str(value).strip(LIKE)
            except (ValueError, Error):  # a number of too many digits to be shown, a query
                continue


def _in_address(request: HttpRequest) -> list[str]:
    """The parts of the path, as they are and as the desk writes primary keys into it."""
    match = request.resolver_match
    places = [*match.args, *match.kwargs.values()] if match else []
    parts = [one for one in places if isinstance(one, str)] + request.path_info.split("/")
    return [form for part in parts if part for form in (part, desk_unquote(part), unquote(part))]


def _in_rest(request: HttpRequest) -> list[str]:
    """Names and values of the query, the form or the JSON body, file names, cookies, headers."""
    texts = [*request.COOKIES.values()]
    texts += [str(value) for name, value in request.META.items() if name.startswith("HTTP_")]
    for sent in (request.GET, *_form_of(request)):
        texts += [text for name, found in sent.lists() for text in (name, *map(str, found))]
    return texts + _in_json(request)


def _form_of(request: HttpRequest) -> list[Any]:
    try:
        return [request.POST, request.FILES]
    except (SuspiciousOperation, RawPostDataException, OSError, ValueError):
        return []


def _in_json(request: HttpRequest) -> list[str]:
    if request.content_type != "application/json":
        return []
    try:
        return list(_flat([json.loads(request.body)]))
    except (SuspiciousOperation, RawPostDataException, OSError, ValueError, RecursionError):
        return []


def _are_given(values: list[str], texts: list[str]) -> bool:
    """Whether a value that failed stands in what was sent, or both hold what nothing can hold."""
    given = {part.strip(LIKE) for text in texts for part in (text, *text.split(","))}
    shapes = {_shape(part) for part in given}
    for value in values:
        if value in given or _shape(value) in shapes:
            return True
        if len(value) >= TELLING and any(value in text for text in texts):
            return True
    return any(map(_is_beyond, values)) and any(map(_is_beyond, given))


def _shape(text: str) -> str:
    """A number as Python reads it, ``１_０００`` and `` 1000`` alike; other text as it is."""
    if len(text) > 4_000:
        return text
    plain = unicodedata.normalize("NFKC", text).strip()
    try:
        return str(int(plain))
    except ValueError:
        return plain


def _is_beyond(text: str) -> bool:
    """Whether no column of any database holds it: NUL, half a character, an endless number."""
    if "\x00" in text or any("\ud800" <= letter <= "\udfff" for letter in text):
        return True
    digits = _shape(text).removeprefix("-")
    return digits.isdecimal() and (len(digits) > 19 or int(digits) >= LONGEST_INTEGER)
