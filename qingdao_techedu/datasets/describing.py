"""What the catalogue says of a data set beyond its declaration: its size and its honesty."""

from __future__ import annotations

from dataclasses import dataclass
from itertools import chain

from django.db.models import Q
from django.utils.translation import gettext as _

from .formats import csv
from .query import Query
from .registry import Dataset

SAMPLE = "sample"
WEIGHED = 50  # rows, of which the size of a file is estimated
COUNTED = 10_000  # rows; more are not counted at each visit


def has_sample(dataset: Dataset) -> bool:
    """Whether any row is sample data, by its columns of provenance: one query."""
    is_sample = Q()
    for column in dataset.columns:
        if column.name.endswith("provenance"):
            is_sample |= Q(**{f"{column.path}": SAMPLE})
    return bool(is_sample) and dataset.query().filter(is_sample).order_by().exists()


def sample_warning() -> str:
    """What everybody is told who takes a data set that holds sample data."""
    return _(
        "Holds sample data: made by a generator so that the portal can be tried, it describes "
        "nobody and nothing real. The columns of provenance tell which rows those are."
    )


@dataclass(frozen=True)
class Extent:
    """How much a data set is. None where it is more than is counted; exact unless it is said."""

    rows: int | None
    rows_are_exact: bool
    csv_size: int | None  # bytes
    size_is_exact: bool


def extent(dataset: Dataset) -> Extent:
    """Rows and size as CSV, at a cost that does not grow with the rows: two queries at most."""
    query = Query(dataset.code)
    weighed = list(query.rows(limit=WEIGHED + 1))
    head = len(b"".join(csv.lines([query.header])))
    weight = len(b"".join(csv.lines(chain([query.header], weighed)))) - head
    if len(weighed) <= WEIGHED:
        return Extent(len(weighed), True, head + weight, True)
    rows, is_exact = _rows(dataset)
    size = None if rows is None else head + weight * rows // len(weighed)
    return Extent(rows, is_exact, size, False)


def _rows(dataset: Dataset) -> tuple[int | None, bool]:
    if dataset.about_rows is not None:
        return dataset.about_rows(), False
    counted = dataset.query().order_by()[: COUNTED + 1].count()
    return (counted, True) if counted <= COUNTED else (None, False)
