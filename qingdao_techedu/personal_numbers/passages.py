"""What a file is made of for those who search it: rows of cells, each with a place."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass


@dataclass(frozen=True)
class Passage:
    """Text that stands together; ``place`` names a cell of it, and a line in it, as one finds them.

    Cells count from 0, lines from 1. A paragraph is a passage of one cell.
    """

    cells: Sequence[str]
    place: Callable[[int, int], str]
    heading: Sequence[str] = ()
