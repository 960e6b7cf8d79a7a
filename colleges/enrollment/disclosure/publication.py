"""What is published of a year: blocks of counts, sums of outcomes, and the rows of both."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import NamedTuple

from .blocks import Block
from .leaves import (
    COUNTS,
    ENTRANTS,
    FURTHER_STUDY,
    GRADUATES,
    OUTCOMES,
    Answer,
    Answers,
    CollectedVersion,
    CollectedYear,
    Place,
    count,
    is_symbol,
)
from .sums import PublishedSum

UNDIVIDED = "undivided"  # 未分列: groups that are told together in this dimension
ALL = "all"  # the dimension is no part of the table
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
    value: int | None
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


@dataclass(frozen=True)
class PublishedYear:
    """How a year is told: the same blocks and sums in all of its versions."""

    collected: CollectedYear
    blocks: Mapping[str, Sequence[Block]]
    withheld: Mapping[str, Sequence[Block]]
    sums: Sequence[PublishedSum]

    def block_of(self, measure: str) -> dict[Place, Block]:
        return {place: block for block in self.blocks[measure] for place in block}

    def rows(self) -> Iterator[PublishedRow]:
        """Every published figure of every version."""
        for version in self.collected.versions:
            yield from self.rows_of(version)

    def rows_of(self, version: CollectedVersion) -> Iterator[PublishedRow]:
        for measure in COUNTS:
            yield from self._leaves(version, measure)
        yield from self._symbols(version)
        yield from self._sums(version)

    def _leaves(self, version: CollectedVersion, measure: str) -> Iterator[PublishedRow]:
        answers = version.of(measure)
        for block in self.blocks[measure]:
            given = [answers[place] for place in block if place in answers]
            if given:
                told = (None, CONFIDENTIAL) if block in self.withheld[measure] else answer_of(given)
                yield self._row(version, LEAVES, measure, block, *told)

    def _symbols(self, version: CollectedVersion) -> Iterator[PublishedRow]:
        """Outcomes that no version knows are told leaf by leaf: there is nobody to be found."""
        for measure in OUTCOMES:
            for place in unanswered(self.collected, measure):
                symbol = str(version.of(measure)[place])
                yield self._row(version, LEAVES, measure, (place,), None, symbol)

    def _sums(self, version: CollectedVersion) -> Iterator[PublishedRow]:
        members = members_of(self.sums, self.collected.places)
        never = {one: set(unanswered(self.collected, one)) for one in OUTCOMES}
        for told in self.sums:
            answers = version.of(told.measure)
            given = [
                answers[place]
                for place in members[told]
                if place in answers and place not in never.get(told.measure, ())
            ]
            if given:
                cells = tuple(cell_of(told, key) for key in told.keys)
                answer = answer_of(given)
                yield self._row(version, told.table.code, told.measure, cells, *answer)

    def _row(
        self,
        version: CollectedVersion,
        table: str,
        measure: str,
        cells: Sequence[Place],
        value: int | None,
        symbol: str,
    ) -> PublishedRow:
        group = group_of(cells) if len(cells) > 1 else ""
        codes = map(_together, zip(*cells, strict=True))
        return PublishedRow(
            self.collected.year, version.number, table, measure, *codes, group, value, symbol
        )

    def members(self) -> Iterator[MemberRow]:
        """Who is told together, group by group."""
        year = self.collected.year
        for measure in COUNTS:
            for block in self.blocks[measure]:
                if len(block) > 1:
                    for place in block:
                        yield MemberRow(year, LEAVES, measure, group_of(block), *place)
        for told in self.sums:
            cells = [cell_of(told, key) for key in told.keys]
            if len(cells) > 1:
                for cell in cells:
                    yield MemberRow(
                        year, told.table.code, told.measure, group_of(cells), *cell
                    )


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


def cell_of(told: PublishedSum, key: Sequence[str]) -> Place:
    """A cell of a table as a place of which the table's fields alone are told."""
    of_fields = dict(zip(told.table.fields, key, strict=True))
    return Place(*(of_fields.get(name, ALL) for name in Place._fields))


def group_of(cells: Sequence[Place]) -> str:
    """A name for groups that are told together: the first of them."""
    return "/".join(code for code in min(cells) if code != ALL)


def _together(codes: tuple[str, ...]) -> str:
    return codes[0] if len(set(codes)) == 1 else UNDIVIDED


def members_of(
    sums: Sequence[PublishedSum], places: Sequence[Place]
) -> dict[PublishedSum, list[Place]]:
    """The places that each sum is about."""
    of_cell = {(one.table.code, one.measure, key): one for one in sums for key in one.keys}
    found: dict[PublishedSum, list[Place]] = {one: [] for one in sums}
    for table, measure in {(one.table, one.measure) for one in sums}:
        for place in places:
            one = of_cell.get((table.code, measure, table.key(place)))
            if one is not None:
                found[one].append(place)
    return found
