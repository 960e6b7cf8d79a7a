"""What somebody finds when they come to the desk: what waits for them, what is late, what changed.

Rooms register functions by dotted name; each takes the user and answers with what it knows.
"""

from __future__ import annotations

import datetime
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from django.db.models import Count, Min
from django.utils import timezone
from django.utils.module_loading import import_string


@dataclass(frozen=True)
class Waiting:
    """Something that waits for the user: ``count`` of them at ``address``.

    ``due``: the day by which the first of them is to be done; ``since``: the day on which the
    oldest came.
    """

    text: str
    count: int
    address: str
    is_late: bool = False
    due: datetime.date | None = None
    since: datetime.date | None = None

    @classmethod
    def of(
        cls, text: str, records: Any, address: str, *, due: str = "", since: str = ""
    ) -> Waiting:
        """Records that wait, asked for in one query with the first day in one of their fields."""
        told = records.order_by().aggregate(count=Count("pk"), first=Min(due or since))
        first = told["first"]
        day = timezone.localdate(first) if isinstance(first, datetime.datetime) else first
        is_late = bool(due and day and day < timezone.localdate())
        kept = {"due": day} if due else {"since": day}
        return cls(text, told["count"], address, is_late, **kept)

    @property
    def urgency(self) -> tuple[bool, datetime.date, datetime.date]:
        """What is late first, then what is due first, then what has waited longest."""
        never = datetime.date.max
        return (not self.is_late, self.due or never, self.since or never)


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
    """The lists of the desk's home page; what counts nothing is left out.

    No address is named twice: what waits somewhere needs no other way there.
    """
    told = [one for name in _sources for one in _ask(name, user)]
    waiting = sorted((one for one in told if isinstance(one, Waiting) and one.count), key=_urgency)
    named = {one.address for one in waiting}
    ways = [one for one in told if isinstance(one, Way) and one.address not in named]
    return {"waiting": waiting, "ways": ways}


def _urgency(waiting: Waiting) -> tuple[bool, datetime.date, datetime.date]:
    return waiting.urgency


def _ask(dotted_name: str, user) -> Iterator[Waiting | Way]:
    yield from import_string(dotted_name)(user)
