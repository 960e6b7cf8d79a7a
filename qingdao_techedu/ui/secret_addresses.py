"""Addresses that open something to whoever knows them: what is secret in them stands in no log.

The map names such a part by its converter, ``<secret:token>``; what comes behind the question mark
is named here. ``veiled`` goes over any text: a line of a log, a referring address, a traceback.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, MutableMapping
from functools import cache
from typing import Any

from django.apps import apps
from django.urls import URLPattern, URLResolver, get_resolver
from django.urls.converters import StringConverter

VEIL = "…"
POLICY = "strict-origin"  # with less than the origin, Django could not tell who sends a form
# A receipt to look for; the number and the signature on a certificate.
PARAMETERS = ("receipt", "n", "s")

_SLASH = "(?:/|%2[Ff])"
_SIGNS = r"(?:(?!%2[Ff])[^/\s?&#\"'<>\\])+"
_PART = re.compile(r"<(?:(\w+):)?\w+>")
_QUERY = re.compile(rf"((?:[?&]|%3[Ff]|%26)(?:{'|'.join(PARAMETERS)})(?:=|%3[Dd]))[^&\s\"'<>#]+")


class SecretConverter(StringConverter):
    """A part of an address that whoever reads it could use: any text that a database can hold."""

    regex = r"[^/\x00]+"


def veiled(text: str) -> str:
    """The text without the secrets of addresses in it."""
    for pattern in _patterns():
        text = pattern.sub(_keep_what_is_known, text)
    return _QUERY.sub(rf"\1{VEIL}", text)


def veil(logger: Any, name: str, event: MutableMapping[str, Any]) -> Mapping[str, Any]:
    """A processor of structlog, the last before a line is written."""
    return {key: veiled(value) if isinstance(value, str) else value for key, value in event.items()}


def is_secret(path: str) -> bool:
    """Whether a path holds a secret."""
    return any(pattern.match(path) and veiled(path) != path for pattern in _patterns())


def routes(resolver: URLResolver | None = None, above: str = "") -> Iterator[str]:
    """Every route of the map, as it is written there, without the language."""
    for pattern in (resolver or get_resolver()).url_patterns:
        route = above + str(pattern.pattern).removeprefix("en/")
        if isinstance(pattern, URLResolver):
            yield from routes(pattern, route)
        elif isinstance(pattern, URLPattern):
            yield route


def _keep_what_is_known(found: re.Match[str]) -> str:
    """A page beside the secret ones, such as ``corrections/report/``, is told as it is."""
    path = re.sub(_SLASH, "/", found[0]).removeprefix("/en").strip("/")
    return found[0] if path in _known() else "".join(f"{kept}{VEIL}" for kept in found.groups())


def _patterns() -> tuple[re.Pattern[str], ...]:
    return _compiled() if apps.ready else ()


@cache
def _compiled() -> tuple[re.Pattern[str], ...]:
    return tuple(_pattern(route) for route in routes() if "<secret:" in route)


@cache
def _known() -> frozenset[str]:
    return frozenset(route.strip("/") for route in routes() if "<" not in route)


def _pattern(route: str) -> re.Pattern[str]:
    """What finds an address of a route; its groups are all before each secret."""
    written, end = f"({_SLASH}(?:en{_SLASH})?", 0
    for part in _PART.finditer(route):
        written += re.escape(route[end : part.start()]).replace("/", _SLASH)
        written += f"){_SIGNS}(" if part[1] == "secret" else _SIGNS
        end = part.end()
    return re.compile(written.removesuffix("("))
