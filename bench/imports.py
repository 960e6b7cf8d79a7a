"""A file of figures imported by the portal, and by django-import-export as it comes."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import count

import peers
from databases import Databases, told
from table import Row, faster, in_turn

ROUNDS = 3
FIGURES, BY_IMPORT_EXPORT = 100_000, 1_000


def rows(made: Databases) -> Iterator[Row]:
    """The row of the table about imports, into years of a copy in which there is nothing yet."""
    copy = peers.copied(made.large_file, "imports")
    environment = {**made.large, "DATABASE_URL": f"sqlite:///{copy}"}
    years = count(2060)
    taken: list[int] = []

    def ours() -> float:
        figures, spent = told(environment, "import_in_bulk", str(FIGURES), str(next(years))).split()
        taken.append(int(figures))
        return float(spent)

    def theirs() -> float:
        words = ["import_by_rows", str(BY_IMPORT_EXPORT), str(next(years))]
        figures, spent = told(environment, *words, python=peers.PYTHON).split()
        return float(spent) * taken[-1] / int(figures)

    ones, others = in_turn(ROUNDS, ours, theirs)
    some = f"scaled from {BY_IMPORT_EXPORT:,}"
    what = f"import of {taken[-1]:,} figures, SQLite, beside import-export ({some})"
    yield faster(what, ones, others, 20)
