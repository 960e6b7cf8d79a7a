"""Bytes that somebody sent, as a heading and rows of text: the door every file comes through."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from typing import Any

from django.utils.translation import gettext as _

from . import delimited, workbooks
from .limits import RECORDS, Limits
from .measuring import too_long, too_wide
from .problems import FileRefused
from .unpacking import protected

MOST_BYTES, MOST_ROWS, MOST_LINES = RECORDS.sent, RECORDS.rows, RECORDS.lines
ZIP, OLE = b"PK\x03\x04", b"\xd0\xcf\x11\xe0"

# How our own templates write a text that a spreadsheet would take for a formula.
GUARDED = re.compile(r"'+[=+\-@\t\r]")

Row = tuple[int, list[str]]


@dataclass(frozen=True)
class Sheet:
    """A file as it was read: ``heading`` stands in ``heading_line``, ``rows`` know their lines."""

    heading: list[str]
    heading_line: int
    rows: list[Row]
    read_as: str


def content_of(upload: Any, limits: Limits = RECORDS) -> bytes:
    """What was sent, for ``read``: of a file that is too large no more than shows that it is."""
    return upload.read(limits.sent + 1)


def read(data: bytes, limits: Limits = RECORDS) -> Sheet:
    """Read CSV or XLSX by what the bytes are, whatever the file is called.

    Raises ``FileRefused``. Empty rows are left out.
    """
    if len(data) > limits.sent:
        raise FileRefused(
            _("The file is larger than %(count)d MB. Divide it into several files.")
            % {"count": limits.sent // 2**20}
        )
    if data.startswith(OLE):
        raise FileRefused(protected())
    if data.startswith(ZIP):
        return _sheet(workbooks.rows(data, limits), "XLSX", limits)
    text, encoding = delimited.decoded(data)
    return _sheet(delimited.rows(text), f"CSV, {encoding}", limits)


def _sheet(rows: Iterable[Row], read_as: str, limits: Limits) -> Sheet:
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
    return Sheet(heading[1], heading[0], found, read_as)


def _written(rows: Iterable[Row], limits: Limits) -> Iterator[Row]:
    """The rows in which anything is written, their cells without what surrounds them."""
    for count, (line, cells) in enumerate(rows, start=1):
        if count > limits.lines:
            raise FileRefused(too_long(limits))
        if any("\x00" in cell for cell in cells):
            raise FileRefused(
                _(
                    "Line %(line)d holds a NUL character, which is no text. "
                    "Save the file as “CSV UTF-8” or as XLSX."
                )
                % {"line": line}
            )
        plain = [_unguarded(cell.strip()) for cell in cells]
        while plain and not plain[-1]:
            plain.pop()
        if len(plain) > limits.columns:
            raise FileRefused(too_wide(limits))
        if plain:
            yield line, plain


def _unguarded(cell: str) -> str:
    return cell[1:] if GUARDED.match(cell) else cell
