"""CSV: RFC 4180, UTF-8, lines ended by CR LF, streamed in constant memory."""

from __future__ import annotations

import csv
import io
from collections.abc import Iterable, Iterator
from decimal import Decimal
from itertools import chain, islice
from typing import Any

from django.utils.translation import gettext_lazy as _

from ..cells import ROWS_A_PIECE, without_formula, without_idle_zeros
from ..query import Query
from .declaring import Format, Option, Options

BOM = "\ufeff"


def pieces(query: Query, options: Options) -> Iterator[bytes]:
    """The rows of a query, the header in the first piece."""
    return lines(chain([query.header], query.rows()), bom=options["bom"] == "1")


def lines(rows: Iterable[Iterable[Any]], *, bom: bool = True) -> Iterator[bytes]:
    """Any table, its head first, as CSV; text that a spreadsheet would compute is disarmed."""
    rows = iter(rows)
    if bom:
        yield BOM.encode()
    while piece := list(islice(rows, ROWS_A_PIECE)):
        yield _lines([map(_written, row) for row in piece]).encode()


def _written(cell: Any) -> Any:
    if isinstance(cell, Decimal):
        return without_idle_zeros(cell)
    return without_formula(cell)


def _lines(rows: Iterable[Iterable[Any]]) -> str:
    text = io.StringIO(newline="")
    csv.writer(text).writerows(rows)
    return text.getvalue()


CSV = Format(
    suffix="csv",
    label="CSV",
    media_type="text/csv",
    content_type="text/csv; charset=utf-8; header=present",
    write=pieces,
    options=(Option("bom", ("1", "0"), _("0 leaves out the byte order mark.")),),
)
