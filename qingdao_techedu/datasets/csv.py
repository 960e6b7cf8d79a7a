"""A data set as CSV: RFC 4180, UTF-8, lines ended by CR LF, streamed in constant memory."""

from __future__ import annotations

import csv
import io
from collections.abc import Iterable, Iterator
from decimal import Decimal
from itertools import islice
from typing import Any

from django.db.models import QuerySet

from .registry import DECIMAL, TEXT, Dataset

BOM = "\ufeff"
ROWS_A_PIECE = 2_000
FORMULA_STARTS = ("=", "+", "-", "@", "\t", "\r")


def stream(dataset: Dataset, queryset: QuerySet, *, bom: bool = True) -> Iterator[bytes]:
    """The rows of ``queryset`` as pieces of a CSV file, the header in the first piece.

    A fault in mid-stream is raised, so that the connection breaks: a part never looks whole.
    """
    # Labels are spoken here: a response is streamed after the language of its address is left.
    return _pieces(dataset, safe_rows(dataset, queryset), bom)


def _pieces(dataset: Dataset, rows: Iterator[list[Any]], bom: bool) -> Iterator[bytes]:
    yield ((BOM if bom else "") + _lines([dataset.header])).encode()
    while piece := list(islice(rows, ROWS_A_PIECE)):
        yield _lines(piece).encode()


def safe_rows(dataset: Dataset, queryset: QuerySet) -> Iterator[list[Any]]:
    """The cells as they are written: labels for spoken codes, blank for None, no formulas."""
    labels = {
        place: {value: str(label) for value, label in column.codes.choices}
        for place, column in enumerate(dataset.columns)
        if column.spoken and column.codes
    }
    return _rows(dataset, queryset, labels)


def _rows(
    dataset: Dataset, queryset: QuerySet, labels: dict[int, dict[Any, str]]
) -> Iterator[list[Any]]:
    paths = [column.path for column in dataset.columns]
    decimals = [place for place, column in enumerate(dataset.columns) if column.type == DECIMAL]
    texts = [place for place, column in enumerate(dataset.columns) if column.type == TEXT]
    for values in queryset.values_list(*paths).iterator(chunk_size=ROWS_A_PIECE):
        cells = list(values)
        for place, label_of in labels.items():
            cells[place] = label_of.get(cells[place], "")
        for place in decimals:
            cells[place] = without_idle_zeros(cells[place])
        for place in texts:
            cells[place] = without_formula(cells[place])
        yield cells


def without_formula(cell: Any) -> Any:
    """Text that a spreadsheet would take for a formula gets a leading apostrophe."""
    if isinstance(cell, str) and cell.startswith(FORMULA_STARTS):
        return f"'{cell}"
    return cell


def without_idle_zeros(cell: Decimal | None) -> str:
    """A decimal as it is spoken: ``43900.0000`` → ``43900``, ``35.7600`` → ``35.76``."""
    return "" if cell is None else format(cell.normalize(), "f")


def _lines(rows: Iterable[Iterable[Any]]) -> str:
    text = io.StringIO(newline="")
    csv.writer(text).writerows(rows)
    return text.getvalue()
