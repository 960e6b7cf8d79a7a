"""Any table as CSV: RFC 4180, UTF-8 with byte order mark, lines ended by CR LF."""

from __future__ import annotations

import csv
import io
from collections.abc import Iterable, Iterator
from decimal import Decimal
from typing import Any

from .cells import without_formula, without_idle_zeros

BOM = "\ufeff"


def lines(rows: Iterable[Iterable[Any]]) -> Iterator[bytes]:
    """The lines of a file with these rows, its head first."""
    yield BOM.encode()
    for row in rows:
        yield line(map(written, row)).encode()


def line(cells: Iterable[Any]) -> str:
    """Cells as they stand, with commas between them and quotes where they need some."""
    text = io.StringIO(newline="")
    csv.writer(text).writerow(cells)
    return text.getvalue()


def written(cell: Any) -> Any:
    """A cell that no spreadsheet computes, a number without idle zeros."""
    if isinstance(cell, Decimal):
        return without_idle_zeros(cell)
    return without_formula(cell)
