"""Awards as a table: a line a year, a column an award, a number where a roll is published."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from itertools import groupby

from colleges.models import College

from .models import AwardKind, RollCount, Round


@dataclass(frozen=True)
class MatrixCell:
    """How many recipients one round has; 0 where no roll is published."""

    round: Round
    count: int


@dataclass(frozen=True)
class MatrixLine:
    """One year; a cell is None where no such round is published."""

    year: int
    cells: list[MatrixCell | None]

    @property
    def rounds(self) -> list[Round]:
        return [cell.round for cell in self.cells if cell]

    @property
    def is_alike(self) -> bool:
        """Whether all that the line tells comes from the same kind of source."""
        return len({one.provenance for one in self.rounds}) == 1

    @property
    def has_roll(self) -> bool:
        return any(cell and cell.count for cell in self.cells)


@dataclass(frozen=True)
class Matrix:
    """The lines, the latest year first, under the kinds of award that they have."""

    kinds: Sequence[AwardKind]
    lines: list[MatrixLine]

    @property
    def rounds(self) -> list[Round]:
        return [one for line in self.lines for one in line.rounds]

    @property
    def has_gaps(self) -> bool:
        """Whether a dash stands anywhere, which then needs a note."""
        return any(not cell or not cell.count for line in self.lines for cell in line.cells)


def matrix(entries: Iterable[MatrixCell], kinds: Sequence[AwardKind] | None = None) -> Matrix:
    """Entries, the latest year first, as a table of ``kinds`` or of those that occur."""
    entries = list(entries)
    if kinds is None:
        met = {one.round.kind_id: one.round.kind for one in entries}
        kinds = sorted(met.values(), key=lambda kind: kind.order)
    lines = []
    for year, of_year in groupby(entries, lambda one: one.round.year):
        by_kind = {one.round.kind_id: one for one in of_year}
        lines.append(MatrixLine(year, [by_kind.get(kind.pk) for kind in kinds]))
    return Matrix(kinds, lines)


def matrix_of(college: College) -> Matrix:
    """The awards of a college that the public sees, by year and kind."""
    counts = RollCount.objects.public().filter(college=college).select_related("round__kind")
    found = counts.order_by("-round__year", "round__kind__order")
    return matrix(MatrixCell(one.round, one.count) for one in found)
