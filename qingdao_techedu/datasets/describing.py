"""What is said of a data set beyond its declaration: how much it is, and how honest."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property
from itertools import chain
from typing import Any

from django.db.models import Q
from django.utils.translation import gettext as _

from . import csv_table, star
from .query import Query
from .registry import LONG, Dataset
from .versions import Version

SAMPLE = "sample"
WEIGHED = 50  # rows, of which the size of a file is estimated
COUNTED = 10_000  # rows; more are not counted at each visit

Row = tuple[Any, ...]


@dataclass(frozen=True)
class Extent:
    """How much a data set is. None where it is more than is counted; exact unless it is said."""

    rows: int | None
    rows_are_exact: bool
    csv_size: int | None  # bytes
    size_is_exact: bool


@dataclass(frozen=True)
class Described:
    """A data set as pages and machine metadata describe it; each thing is asked once, if at all."""

    dataset: Dataset

    @cached_property
    def is_sample(self) -> bool:
        """Whether any row is sample data, by its columns of provenance."""
        is_sample = Q()
        for column in self.dataset.columns:
            if column.name.endswith("provenance_code"):
                is_sample |= Q(**{f"{column.path}": SAMPLE})
        return bool(is_sample) and self.dataset.query().filter(is_sample).order_by().exists()

    @cached_property
    def years(self) -> tuple[int, int] | None:
        return self.dataset.years()

    @cached_property
    def versions(self) -> list[Version]:
        return self.dataset.versions()

    @property
    def description(self) -> str:
        """The description, with a warning where there is sample data."""
        told = str(self.dataset.explained)
        return f"{told} {sample_warning()}" if self.is_sample else told

    def extent(self, rows: list[Row]) -> Extent:
        """Rows and size as CSV, by up to ``WEIGHED`` + 1 rows: it never counts very many."""
        header = self.dataset.header
        head = len(b"".join(csv_table.lines([header])))
        size = len(b"".join(csv_table.lines(chain([header], rows))))
        if len(rows) <= WEIGHED:
            return Extent(len(rows), True, size, True)
        count, is_exact = self._count()
        weight = (size - head) / len(rows)
        return Extent(count, is_exact, None if count is None else head + int(weight * count), False)

    def _count(self) -> tuple[int | None, bool]:
        if self.dataset.about_rows is not None:
            return self.dataset.about_rows(), False
        counted = self.dataset.query().order_by()[: COUNTED + 1].count()
        return (counted, True) if counted <= COUNTED else (None, False)


def sample_warning() -> str:
    """What everybody is told who takes a data set that holds sample data."""
    return _(
        "Holds sample data: made by a generator so that the portal can be tried, it describes "
        "nobody and nothing real. The columns of provenance tell which rows those are."
    )


def some_rows(query: Query, count: int = WEIGHED + 1) -> list[Row]:
    """A few rows in whatever order is nearest, at a cost that does not grow with the rows.

    None of a wide layout, of which each row is put together of many.
    """
    if query.layout != LONG:
        return []
    return list(star.rows_of(query, query.queryset.order_by()[:count]))
