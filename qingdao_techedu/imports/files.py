"""Bytes that somebody sent, as a heading and rows of text: the door every file comes through.

Whoever reads a file reads it here, so that what one of them refuses all refuse.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from typing import Any

from django.utils.translation import gettext as _

from qingdao_techedu.spreadsheets import delimited, kinds
from qingdao_techedu.spreadsheets.encodings import decoded
from qingdao_techedu.spreadsheets.formats import Day
from qingdao_techedu.spreadsheets.metering import letters, too_long, too_wide

from . import workbooks
from .limits import RECORDS, Limits
from .problems import FileRefused

MAX_BYTES, MAX_ROWS, MAX_LINES = RECORDS.sent, RECORDS.rows, RECORDS.lines

# How our own templates write a text that a spreadsheet would take for a formula.
GUARDED = re.compile(r"'+[=+\-@\t\r]")
# What spreadsheets show instead of a value, in a cell or in the text that they save.
FAULT = re.compile(
    r"#(?:N/A|NUM!|REF!|DIV/0!|VALUE!|NAME\?|NULL!|SPILL!|CALC!|#{2,})|Err:\d{3}", re.IGNORECASE
)

Row = tuple[int, list[str]]


@dataclass(frozen=True)
class Spreadsheet:
    """A file as it was read: ``heading`` stands in ``heading_line``, ``rows`` know their lines.

    ``notes`` tell the sender what was and what was not read; ``merged`` are ranges of cells with
    their first and last line.
    """

    heading: list[str]
    heading_line: int
    rows: list[Row]
    read_as: str
    notes: tuple[str, ...] = ()
    merged: tuple[tuple[str, int, int], ...] = ()


def content_of(upload: Any, limits: Limits = RECORDS) -> bytes:
    """What was sent, for ``read``: of a file that is too large no more than shows that it is."""
    return upload.read(limits.sent + 1)


def read(data: bytes, limits: Limits = RECORDS) -> Spreadsheet:
    """Read CSV or XLSX by what the bytes are, whatever the file is called.

    Raises ``FileRefused``. Empty rows are left out.
    """
    if len(data) > limits.sent:
        raise FileRefused(
            _("The file is larger than %(count)d MB. Divide it into several files.")
            % {"count": limits.sent // 2**20}
        )
    if kinds.is_workbook(data):
        book = workbooks.opened(data, limits)
        return _sheet(book.rows(), limits, book.read_as, book.notes, book.merged)
    text, encoding = decoded(data)
    kinds.refuse_other_texts(text)
    return _sheet(delimited.rows(text), limits, f"CSV, {encoding}")


def _sheet(rows: Iterable[Row], limits: Limits, read_as: str, notes=(), merged=()) -> Spreadsheet:
    written = _written(rows, limits)
    heading = next(written, None)
    if heading is None:
        raise FileRefused(_("The file is empty. Download the template and fill it in."))
    found: list[Row] = []
    for row in written:
        if len(found) == limits.rows:
            raise FileRefused(
                _("The file has more than %(count)d rows. Divide it into several files.")
                % {"count": limits.rows}
            )
        found.append(row)
    return Spreadsheet(heading[1], heading[0], found, read_as, tuple(notes), tuple(merged))


def _written(rows: Iterable[Row], limits: Limits) -> Iterator[Row]:
    """The rows in which anything is written, their cells without what surrounds them."""
    for count, (line, cells) in enumerate(rows, start=1):
        if count > limits.lines:
            raise FileRefused(too_long(limits.most))
        plain = [cell if type(cell) is Day else _unguarded(cell.strip()) for cell in cells]
        while plain and not plain[-1]:
            plain.pop()
        if len(plain) > limits.columns:
            raise FileRefused(too_wide(limits.most))
        if plain:
            _refuse_what_is_no_value(line, plain)
            yield line, plain


def _refuse_what_is_no_value(line: int, cells: list[str]) -> None:
    for place, cell in enumerate(cells, start=1):
        if cell[:1] in "#eE" and FAULT.fullmatch(cell):
            raise FileRefused(workbooks.faulty([f"{letters(place)}{line}"]))
        if "\x00" in cell:
            raise FileRefused(
                _(
                    "Line %(line)d holds a NUL character, which is no text. "
                    "Save the file as “CSV UTF-8” or as XLSX."
                )
                % {"line": line}
            )


def _unguarded(cell: str) -> str:
    return cell[1:] if cell[:1] == "'" and GUARDED.match(cell) else cell
