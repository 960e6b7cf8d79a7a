"""The cells of an Excel workbook (.xlsx), of every sheet, hidden ones too, and its comments."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Any

from qingdao_techedu.spreadsheets.formats import plain
from qingdao_techedu.spreadsheets.metering import Most, letters
from qingdao_techedu.spreadsheets.workbooks import worksheets

from .documents import plain_passage
from .finders import rounded_identity
from .numbers import check_character
from .passages import Passage

ASIDE = re.compile(r"xl/(?:comments|threadedComments|drawings)[^.]*\.xml|docProps/[^/]+\.xml", re.I)
MOST = Most()


def passages(data: bytes) -> Iterator[Passage]:
    """Every row of every sheet, then comments and drawings. Raises ``FileRefused``."""
    sheets, parts = worksheets(data, MOST, ASIDE.pattern)
    for sheet in sheets:
        heading: list[str] = []
        for line, cells in enumerate(sheet.texts(_as_text), start=1):
            heading = heading if any(heading) else cells
            if any(cells):
                yield Passage(cells, _placed(sheet.name, line), heading)
    for name, content in parts.items():
        if ASIDE.fullmatch(name):
            yield plain_passage(name, content)


def _as_text(value: Any) -> str:
    """A value as it is read.

    A number of 18 digits has lost its last three to the spreadsheet; if it was an ID number before,
    it is given a check character again, so that it is found.
    """
    if isinstance(value, float) and value.is_integer() and rounded_identity(value):
        body = str(int(value))[:14] + "001"
        return body + check_character(body)
    return plain(value)


def _placed(title: str, line: int):
    return lambda cell, _line: f"{title}!{letters(cell + 1)}{line}"
