"""Every address that visitors can ask, found in the map itself, so that a new door is tried too."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from itertools import product

from django.urls import URLPattern, URLResolver, get_resolver

from qingdao_techedu.datasets.registry import registered

# Behind a sign-in, or without a word of what the portal holds.
NOT_FOR_VISITORS = ("admin/", "accounts/", "healthz", "readyz", "view/", "styleguide/")
PART = re.compile(r"<(?:\w+:)?(\w+)>")
# What is asked beside the bare address, by the name of the door: later pages, other layouts.
QUESTIONS: dict[str, Sequence[str]] = {
    "enrollment": ("rows=specialty&columns=level", "rows=district", "measure=graduates&rows=sex"),
    "enrollment_table": ("rows=specialty&columns=year", "rows=college&columns=level"),
    "enrollment_number": ("measure=enrolled&year=2030", "measure=enrolled&year=2032"),
    "data_file": ("layout=wide",),
    "college_list": ("page=2", "q=a"),
    "permalink_new": ("measure=enrolled&rows=college&columns=year",),
    **{f"{code}_rows": ("limit=1", "limit=1000") for code in registered()},
    **{
        f"{code}_changes": ("since=2000-01-01&limit=1", "since=2000-01-01&limit=1000")
        for code in registered()
    },
}


def doors(resolver: URLResolver | None = None, above: str = "") -> Iterator[tuple[str, str]]:
    """The name and the route of each door for visitors; a route has its parts in angle brackets."""
    for pattern in (resolver or get_resolver()).url_patterns:
        route = above + str(pattern.pattern)
        if route.startswith(NOT_FOR_VISITORS):
            continue
        if isinstance(pattern, URLResolver):
            yield from doors(pattern, route)
        elif isinstance(pattern, URLPattern):
            yield pattern.name or route, route


def parts_of(route: str) -> list[str]:
    return PART.findall(route)


def filled(route: str, values: Mapping[str, Sequence[str]]) -> Iterator[str]:
    """The addresses of a route with each combination of the values of its parts."""
    names = parts_of(route)
    for chosen in product(*(values[name] for name in names)):
        parts = iter(chosen)
        yield "/" + PART.sub(lambda _found: next(parts), route)  # noqa: B023 (used at once)


def addresses(values: Mapping[str, Sequence[str]]) -> Iterator[str]:
    """Every door in both languages, with the values of parts, and with its questions."""
    for name, route in doors():
        for address in filled(route, values):
            spoken = [address] if address.startswith("/api/v1/") else [address, f"/en{address}"]
            yield from spoken
            yield from (f"{address}?{question}" for question in QUESTIONS.get(name, ()))
