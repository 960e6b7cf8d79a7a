"""Plain and delimited text: each line with its number, each cell with its column."""

from __future__ import annotations

import csv
import io
from collections.abc import Iterator

from django.utils.translation import gettext as _

from qingdao_techedu.spreadsheets.delimited import separator_of
from qingdao_techedu.spreadsheets.encodings import BOMS, likely
from qingdao_techedu.spreadsheets.refusals import FileRefused

from .passages import Passage

LINES, OVERLAP = 1_000, 20


def passages(data: bytes) -> Iterator[Passage]:
    """The rows of a text. Raises ``FileRefused`` for what is no text."""
    text = _decoded(data)
    lines = text.splitlines()
    first = next((line for line in lines if line.strip()), "")
    separator = separator_of(first)
    if not first.count(separator):
        yield from _pieces(lines)
        return
    csv.field_size_limit(max(csv.field_size_limit(), len(text)))
    reader = csv.reader(io.StringIO(text, newline=""), delimiter=separator)
    heading: list[str] = []
    line = 1
    try:
        for cells in reader:
            heading = heading or cells
            yield Passage(cells, _placed(line), heading)
            line = reader.line_num + 1
    except csv.Error:
        yield from _pieces(lines)


def _decoded(data: bytes) -> str:
    encoding = next((name for bom, name in BOMS.items() if data.startswith(bom)), "")
    for one in filter(None, (encoding, likely(data), "utf-8", "gb18030")):
        try:
            text = data.decode(one)
        except UnicodeDecodeError:
            continue
        if "\x00" not in text:
            return text
    raise FileRefused(
        _("The file is none of those that can be searched: XLSX, DOCX, PDF, CSV and plain text.")
    )


def _pieces(lines: list[str]) -> Iterator[Passage]:
    """Some lines at a time, each time with the last few again: a number may go on in the next."""
    for start in range(0, len(lines), LINES):
        piece = "\n".join(lines[max(0, start - OVERLAP) : start + LINES])
        yield Passage([piece], _line_after(max(0, start - OVERLAP)))


def _line_after(before: int):
    return lambda _cell, line: _("line %(line)d") % {"line": before + line}


def _placed(first: int):
    return lambda cell, line: (
        _("line %(line)d, column %(column)d")
        % {
            "line": first + line - 1,
            "column": cell + 1,
        }
    )
