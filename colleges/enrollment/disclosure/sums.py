"""The fixed short list of sums in which outcomes are told, small ones joined within their table."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass

from .leaves import (
    EMPLOYED,
    FURTHER_STUDY,
    GRADUATES,
    REMAINDER,
    Answers,
    CollectedVersion,
    Place,
    sometimes_missing,
)
from .thresholds import ThresholdRule

Key = tuple[str, ...]
ALL = "all"  # a dimension that is no part of a table


@dataclass(frozen=True)
class SumTable:
    """A table of sums: one for each value of some fields of a place."""

    code: str
    fields: tuple[str, ...]

    def key(self, place: Place) -> Key:
        return tuple(getattr(place, name) for name in self.fields)

    def cells(self, places: Iterable[Place]) -> dict[Key, list[Place]]:
        """The places of each cell."""
        found: dict[Key, list[Place]] = defaultdict(list)
        for place in places:
            found[self.key(place)].append(place)
        return found


TABLES = (
    SumTable("college", ("college",)),
    SumTable("specialty", ("specialty",)),
    SumTable("level-sex", ("level", "sex")),
    SumTable("entry-route-sex", ("entry_route", "sex")),
)
# Graduates are told by blocks, some of which join the sexes; these sums tell them apart again.
OF_GRADUATES = (SumTable("sex", ("sex",)),)


@dataclass(frozen=True)
class PublishedSum:
    """Cells of a table told together, of one measure: ``keys`` are more than one where joined."""

    table: SumTable
    measure: str
    keys: tuple[Key, ...]


@dataclass(frozen=True)
class Outcomes:
    """Graduates of one version and what became of them, leaf by leaf."""

    graduates: Answers
    employed: Answers
    further_study: Answers

    @classmethod
    def of(cls, version: CollectedVersion) -> Outcomes:
        return cls(version.of(GRADUATES), version.of(EMPLOYED), version.of(FURTHER_STUDY))

    def known_of(self, place: Place) -> tuple[int | None, int | None, int | None]:
        """Graduates, employed and further study; None where there is no number."""
        found = (one.get(place) for one in (self.graduates, self.employed, self.further_study))
        return tuple(one if isinstance(one, int) else None for one in found)  # type: ignore[return-value]


@dataclass(frozen=True)
class OutcomeCounts:
    """What the sums of a cell are: four numbers a version, and what was reported late."""

    graduates: int = 0
    employed: int = 0
    not_employed: int = 0
    further_study: int = 0
    remainder: int = 0
    late_employed: int = 0
    late_further_study: int = 0

    def __add__(self, other: OutcomeCounts) -> OutcomeCounts:
        mine, theirs = vars(self).values(), vars(other).values()
        return OutcomeCounts(*(one + two for one, two in zip(mine, theirs, strict=True)))


Cells = dict[Key, list[OutcomeCounts]]  # of each version


def cells_of(table: SumTable, places: Sequence[Place], versions: Sequence[Outcomes]) -> Cells:
    """Every cell of a table with its counts."""
    late = {
        EMPLOYED: sometimes_missing([version.employed for version in versions]),
        FURTHER_STUDY: sometimes_missing([version.further_study for version in versions]),
    }
    found: Cells = defaultdict(lambda: [OutcomeCounts()] * len(versions))
    for place in places:
        cell = found[table.key(place)]
        found[table.key(place)] = [
            cell[number] + _counts(place, version, late) for number, version in enumerate(versions)
        ]
    return dict(found)


def _counts(place: Place, version: Outcomes, late: dict[str, set[Place]]) -> OutcomeCounts:
    graduates, employed, further = version.known_of(place)
    answered = graduates is not None and employed is not None
    divided = answered and further is not None
    return OutcomeCounts(
        graduates=graduates or 0,
        employed=employed or 0,
        not_employed=graduates - employed if answered else 0,  # type: ignore[operator]
        further_study=further or 0,
        remainder=graduates - employed - further if divided else 0,  # type: ignore[operator]
        late_employed=employed or 0 if place in late[EMPLOYED] else 0,
        late_further_study=further or 0 if place in late[FURTHER_STUDY] else 0,
    )


IsSafe = Callable[[Sequence[OutcomeCounts]], bool]


def safety_of(measure: str, rule: ThresholdRule) -> IsSafe:
    """Whether a cell's sum of a measure may be told, with all that it tells by subtraction."""

    def is_told(value: int, threshold: int) -> bool:
        return not value or value >= threshold

    def employed(versions: Sequence[OutcomeCounts]) -> bool:
        least = rule.of(EMPLOYED)
        return all(
            is_told(one.employed, least)
            and is_told(one.late_employed, least)
            and is_told(one.not_employed, rule.of_not_employed)
            for one in versions
        )

    def further_study(versions: Sequence[OutcomeCounts]) -> bool:
        least = rule.of(FURTHER_STUDY)
        return employed(versions) and all(
            is_told(one.further_study, least)
            and is_told(one.late_further_study, least)
            and is_told(one.remainder, rule.of(REMAINDER))
            for one in versions
        )

    def graduates(versions: Sequence[OutcomeCounts]) -> bool:
        return all(is_told(one.graduates, rule.of(GRADUATES)) for one in versions)

    return {EMPLOYED: employed, FURTHER_STUDY: further_study, GRADUATES: graduates}[measure]


def joined_cells(
    cells: Cells, is_safe: IsSafe, joined: Sequence[Sequence[Key]]
) -> list[tuple[Key, ...]]:
    """The cells of a table, those too small together with others. ``joined`` are so already.

    Nothing where even the whole table may not be told.
    """
    groups = [tuple(group) for group in joined]
    done, pool = [], []  # type: ignore[var-annotated]
    counts = {group: _together(group, cells) for group in groups}
    small = [group for group in groups if not is_safe(counts[group])]
    for group in sorted(small, key=lambda one: (_size(counts[one]), one), reverse=True):
        pool = [*pool, *group]
        if is_safe(_together(pool, cells)):
            done.append(tuple(sorted(pool)))
            pool = []
    large = [*done, *(group for group in groups if group not in small)]
    large.sort(key=lambda one: (_size(_together(one, cells)), one))
    while pool and not is_safe(_together(pool, cells)):
        if not large:
            return []
        fits = (one for one in large if is_safe(_together([*pool, *one], cells)))
        chosen = next(fits, large[0])
        large.remove(chosen)
        pool = [*pool, *chosen]
    return sorted([*large, tuple(sorted(pool))] if pool else large)


def _together(keys: Sequence[Key], cells: Cells) -> list[OutcomeCounts]:
    versions = zip(*(cells[key] for key in keys), strict=True)
    return [sum(of_version, OutcomeCounts()) for of_version in versions]


def _size(versions: Sequence[OutcomeCounts]) -> int:
    return sum(one.employed + one.further_study for one in versions)


def cell_in(table: SumTable, key: Key) -> Place:
    """A cell of a table as a place of which the table's fields alone are told."""
    of_fields = dict(zip(table.fields, key, strict=True))
    return Place(*(of_fields.get(name, ALL) for name in Place._fields))


def members_of(
    sums: Iterable[PublishedSum], places: Sequence[Place]
) -> dict[PublishedSum, list[Place]]:
    """The places that each sum is about."""
    found: dict[PublishedSum, list[Place]] = {}
    cells: dict[SumTable, dict[Key, list[Place]]] = {}
    for one in sums:
        of_table = cells.setdefault(one.table, {}) or one.table.cells(places)
        cells[one.table] = of_table
        found[one] = [place for key in one.keys for place in of_table.get(key, ())]
    return found
