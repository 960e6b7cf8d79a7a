"""XLSX: typed cells below a frozen head with filters, and a sheet of notes."""

from __future__ import annotations

import datetime
import tempfile
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from itertools import chain, islice
from pathlib import Path
from typing import Any

import xlsxwriter
from django.utils import translation
from django.utils.translation import gettext as _

from ..notes import notes
from ..query import Query
from .declaring import Format, Options

A_PIECE = 256 * 1024  # bytes
ROWS_A_SHEET = 1_048_576  # as many as a spreadsheet program reads
WIDTH = 16  # characters
MEDIA_TYPE = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
OPTIONS = {
    "constant_memory": True,
    "strings_to_formulas": False,
    "strings_to_urls": False,
    "strings_to_numbers": False,
}
# Of a file whose bytes depend on its content alone.
NO_DAY = datetime.datetime(1980, 1, 1)


@dataclass(frozen=True)
class Sheet:
    """One sheet: its name, its rows, the first of which is the head, and what stays in view."""

    name: str
    rows: Iterable[Sequence[Any]]
    frozen_columns: int = 0
    has_filters: bool = True


def pieces(query: Query, options: Options) -> Iterator[bytes]:
    """The workbook: it is whole on disk before its first byte leaves, as its form demands."""
    with translation.override(query.language):
        about = [(_("Note"), _("Content")), *notes(query)]
        names = str(query.dataset.label), _("Notes")
    return book(
        Sheet(names[0], chain([query.header], query.rows())),
        Sheet(names[1], about, has_filters=False),
    )


def book(*sheets: Sheet) -> Iterator[bytes]:
    """A workbook of sheets as pieces of its file; the same bytes for the same sheets."""
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "book.xlsx"
        workbook = xlsxwriter.Workbook(str(path), {**OPTIONS, "tmpdir": folder})
        workbook.set_properties({"created": NO_DAY})
        bold = workbook.add_format({"bold": True})
        for sheet in sheets:
            _write(workbook, sheet, bold)
        workbook.close()
        with path.open("rb") as file:
            while piece := file.read(A_PIECE):
                yield piece


def _write(workbook: xlsxwriter.Workbook, sheet: Sheet, bold: Any) -> None:
    """Write the rows; those that no sheet has room for go on, below the same head, on another."""
    rows = iter(sheet.rows)
    head = next(rows)
    part = list(islice(rows, 1))
    number = 1
    while part or number == 1:
        name = sheet.name if number == 1 else f"{sheet.name} {number}"
        page = workbook.add_worksheet(name)
        page.write_row(0, 0, head, bold)
        last = 0
        for last, row in enumerate(chain(part, islice(rows, ROWS_A_SHEET - 1 - len(part))), 1):
            _write_row(page, last, row)
        page.freeze_panes(1, sheet.frozen_columns)
        page.set_column(0, len(head) - 1, WIDTH)
        if sheet.has_filters:
            page.autofilter(0, 0, last, len(head) - 1)
        part = list(islice(rows, 1))
        number += 1


def _write_row(page: Any, number: int, row: Sequence[Any]) -> None:
    for place, cell in enumerate(row):
        if cell is None:
            continue
        if isinstance(cell, str):
            page.write_string(number, place, cell)
        else:
            page.write_number(number, place, cell)


XLSX = Format(suffix="xlsx", label="Excel", media_type=MEDIA_TYPE, write=pieces, is_compressed=True)
