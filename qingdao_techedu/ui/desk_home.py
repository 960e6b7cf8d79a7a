"""What somebody finds when they come to the desk: what waits for them, what is late, what changed.

Rooms register functions by dotted name; each takes the user and answers with what it knows.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from django.utils.module_loading import import_string


@dataclass(frozen=True)
class Waiting:
    """Something that waits for the user: ``count`` of them at ``address``."""

    text: str
    count: int
    address: str
    is_late: bool = False


@dataclass(frozen=True)
class Way:
    """A quick way in."""

    text: str
    address: str


_sources: list[str] = []
_latest: list[str] = []


def register(dotted_name: str) -> None:
    """Name a function of a user that yields ``Waiting`` and ``Way``."""
    if dotted_name not in _sources:
        _sources.append(dotted_name)


def register_latest(dotted_name: str) -> None:
    """Name the function of a user that lists what was published last."""
    _latest[:] = [dotted_name]


def latest(user) -> list[Any]:
    return [one for name in _latest for one in import_string(name)(user)]


def home_of(user) -> dict[str, list[Any]]:
    """The lists of the desk's home page; what counts nothing is left out."""
    told = [one for name in _sources for one in _ask(name, user)]
    waiting = [one for one in told if isinstance(one, Waiting) and one.count]
    return {
        "late": [one for one in waiting if one.is_late],
        "waiting": [one for one in waiting if not one.is_late],
        "ways": [one for one in told if isinstance(one, Way)],
    }


def _ask(dotted_name: str, user) -> Iterator[Waiting | Way]:
    yield from import_string(dotted_name)(user)
