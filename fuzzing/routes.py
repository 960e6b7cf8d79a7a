"""Every address of the portal's map, with the places in it that a request fills."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from django.urls import Resolver404, get_resolver, resolve
from django.urls.resolvers import URLResolver
from django.utils import translation
from django.utils.regex_helper import normalize

CHINESE, ENGLISH = "zh-hans", "/en"


@dataclass(frozen=True)
class Route:
    """One line of the map. ``form`` is its address with ``%(name)s`` for each of its places."""

    pattern: str  # as Django's ``ResolverMatch.route`` has it
    form: str
    places: tuple[str, ...]
    model: Any = None  # whose page of the desk it is, if it is one


def routes() -> list[Route]:
    """All lines of the map in Chinese, those of the desk, of accounts and of the API included."""
    with translation.override(CHINESE):
        return list(_below(get_resolver().url_patterns, "", "/", []))


def placed(path: str) -> tuple[str, dict[str, str]]:
    """The pattern that an address has, and what stands in its places; empty for no address of ours.

    English addresses count as the Chinese ones that they repeat.
    """
    with translation.override(CHINESE):
        try:
            match = resolve(in_chinese(path))
        except Resolver404:
            return "", {}
    unnamed = {f"_{place}": value for place, value in enumerate(match.args)}
    named = match.captured_kwargs or {}  # type: ignore[attr-defined]
    return match.route, {name: str(value) for name, value in {**unnamed, **named}.items()}


def in_chinese(path: str) -> str:
    """The Chinese address that an English one repeats: ``/enrollment/`` is no English one."""
    return path.removeprefix(ENGLISH) if path.startswith(f"{ENGLISH}/") else path


def _below(patterns, before: str, form: str, places: list[str]) -> Iterator[Route]:
    for one in patterns:
        pattern = before + str(one.pattern)
        for more, names in normalize(one.pattern.regex.pattern):
            found = [*places, *names]
            if isinstance(one, URLResolver):
                yield from _below(one.url_patterns, pattern, form + more, found)
                continue
            model = getattr(getattr(one.callback, "model_admin", None), "model", None)
            yield Route(pattern, form + more, tuple(found), model)
