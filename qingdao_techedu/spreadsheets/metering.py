"""What the cells of a worksheet would unfold to, counted before they are read.

What a reader of values cannot tell is noted on the way: formulas, faults, what is hidden or merged,
and what a number's format shows.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, field

from django.utils.translation import gettext as _

from .archives import Walker
from .formats import Shown
from .refusals import Damaged, TooLarge

PLACE = re.compile(r"([A-Z]{1,3})([0-9]{1,7})", re.ASCII)
NOTED = 20  # cells of a kind that are told by their places


@dataclass(frozen=True)
class Most:
    """How far the cells with content may reach, how many that may be, and how much they hold."""

    unpacked: int = 64 * 2**20
    columns: int = 16_384
    lines: int = 1_048_576
    cells: int = 4_000_000  # of the rectangle that they span
    characters: int = 64 * 2**20  # of all cells, shared texts counted wherever they stand


@dataclass
class Noted:
    """What the values of a worksheet do not tell; rows and columns count from 1."""

    has_content: bool = False
    formulas: list[str] = field(default_factory=list)
    faults: list[str] = field(default_factory=list)
    merged: list[str] = field(default_factory=list)
    hidden_rows: list[int] = field(default_factory=list)
    hidden_columns: list[str] = field(default_factory=list)
    shown: dict[int, dict[int, Shown]] = field(default_factory=dict)


class SharedTexts(Walker):
    """The lengths of the texts that cells share, by their numbers."""

    def __init__(self) -> None:
        self.lengths: list[int] = []

    def begins(self, name: str, given: dict[str, str]) -> None:
        if name == "si":
            self.lengths.append(0)

    def says(self, text: str) -> None:
        if self.lengths:
            self.lengths[-1] += len(text)


class Meter(Walker):
    """Counts the cells of one worksheet and what their shared texts add up to.

    Raises ``TooLarge`` where that is more than ``most``.
    """

    def __init__(self, lengths: list[int], styles: dict[str, Shown], most: Most) -> None:
        self.lengths, self.styles, self.most = lengths, styles, most
        self.noted = Noted()
        self.line = self.row = self.column = self.rows = self.columns = self.characters = 0
        self.kind = self.text = self.place = ""
        self.shown: Shown | None = None
        self.is_in_cell = self.is_in_value = self.is_hidden = False

    def begins(self, name: str, given: dict[str, str]) -> None:
        if name == "c":
            self._cell(given)
        elif name in ("v", "is"):
            if self.is_in_cell:
                self._content()
                self.text, self.is_in_value = "", name == "v" and self.kind == "s"
        elif name == "row":
            self.line, self.column = _number(given.get("r", str(self.line + 1))), 0
            self.is_hidden = given.get("hidden") in ("1", "true")
        elif name == "f" and self.is_in_cell:
            _note(self.noted.formulas, self.place or self._spoken())
        elif name == "col" and given.get("hidden") in ("1", "true"):
            _note(self.noted.hidden_columns, letters(_number(given.get("min", "1"))))
        elif name == "mergeCell":
            self.noted.merged.append(given.get("ref", ""))

    def says(self, text: str) -> None:
        if self.is_in_value:
            self.text += text
            _number(self.text.strip() or "0")  # refuses a text that only grows

    def ends(self, name: str) -> None:
        if name == "v" and self.is_in_value:
            self._shares(_number(self.text.strip()))
            self.is_in_value = False
        elif name == "c":
            self.is_in_cell = False

    def _shares(self, number: int) -> None:
        if number >= len(self.lengths):
            raise Damaged()
        self.characters += self.lengths[number]
        if self.characters > self.most.characters:
            raise too_much(self.most)

    def _cell(self, given: dict[str, str]) -> None:
        self.column += 1
        self.row, self.is_in_cell = self.line, True
        self.place = given.get("r", "")
        if self.place:
            match = PLACE.fullmatch(self.place)
            if not match:
                raise Damaged()
            self.column, self.row = column_number(match[1]), int(match[2])
        self.kind = given.get("t", "")
        self.shown = self.styles.get(given.get("s", ""))

    def _content(self) -> None:
        self.noted.has_content = True
        self.rows, self.columns = max(self.rows, self.row), max(self.columns, self.column)
        if self.columns > self.most.columns:
            raise TooLarge(too_wide(self.most))
        if self.rows > self.most.lines:
            raise TooLarge(too_long(self.most))
        if self.rows * self.columns > self.most.cells:
            raise TooLarge()
        if self.kind == "e":
            _note(self.noted.faults, self.place or self._spoken())
        if self.shown is not None:
            self.noted.shown.setdefault(self.row, {})[self.column] = self.shown
        if self.is_hidden and self.row not in self.noted.hidden_rows[-1:]:
            _note(self.noted.hidden_rows, self.row)

    def _spoken(self) -> str:
        return f"{letters(self.column)}{self.row}"


def _note(places: list, place) -> None:
    if len(places) < NOTED:
        places.append(place)


def too_wide(most: Most) -> str:
    return _("The sheet has more than %(count)d columns. Delete those that are not needed.") % {
        "count": most.columns
    }


def too_long(most: Most) -> str:
    return _(
        "The sheet goes on below line %(count)d. Delete the empty rows, or divide the file."
    ) % {"count": most.lines}


def too_much(most: Most) -> TooLarge:
    return TooLarge(
        _(
            "The workbook unpacks to more than %(megabytes)d MB and is too large. "
            "Copy only the cells with content into a new workbook."
        )
        % {"megabytes": most.unpacked // 2**20}
    )


def letters(number: int) -> str:
    """``28`` → ``AB``."""
    found = ""
    while number:
        number, left = divmod(number - 1, 26)
        found = chr(ord("A") + left) + found
    return found


def column_number(spoken: str) -> int:
    """``AB`` → ``28``."""
    number = 0
    for letter in spoken:
        number = number * 26 + ord(letter) - ord("A") + 1
    return number


def _number(text: str) -> int:
    if not (text.isascii() and text.isdigit() and len(text) < 10):
        raise Damaged()
    return int(text)
