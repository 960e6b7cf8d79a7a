"""CSV: RFC 4180, UTF-8, lines ended by CR LF, streamed in constant memory."""

from __future__ import annotations

import csv
import io
from collections.abc import Generator, Iterable, Iterator
from decimal import Decimal
from typing import Any

from django.utils.translation import gettext_lazy as _

from .. import star
from ..cells import without_formula, without_idle_zeros
from ..query import Query
from .declaring import Format, FormatOption, Options

BOM = "\ufeff"


def pieces(query: Query, options: Options) -> Generator[bytes, None, None]:
    """The rows of a query, the header in the first piece."""
    if options["bom"] == "1":
        yield BOM.encode()
    yield _line(query.header).encode()
    for text in star.texts(query, _fragment):
        yield text.encode()


def lines(rows: Iterable[Iterable[Any]]) -> Iterator[bytes]:
    """Any other table, its head first, as such a file."""
    yield BOM.encode()
    for row in rows:
        yield _line(map(_written, row)).encode()


def _fragment(part: star.StarDimension, values: star.Values) -> str:
    """What a part adds to a line: its cells, the comma before or the end of the line after them."""
    start = "" if part.is_first else ","
    end = "\r\n" if part.is_last else ""
    # A cell of its own is quoted where it is blank, as one among others is not.
    cells = _line(["", *map(_written, values)])[1:-2]
    return f"{start}{cells}{end}"


def _written(cell: Any) -> Any:
    if isinstance(cell, Decimal):
        return without_idle_zeros(cell)
    return without_formula(cell)


def _line(cells: Iterable[Any]) -> str:
    text = io.StringIO(newline="")
    csv.writer(text).writerow(cells)
    return text.getvalue()


CSV = Format(
    suffix="csv",
    label="CSV",
    media_type="text/csv",
    content_type="text/csv; charset=utf-8; header=present",
    write=pieces,
    options=(FormatOption("bom", ("1", "0"), _("0 leaves out the byte order mark.")),),
)
