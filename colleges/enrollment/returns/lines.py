"""What a return consists of: a part for each specialty, in it a line for each kind of course.

The lines are those of last year's figures, of today's offerings, and whatever was filled in.
"""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from functools import cached_property

from colleges.models import EntryRoute, Level, Offering, Specialty

from ..figures.models import Measure, Observation, Release
from ..figures.writing import KEY, Figure, FigureStore, store_of_college
from ..releases.checks import year_before
from .models import Return, ReturnedFigure

# Specialty, level, entry route; with a sex and a measure it is the key of a figure.
Course = tuple[int, str, str]
ReturnKey = tuple[int, str, str, str, int]

SEXES = tuple(Observation.Sex.values)
LEVELS, ROUTES = list(Level.values), list(EntryRoute.values)


@dataclass(frozen=True)
class ReturnLine:
    """One kind of course in a specialty: a figure for each sex and measure."""

    level: str
    entry_route: str

    @property
    def label(self) -> str:
        return f"{Level(self.level).label} · {EntryRoute(self.entry_route).label}"


@dataclass(frozen=True)
class ReturnPart:
    """A specialty of a return; ``filled`` of ``wanted`` figures are there."""

    specialty: Specialty
    lines: list[ReturnLine]
    figures: dict[ReturnKey, Figure]
    measures: list[Measure]

    @property
    def wanted(self) -> int:
        return len(self.keys)

    @property
    def filled(self) -> int:
        return sum(key in self.figures for key in self.keys)

    @property
    def is_complete(self) -> bool:
        return self.filled == self.wanted

    @cached_property
    def keys(self) -> list[ReturnKey]:
        """The keys of all its figures, in the order of the form."""
        return [
            (self.specialty.pk, line.level, line.entry_route, sex, measure.pk)
            for line in self.lines
            for measure in self.measures
            for sex in SEXES
        ]

    @property
    def digest(self) -> str:
        """Tells whether somebody changed a figure since it was read."""
        told = sorted(map(repr, self.figures.items()))
        return hashlib.sha256(json.dumps(told).encode()).hexdigest()[:16]


@dataclass(frozen=True)
class ReturnSheet:
    """A return as it stands: this year's figures beside last year's."""

    annual_return: Return
    parts: list[ReturnPart]
    last_release: Release | None
    last: dict[ReturnKey, Figure]
    figures: dict[ReturnKey, Figure]
    measures: list[Measure]

    def part(self, specialty: Specialty, added: ReturnLine | None = None) -> ReturnPart:
        """A part of it, a new one where the college has not taught the specialty so far."""
        found = next((one for one in self.parts if one.specialty == specialty), None)
        if found is not None and (added is None or added in found.lines):
            return found
        lines = [*(found.lines if found else []), *([added] if added else [])]
        figures = found.figures if found else {}
        return ReturnPart(specialty, sorted(lines, key=_in_order), figures, self.measures)

    @property
    def wanted(self) -> int:
        return sum(part.wanted for part in self.parts)

    @property
    def filled(self) -> int:
        return sum(part.filled for part in self.parts)

    @property
    def totals(self) -> list[tuple[Measure, int | None, int | None]]:
        """Each measure with last year's persons and this year's; None where none are known."""
        last, now = totals(self.last), totals(self.figures)
        return [(one, last.get(one.pk), now.get(one.pk)) for one in self.measures]

    @property
    def digest(self) -> str:
        return hashlib.sha256("".join(part.digest for part in self.parts).encode()).hexdigest()[:16]


def store_of_return(annual_return: Return) -> FigureStore:
    """The figures of a return, whose keys have no college: it is that of the return."""
    return FigureStore(ReturnedFigure, {"annual_return_id": annual_return.pk}, KEY[1:])


def sheet_of(annual_return: Return) -> ReturnSheet:
    """The return with all that the form shows, in a fixed number of queries."""
    figures = store_of_return(annual_return).figures()
    last_release = year_before(annual_return.release)
    last = {}
    if last_release is not None:
        last = store_of_college(last_release, annual_return.college_id).figures()
    measures = list(Measure.objects.all())
    courses = {key[:3] for key in (*figures, *last)} | set(_offered(annual_return))
    specialties = Specialty.objects.in_bulk({specialty for specialty, *_rest in courses})
    parts = [
        ReturnPart(
            specialty,
            sorted(
                (ReturnLine(level, route) for pk, level, route in courses if pk == specialty.pk),
                key=_in_order,
            ),
            {key: figure for key, figure in figures.items() if key[0] == specialty.pk},
            measures,
        )
        for specialty in sorted(specialties.values(), key=lambda one: (one.pinyin, one.slug))
    ]
    return ReturnSheet(annual_return, parts, last_release, last, figures, measures)


def _in_order(line: ReturnLine) -> tuple[int, int]:
    return LEVELS.index(line.level), ROUTES.index(line.entry_route)


def _offered(annual_return: Return) -> Iterable[Course]:
    """What the register says that the college teaches; where it says no more, nothing."""
    offered = Offering.objects.filter(college=annual_return.college_id, valid_until="")
    return (
        offered.exclude(level="")
        .exclude(entry_route="")
        .values_list("specialty_id", "level", "entry_route")
    )


def sums(figures: Mapping[ReturnKey, Figure]) -> dict[tuple[int, int], int]:
    """Persons by specialty and measure; what is not known is left out."""
    found: dict[tuple[int, int], int] = {}
    for (specialty, _level, _route, _sex, measure), (value, _symbol) in figures.items():
        if value is not None:
            found[specialty, measure] = found.get((specialty, measure), 0) + value
    return found


def totals(figures: Mapping[ReturnKey, Figure]) -> dict[int, int]:
    """Persons by measure, of all specialties together."""
    found: dict[int, int] = {}
    for (_specialty, measure), value in sums(figures).items():
        found[measure] = found.get(measure, 0) + value
    return found
