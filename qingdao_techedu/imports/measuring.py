"""What the cells of a worksheet would unfold to, counted before they are read.

Formulas, faulty cells and marks of the document type are refused on the way.
"""

from __future__ import annotations

import re

from django.utils.translation import gettext as _

from qingdao_techedu.gate.archives import Damaged, Walker

from .limits import Limits
from .problems import FileRefused
from .unpacking import damaged, too_large

PLACE = re.compile(r"([A-Z]{1,3})([0-9]{1,7})", re.ASCII)


class _Parts(Walker):
    """Walks the elements of one XML part."""

    def walk(self, content: bytes) -> None:
        """Raises ``FileRefused`` for what is no well-formed or harmless XML."""
        try:
            super().walk(content)
        except Damaged as error:
            raise FileRefused(damaged()) from error


class SharedTexts(_Parts):
    """The lengths of the texts that cells share, by their numbers."""

    def __init__(self) -> None:
        self.lengths: list[int] = []

    def begins(self, name: str, given: dict[str, str]) -> None:
        if name == "si":
            self.lengths.append(0)

    def says(self, text: str) -> None:
        if self.lengths:
            self.lengths[-1] += len(text)


class Worksheet(_Parts):
    """Counts the cells of one worksheet and what their shared texts add up to."""

    def __init__(self, lengths: list[int], limits: Limits) -> None:
        self.lengths, self.limits = lengths, limits
        self.row = self.column = self.characters = 0
        self.kind = self.text = self.place = ""
        self.is_in_cell = self.is_in_value = False

    def begins(self, name: str, given: dict[str, str]) -> None:
        if name == "row":
            self.row, self.column = _number(given.get("r", str(self.row + 1))), 0
        elif name == "c":
            self._cell(given)
        elif name == "f" and self.is_in_cell:
            raise FileRefused(
                _(
                    "Cell %(cell)s holds a formula. "
                    "Copy the cells and paste them as values, then save."
                )
                % {"cell": self.place}
            )
        elif name in ("v", "is") and self.is_in_cell:
            self._has_content()
            self.text, self.is_in_value = "", name == "v"

    def says(self, text: str) -> None:
        if self.is_in_value and self.kind == "s":
            self.text += text
            _number(self.text.strip() or "0")  # refuses a text that only grows

    def ends(self, name: str) -> None:
        if name == "v" and self.is_in_value and self.kind == "s":
            self._shares(_number(self.text.strip()))
        self.is_in_value = self.is_in_value and name != "v"
        self.is_in_cell = self.is_in_cell and name != "c"

    def _shares(self, number: int) -> None:
        if number >= len(self.lengths):
            raise FileRefused(damaged())
        self.characters += self.lengths[number]
        if self.characters > self.limits.unpacked:
            raise FileRefused(too_large(self.limits.unpacked))

    def _cell(self, given: dict[str, str]) -> None:
        self.column += 1
        self.is_in_cell = True
        place = given.get("r")
        if place is not None:
            match = PLACE.fullmatch(place)
            if not match:
                raise FileRefused(damaged())
            self.column, self.row = _column_number(match[1]), int(match[2])
        self.kind = given.get("t", "")
        self.place = place or f"{self.row}:{self.column}"

    def _has_content(self) -> None:
        if self.column > self.limits.columns:
            raise FileRefused(too_wide(self.limits))
        if self.row > self.limits.lines:
            raise FileRefused(too_long(self.limits))
        if self.kind == "e":
            raise FileRefused(
                _("Cell %(cell)s shows a fault such as #N/A. Write its value or empty it.")
                % {"cell": self.place}
            )


def too_wide(limits: Limits) -> str:
    return _("The sheet has more than %(count)d columns. Delete those that are not needed.") % {
        "count": limits.columns
    }


def too_long(limits: Limits) -> str:
    return _(
        "The sheet goes on below line %(count)d. Delete the empty rows, or divide the file."
    ) % {"count": limits.lines}


def measure(parts: dict[str, bytes], limits: Limits) -> None:
    """Refuse a workbook whose cells are too many, unfold too far or are not plain values."""
    texts = SharedTexts()
    for name, content in parts.items():
        if name.lower().startswith("xl/sharedstrings"):
            texts.walk(content)
    for name, content in parts.items():
        if name.startswith("xl/worksheets/") and name.endswith(".xml"):
            Worksheet(texts.lengths, limits).walk(content)


def _number(text: str) -> int:
    if not (text.isascii() and text.isdigit() and len(text) < 10):
        raise FileRefused(damaged())
    return int(text)


def _column_number(letters: str) -> int:
    number = 0
    for letter in letters:
        number = number * 26 + ord(letter) - ord("A") + 1
    return number
