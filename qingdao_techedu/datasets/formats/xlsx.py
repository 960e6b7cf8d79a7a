"""XLSX: typed cells below a frozen head with filters, and a sheet of notes.

XlsxWriter makes the workbook around the rows; the rows are written here, so that a file of a
million leaves while it is made.
"""

from __future__ import annotations

import datetime
import io
import re
import zipfile
from collections.abc import Generator, Iterable, Iterator, Sequence
from decimal import Decimal
from typing import Any, NamedTuple
from xml.sax.saxutils import escape

import xlsxwriter
from django.utils import translation
from django.utils.translation import gettext as _

from .. import star
from ..cells import without_idle_zeros
from ..notes import notes
from ..query import Query
from .declaring import Format, Options
from .sink import Sink

MEDIA_TYPE = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
ROWS_A_SHEET = 1_048_576  # as many as a spreadsheet program reads
LONGEST = 32_767  # characters of a cell, likewise
WIDTH = 16  # characters
QUICKEST = 1  # level of compression
# Of a file whose bytes depend on its content alone.
NO_DAY = datetime.datetime(1980, 1, 1)
NO_TIME = (1980, 1, 1, 0, 0, 0)
PLAIN_TEXT = {"strings_to_formulas": False, "strings_to_urls": False, "strings_to_numbers": False}
# What XML cannot hold is written by its number, and so is what looks like such a number.
UNSPEAKABLE = re.compile(r"[\x00-\x08\x0b-\x1f\ufffe\uffff]|_(?=x[0-9A-Fa-f]{4}_)")


class Table(NamedTuple):
    """What the workbook is made around: the name of its first sheet, its head, and its notes."""

    name: str
    head: Sequence[str]
    notes_name: str
    notes: Sequence[Sequence[str]]
    frozen_columns: int = 0


def pieces(query: Query, options: Options) -> Generator[bytes, None, None]:
    """The workbook, some thousand rows at a time."""
    with translation.override(query.language):
        about = [(_("Note"), _("Content")), *notes(query)]
        table = Table(str(query.dataset.label), query.header, _("Notes"), about)
    return book(table, star.texts(query, _fragment))


def rows_of(lines: Iterable[Sequence[Any]]) -> Iterator[str]:
    """The rows of any other table, as ``book`` takes them."""
    for line in lines:
        yield f"<row>{''.join(map(_cell, line))}</row>"


def book(table: Table, rows: Iterator[str]) -> Generator[bytes, None, None]:
    """A workbook; rows that a sheet has no room for go on, below the same head, on the next."""
    sink = Sink()
    counts: list[int] = []
    with zipfile.ZipFile(sink, "w", zipfile.ZIP_DEFLATED, compresslevel=QUICKEST) as file:
        waiting = next(rows, "")
        while waiting or not counts:
            start, end = _around_rows(table)
            count = 1
            with file.open(_part(_sheet(len(counts) + 1)), "w", force_zip64=True) as sheet:
                sheet.write(start.encode())
                while waiting and (more := waiting.count("</row>")) + count <= ROWS_A_SHEET:
                    sheet.write(waiting.encode())
                    count += more
                    if content := sink.taken():
                        yield content
                    waiting = next(rows, "")
                sheet.write(end.replace("@", str(count)).encode())
            counts.append(count)
        for name, content in _frame(table, counts):
            file.writestr(_part(name), content)
    yield sink.taken()


def _around_rows(table: Table) -> tuple[str, str]:
    """The XML of a sheet before its rows, the head included, and after them.

    ``@`` stands where the number of rows is not known yet.
    """
    sheet = dict(_members(table, [1]))[_sheet(1)].decode()
    sheet = re.sub(r"<dimension[^>]*>", "", sheet)
    end_of_head = sheet.index("</sheetData>")
    after = re.sub(r'(<autoFilter ref="A1:[A-Z]+)1"', r'\1@"', sheet[end_of_head:])
    return sheet[:end_of_head], after


def _frame(table: Table, counts: Sequence[int]) -> Iterator[tuple[str, bytes]]:
    """All parts of the workbook except the sheets of rows, of which the lengths are known now."""
    made = {_sheet(number) for number, _count in enumerate(counts, 1)}
    return ((name, content) for name, content in _members(table, counts) if name not in made)


def _members(table: Table, counts: Sequence[int]) -> Iterator[tuple[str, bytes]]:
    """The parts of a workbook with nothing but heads and notes."""
    file = io.BytesIO()
    # In constant memory texts stand in their cells: then no list of them is shared.
    options = {**PLAIN_TEXT, "constant_memory": True, "in_memory": True}
    with xlsxwriter.Workbook(file, options) as workbook:
        workbook.set_properties({"created": NO_DAY})
        bold = workbook.add_format({"bold": True})
        for number, count in enumerate(counts, 1):
            sheet = workbook.add_worksheet(table.name if number == 1 else f"{table.name} {number}")
            sheet.write_row(0, 0, table.head, bold)
            sheet.freeze_panes(1, table.frozen_columns)
            sheet.set_column(0, len(table.head) - 1, WIDTH)
            sheet.autofilter(0, 0, count - 1, len(table.head) - 1)
        about = workbook.add_worksheet(table.notes_name)
        for place, line in enumerate(table.notes):
            about.write_row(place, 0, line, bold if place == 0 else None)
        about.freeze_panes(1, 0)
        about.set_column(0, len(table.notes[0]), 2 * WIDTH)
    with zipfile.ZipFile(file) as members:
        for name in members.namelist():
            yield name, members.read(name)


def _sheet(number: int) -> str:
    return f"xl/worksheets/sheet{number}.xml"


def _part(name: str) -> zipfile.ZipInfo:
    part = zipfile.ZipInfo(name, NO_TIME)
    part.compress_type = zipfile.ZIP_DEFLATED
    return part


def _fragment(part: star.Part, values: star.Values) -> str:
    start = "<row>" if part.is_first else ""
    return f"{start}{''.join(map(_cell, values))}{'</row>' if part.is_last else ''}"


def _cell(value: Any) -> str:
    """A number, a text that is never computed, or nothing. A cell stands beside the one before."""
    if value is None:
        return "<c/>"
    if isinstance(value, str):
        text = escape(UNSPEAKABLE.sub(_by_number, value[:LONGEST]))
        return f'<c t="inlineStr"><is><t xml:space="preserve">{text}</t></is></c>'
    return f"<c><v>{without_idle_zeros(value) if isinstance(value, Decimal) else value}</v></c>"


def _by_number(found: re.Match[str]) -> str:
    return f"_x{ord(found.group()):04X}_"


XLSX = Format(suffix="xlsx", label="Excel", media_type=MEDIA_TYPE, write=pieces, is_compressed=True)
