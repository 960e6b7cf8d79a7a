"""What is published of a year: blocks of counts, sums of outcomes, and the rows of both."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal
from functools import cached_property
from typing import NamedTuple

from .blocks import Block
from .leaves import (
    COUNTS,
    OUTCOMES,
    Answer,
    CollectedVersion,
    CollectedYear,
    Place,
    count,
    is_symbol,
)
from .sums import ALL, PublishedSum, cell_in, members_of

UNDIVIDED = "undivided"  # 未分列: groups that are told together in this dimension
LEAVES = "leaf"
NOT_AVAILABLE, CONFIDENTIAL = "x", "c"


class PublishedRow(NamedTuple):
    """A figure as it is published. ``group`` names its members where it joins some.

    With a value and the symbol ``x`` it is the sum of what is known, and something is not.
    """

    year: int
    version: int
    table: str
    measure: str
    college: str
    specialty: str
    level: str
    entry_route: str
    sex: str
    group: str
    value: int | Decimal | None
    symbol: str


class MemberRow(NamedTuple):
    """One of the groups that a published row joins."""

    year: int
    table: str
    measure: str
    group: str
    college: str
    specialty: str
    level: str
    entry_route: str
    sex: str


RowWithPlaces = tuple[PublishedRow, Sequence[Place]]


@dataclass(frozen=True)
class PublishedYear:
    """How a year is told: the same blocks and sums in all of its versions."""

    collected: CollectedYear
    blocks: Mapping[str, Sequence[Block]]
    withheld: Mapping[str, Sequence[Block]]
    sums: Sequence[PublishedSum]
    untold: Sequence[PublishedSum] = ()

    def block_of(self, measure: str) -> dict[Place, Block]:
        return {place: block for block in self.blocks[measure] for place in block}

    @cached_property
    def _members(self) -> dict[PublishedSum, list[Place]]:
        return members_of(self.sums, self.collected.places)

    def sums_of(self, measure: str) -> list[tuple[PublishedSum, list[Place]]]:
        """The sums of a measure, each with the places that it is about."""
        return [(one, places) for one, places in self._members.items() if one.measure == measure]

    def rows(self) -> Iterator[PublishedRow]:
        """Every published figure of every version."""
        for version in self.collected.versions:
            yield from self.rows_of(version)

    def rows_of(self, version: CollectedVersion) -> Iterator[PublishedRow]:
        return (row for row, _places in self.rows_with_places_of(version))

    def rows_with_places_of(self, version: CollectedVersion) -> Iterator[RowWithPlaces]:
        """Every published figure of a version, with the places that it is about."""
        for measure in COUNTS:
            yield from self._leaves(version, measure)
        yield from self._symbols(version)
        yield from self._sums(version)

    def _leaves(self, version: CollectedVersion, measure: str) -> Iterator[RowWithPlaces]:
        answers = version.of(measure)
        for block in self.blocks[measure]:
            given = [answers[place] for place in block if place in answers]
            if given:
                told = (None, CONFIDENTIAL) if block in self.withheld[measure] else answer_of(given)
                yield row_of(self, version, LEAVES, measure, block, *told), block

    def _symbols(self, version: CollectedVersion) -> Iterator[RowWithPlaces]:
        """Outcomes that no version knows are told leaf by leaf: there is nobody to be found."""
        for measure in OUTCOMES:
            for place in unanswered(self.collected, measure):
                symbol = str(version.of(measure)[place])
                row = row_of(self, version, LEAVES, measure, (place,), None, symbol)
                yield row, (place,)

    def _sums(self, version: CollectedVersion) -> Iterator[RowWithPlaces]:
        never = {one: set(unanswered(self.collected, one)) for one in OUTCOMES}
        for told in self.sums:
            answers = version.of(told.measure)
            places = [
                place
                for place in self._members[told]
                if place in answers and place not in never.get(told.measure, ())
            ]
            if places:
                cells = tuple(cell_in(told.table, key) for key in told.keys)
                answer = answer_of([answers[place] for place in places])
                row = row_of(self, version, told.table.code, told.measure, cells, *answer)
                yield row, places
        for told in self.untold:
            if version.of(told.measure):
                cells = tuple(cell_in(told.table, key) for key in told.keys)
                nothing = (None, CONFIDENTIAL)
                yield row_of(self, version, told.table.code, told.measure, cells, *nothing), ()

    def members(self) -> Iterator[MemberRow]:
        """Who is told together, group by group."""
        year = self.collected.year
        for measure in COUNTS:
            for block in self.blocks[measure]:
                if len(block) > 1:
                    for place in block:
                        yield MemberRow(year, LEAVES, measure, group_of(block), *place)
        for told in (*self.sums, *self.untold):
            cells = [cell_in(told.table, key) for key in told.keys]
            if len(cells) > 1:
                for cell in cells:
                    yield MemberRow(year, told.table.code, told.measure, group_of(cells), *cell)


def row_of(
    published: PublishedYear,
    version: CollectedVersion,
    table: str,
    measure: str,
    cells: Sequence[Place],
    value: int | Decimal | None,
    symbol: str,
) -> PublishedRow:
    """The row that tells one answer about some cells."""
    year, number = published.collected.year, version.number
    codes = _together(cells)
    group = group_of(cells) if len(cells) > 1 else ""
    return PublishedRow(year, number, table, measure, *codes, group, value, symbol)


def answer_of(answers: Sequence[Answer]) -> tuple[int | None, str]:
    """The one answer of figures that are told together."""
    known = [answer for answer in answers if not is_symbol(answer)]
    symbols = {answer for answer in answers if isinstance(answer, str)}
    symbol = NOT_AVAILABLE if len(symbols) > 1 else next(iter(symbols), "")
    if not known:
        return None, symbol
    return sum(map(count, known)), NOT_AVAILABLE if symbols else ""


def unanswered(collected: CollectedYear, measure: str) -> list[Place]:
    """Places of which no version of the year has a number, though all give a symbol."""
    versions = collected.of(measure)
    return [
        place
        for place in collected.places
        if all(is_symbol(answers.get(place)) for answers in versions)
    ]


def group_of(cells: Sequence[Place]) -> str:
    """A name for groups that are told together: the first of them."""
    return "/".join(code for code in min(cells) if code != ALL)


def _together(cells: Sequence[Place]) -> Place:
    """What some cells have in common."""
    codes = (dict.fromkeys(of_cells, True) for of_cells in zip(*cells, strict=True))
    return Place(*(next(iter(found)) if len(found) == 1 else UNDIVIDED for found in codes))
