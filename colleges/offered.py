"""What is taught, as a reader looks for it: one line a specialty or a college, with its ways."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from itertools import groupby
from operator import attrgetter
from typing import Any

from .models import College, EntryRoute, Level, Offering


@dataclass(frozen=True)
class Taught:
    """The offerings of one specialty at a college, or of one college for a specialty."""

    subject: Any
    offerings: list[Offering]

    @property
    def levels(self) -> list[tuple[str, list[Offering]]]:
        """The offerings by the level that they lead to; blank where none is stated."""
        by_level = groupby(self.offerings, lambda one: one.get_level_display())
        return [(str(level), list(ways)) for level, ways in by_level]


def taught_by(offerings: Iterable[Offering], subject: str) -> list[Taught]:
    """Offerings by their ``specialty`` or ``college``, which stand in order already."""
    by_subject = groupby(offerings, attrgetter(subject))
    return [Taught(one, list(of_subject)) for one, of_subject in by_subject]


@dataclass(frozen=True)
class Teaching:
    """What a college teaches today, in all: for the head of its page and its table."""

    specialties: list[Taught]

    @classmethod
    def of(cls, college: College) -> Teaching:
        """The college must be fetched ``for_page``."""
        return cls(taught_by(college.offered_today, "specialty"))

    @property
    def entry_routes(self) -> list[str]:
        """Who may enter anything, in the order of the choices."""
        stated = {way.entry_route for one in self.specialties for way in one.offerings}
        return [str(route.label) for route in EntryRoute if route in stated]

    @property
    def levels(self) -> list[tuple[str, int]]:
        """The levels with the number of specialties that are taught at each."""
        taught = [{way.level for way in one.offerings} for one in self.specialties]
        counts = [(str(level.label), sum(level in at for at in taught)) for level in Level]
        return [(label, count) for label, count in counts if count]
