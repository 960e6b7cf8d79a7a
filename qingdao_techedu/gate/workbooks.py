"""The cells of an Excel workbook (.xlsx), of every sheet, hidden ones too, and its comments."""

from __future__ import annotations

import datetime
import re
from collections.abc import Iterator
from typing import Any

from python_calamine import CalamineError, CalamineWorkbook, SheetTypeEnum

from .archives import Damaged, TooLarge, Walker, packed, unpacked
from .documents import plain_passage
from .finders import rounded_identity
from .numbers import check_character
from .passages import Passage

PARTS = re.compile(
    r"\[Content_Types\]\.xml|_rels/\.rels|xl/_rels/workbook\.xml\.rels|docProps/[^/]+\.xml"
    r"|xl/(?:workbook|sharedStrings|styles)\.xml|xl/worksheets/[^/]+\.xml"
    r"|xl/(?:comments|threadedComments|drawings)[^.]*\.xml",
    re.IGNORECASE,
)
ASIDE = re.compile(r"xl/(?:comments|threadedComments|drawings)|docProps/", re.IGNORECASE)
PLACE = re.compile(r"([A-Z]{1,3})([0-9]{1,7})", re.ASCII)
MOST_CELLS = 4_000_000  # of the rectangle that the written cells span
MOST_CHARACTERS = 64 * 2**20  # of all cells, shared texts counted wherever they stand


class _Texts(Walker):
    """The lengths of the texts that cells share."""

    def __init__(self) -> None:
        self.lengths: list[int] = []

    def begins(self, name: str, given: dict[str, str]) -> None:
        if name == "si":
            self.lengths.append(0)

    def says(self, text: str) -> None:
        if self.lengths:
            self.lengths[-1] += len(text)


class _Extent(Walker):
    """How far the cells of a sheet reach and how much they hold, before they are read."""

    def __init__(self, lengths: list[int]) -> None:
        self.lengths = lengths
        self.row = self.column = self.rows = self.columns = self.characters = 0
        self.is_shared = self.is_value = False
        self.value = ""

    def begins(self, name: str, given: dict[str, str]) -> None:
        if name == "row":
            self.row, self.column = int(given.get("r", self.row + 1)), 0
        elif name == "c":
            self.column += 1
            if place := PLACE.fullmatch(given.get("r", "")):
                self.column, self.row = _number_of(place[1]), int(place[2])
            self.is_shared = given.get("t") == "s"
            self.rows, self.columns = max(self.rows, self.row), max(self.columns, self.column)
            if self.rows * self.columns > MOST_CELLS:
                raise TooLarge()
        self.is_value = name == "v"
        self.value = ""

    def says(self, text: str) -> None:
        if self.is_value and self.is_shared:
            self.value += text[:20]

    def ends(self, name: str) -> None:
        if self.is_value and self.is_shared and self.value.strip():
            number = int(self.value)
            if not 0 <= number < len(self.lengths):
                raise Damaged()
            self.characters += self.lengths[number]
            if self.characters > MOST_CHARACTERS:
                raise TooLarge()
        self.is_value = False


def passages(data: bytes) -> Iterator[Passage]:
    """Every row of every sheet, then comments and drawings. Raises ``FileRefused``."""
    parts = unpacked(data, PARTS)
    _measure(parts)
    for title, rows in _sheets(parts):
        heading: list[str] = []
        for line, row in enumerate(rows, start=1):
            cells = [_as_text(cell) for cell in row]
            heading = heading if any(heading) else cells
            if any(cells):
                yield Passage(cells, _placed(title, line), heading)
    for name, content in parts.items():
        if ASIDE.match(name):
            yield plain_passage(name, content)


def _measure(parts: dict[str, bytes]) -> None:
    texts = _Texts()
    for name, content in parts.items():
        if name.lower() == "xl/sharedstrings.xml":
            texts.walk(content)
    for name, content in parts.items():
        if name.lower().startswith("xl/worksheets/"):
            _Extent(texts.lengths).walk(content)


def _sheets(parts: dict[str, bytes]) -> Iterator[tuple[str, list[list[Any]]]]:
    try:
        workbook = CalamineWorkbook.from_filelike(packed(parts))
        for place, sheet in enumerate(workbook.sheets_metadata):
            if sheet.typ == SheetTypeEnum.WorkSheet:
                rows = workbook.get_sheet_by_index(place).to_python(skip_empty_area=False)
                yield sheet.name, rows
    except CalamineError as error:
        raise Damaged() from error
    except BaseException as error:
        # What the reader written in Rust calls a panic is no Exception to Python.
        if type(error).__name__ != "PanicException":
            raise
        raise Damaged() from error


def _as_text(cell: Any) -> str:
    """A cell as it is read: ``2.0`` → ``2``, a date as ``2024-04-24``.

    A number of 18 digits has lost its last three to the spreadsheet; if it was an ID number before,
    it is given a check character again, so that it is found.
    """
    if isinstance(cell, float) and cell.is_integer():
        if rounded_identity(cell):
            body = str(int(cell))[:14] + "001"
            return body + check_character(body)
        return str(int(cell))
    if isinstance(cell, datetime.datetime) and cell.time() == datetime.time():
        return cell.date().isoformat()
    return str(cell)


def _placed(title: str, line: int):
    return lambda cell, _line: f"{title}!{_letters(cell + 1)}{line}"


def _letters(number: int) -> str:
    letters = ""
    while number:
        number, left = divmod(number - 1, 26)
        letters = chr(ord("A") + left) + letters
    return letters


def _number_of(letters: str) -> int:
    number = 0
    for letter in letters:
        number = number * 26 + ord(letter) - ord("A") + 1
    return number
