"""Finding personal numbers in a row of a table, where one may be divided among the cells."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Sequence
from dataclasses import dataclass
from itertools import accumulate

from .births import BIRTH_HEADING, SOMEBODY
from .finders import in_text
from .kinds import Finding, Kind

BETWEEN = "\t"


@dataclass(frozen=True)
class InCell:
    """A finding and the number, from 0, of the cell in which it begins."""

    cell: int
    finding: Finding


def in_cells(cells: Sequence[str], heading: Sequence[str] = ()) -> list[InCell]:
    """The findings in a row; ``heading`` are the words over its cells.

    What a heading says of a column holds for its cell: eleven digits under “手机” are a mobile
    number however they are divided, a date under “出生日期” is a birth date if the row names
    somebody.
    """
    starts = [0, *accumulate(len(cell) + len(BETWEEN) for cell in cells)]
    found = [
        InCell(bisect_right(starts, one.start) - 1, one) for one in in_text(BETWEEN.join(cells))
    ]
    seen = {one.cell for one in found}
    names_somebody = any(SOMEBODY.search(cell) for cell in cells)
    for number, (cell, word) in enumerate(zip(cells, heading, strict=False)):
        if number in seen or not word:
            continue
        under = "" if BIRTH_HEADING.search(word) and not names_somebody else word
        found += [InCell(number, one) for one in in_text(cell, under) if _is_said(one, word)]
    return sorted(found, key=lambda one: (one.cell, one.finding.start))


def _is_said(one: Finding, word: str) -> bool:
    return one.kind != Kind.BIRTH or bool(BIRTH_HEADING.search(word))
