"""Cells of a sheet as XML, the texts that they share in a list, and how wide they are."""

from __future__ import annotations

import datetime
import re
import unicodedata
from decimal import Decimal
from typing import Any
from xml.sax.saxutils import escape

from ..cells import without_idle_zeros

LONGEST = 32_767  # characters of a cell that a spreadsheet program reads
MAX_SHARED = 20_000  # texts; what is beyond stands in its cell, so that memory is bounded
NARROWEST, WIDEST = 6, 48  # characters of a column; longer texts go on below
SHORT_HEADING = 18  # characters that stand in one line
MAX_LINES = 27  # of a row, which is 409 points high at most
DAY_0 = datetime.date(1899, 12, 30)
# What XML cannot hold is written by its number, and so is what looks like such a number.
UNSPEAKABLE = re.compile(r"[\x00-\x08\x0b-\x1f\ufffe\uffff]|_(?=x[0-9A-Fa-f]{4}_)")


class Strings:
    """Texts that cells share, behind ``before`` others; a cell names one by its number."""

    def __init__(self, before: int):
        self.before = before
        self.numbers: dict[str, int] = {}

    def cell(self, text: str) -> str:
        """The type and content of a cell with the text, which is never computed."""
        number = self.numbers.get(text)
        if number is None:
            if len(self.numbers) >= MAX_SHARED:
                return f' t="inlineStr"><is>{_escaped(text)}</is></c>'
            number = self.numbers[text] = self.before + len(self.numbers)
        return f' t="s"><v>{number}</v></c>'

    def added_to(self, part: bytes) -> bytes:
        """The part of a workbook that lists texts, with these behind its own."""
        count = self.before + len(self.numbers)
        listed = "".join(f"<si>{_escaped(text)}</si>" for text in self.numbers)
        head = re.sub(r' count="\d+" uniqueCount="\d+"', f' uniqueCount="{count}"', part.decode())
        return head.replace("</sst>", f"{listed}</sst>").encode()


def _escaped(text: str) -> str:
    return f'<t xml:space="preserve">{escape(UNSPEAKABLE.sub(_by_number, text[:LONGEST]))}</t>'


def _by_number(found: re.Match[str]) -> str:
    return f"_x{ord(found.group()):04X}_"


def number(value: Any) -> str:
    """The content of a cell with a number."""
    return f"><v>{without_idle_zeros(value) if isinstance(value, Decimal) else value}</v></c>"


def day(value: str) -> str:
    """The content of a cell with a date, given by ISO 8601; one before 1900 stays a text."""
    return f"><v>{(datetime.date.fromisoformat(value) - DAY_0).days}</v></c>"


def width_of(value: Any) -> int:
    """How wide a value is, in characters of Latin script; Chinese ones take two."""
    if value is None:
        return 0
    if isinstance(value, int):
        return len(f"{value:,}")
    return max(map(_line_width, str(value).split("\n")))


def lines_in(text: str, width: int) -> int:
    """How many lines a text takes in a column of so many characters, up to the most."""
    lines = sum(max(1, -(-_line_width(line) * 11 // (width * 10))) for line in text.split("\n"))
    return min(lines, MAX_LINES)


def _line_width(line: str) -> int:
    return sum(2 if unicodedata.east_asian_width(one) in "WF" else 1 for one in line)


def column_width(heading: str, widest: int) -> int:
    """A width for a column: its heading stands in two lines, its content in one where it may."""
    head = width_of(heading)
    in_two = head if head <= SHORT_HEADING else head // 2 + 2
    return max(NARROWEST, min(max(widest, in_two) + 3, WIDEST))
