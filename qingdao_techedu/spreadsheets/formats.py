"""What a workbook's number formats show of a number: leading zeros, a month without a day, a share.

Built-in numbers of formats, and those of Chinese Excel: ECMA-376, part 1, 18.8.30.
"""

from __future__ import annotations

import datetime
import re
from dataclasses import dataclass
from math import isfinite
from typing import Any

from .archives import Walker

BUILT_IN = {
    9: "0%",
    10: "0.00%",
    17: "mmm-yy",
    **dict.fromkeys((27, 36, 50, 52, 57), 'yyyy"年"m"月"'),
    **dict.fromkeys((28, 29, 51, 53, 54, 58), 'm"月"d"日"'),
}
# What is printed as it is, colors and conditions, and room left for a sign.
ASIDE = re.compile(r'"[^"]*"|\\.|\[[^\]]*\]|[_*].')
ZEROS = re.compile(r'(?:\[[^\]]*\])?((?:"[^"]*"|\\.)*)(0{2,})(?:"[^"]*"|\\.)*')
PARTS = {"y": "y|e(?![+-])", "m": "m", "d": "d"}  # e: the year of an era, of ours in Chinese
NO_NUMBER = "#NUM!"  # as spreadsheets write it
MAX_EXACT = 10**15  # from here on every number is whole
FIGURES = 15  # that a spreadsheet shows of a number at most


class Day(str):
    """A text that the cell holds as a date: perhaps not what somebody typed into it."""


@dataclass(frozen=True)
class Shown:
    """How a number is shown: ``date`` names the parts of a date, ``zeros`` how many digits."""

    date: str = ""
    zeros: int = 0
    before: str = ""
    is_share: bool = False

    def text(self, value: Any) -> str:
        """``value``, a number or a date, as the cell shows it."""
        if self.date and isinstance(value, datetime.date):
            return _day(value, self.date)
        if isinstance(value, float | int) and not isinstance(value, bool):
            if self.is_share:
                return f"{number(value * 100)}%" if isfinite(value) else NO_NUMBER
            if self.zeros and isfinite(value) and value == int(value) and value >= 0:
                return f"{self.before}{int(value):0{self.zeros}d}"
        return plain(value)


def shown_by(code: str) -> Shown | None:
    """What a format's code shows otherwise than a person would type it; None: nothing."""
    first = _sections(code)[0]
    if match := ZEROS.fullmatch(first):
        return Shown(zeros=len(match[2]), before=re.sub(r'["\\]', "", match[1]))
    letters = ASIDE.sub("", first).lower()
    if letters == "general":
        return None
    if "%" in letters:
        return Shown(is_share=True)
    parts = "".join(part for part, shape in PARTS.items() if re.search(shape, letters))
    if "h" in letters or "s" in letters:
        return None  # a moment; its m may be minutes
    is_weekday_alone = "d" in parts and not re.search(r"(?<!d)d{1,2}(?!d)", letters)
    parts = parts.replace("d", "") if is_weekday_alone else parts
    return Shown(date=parts) if parts in ("y", "ym", "md") else None


def plain(value: Any) -> str:
    """A value as a person would have typed it: ``2.0`` → ``2``, a date as ``2024-04-24``."""
    if isinstance(value, bool):
        return "TRUE" if value else "FALSE"
    if isinstance(value, float | int):
        return number(value)
    if isinstance(value, datetime.timedelta):
        return str(value)
    if isinstance(value, datetime.datetime):
        is_whole_day = value.time() == datetime.time()
        return Day(value.date() if is_whole_day else value.isoformat(" ", "seconds"))
    return Day(value) if isinstance(value, datetime.date) else str(value)


def number(value: float) -> str:
    """Without what binary fractions add: 0.1 + 0.2 is 0.3 to a spreadsheet."""
    if not isfinite(value):
        return NO_NUMBER
    rounded = float(f"{value:.{FIGURES}g}") if abs(value) < MAX_EXACT else value
    return str(int(rounded)) if rounded == int(rounded) else repr(rounded)


def _day(value: datetime.date, parts: str) -> str:
    if parts == "md":
        return Day(f"{value.month}月{value.day}日")
    return Day(value.isoformat()[:7] if parts == "ym" else f"{value.year:04d}")


def _sections(code: str) -> list[str]:
    """Formats of positive, negative, zero and text; quoted semicolons divide nothing."""
    return re.findall(r'(?:"[^"]*"|\\.|[^;"\\])*', code) or [""]


class CellStyles(Walker):
    """Walks ``styles.xml``: ``of`` tells by the number of a cell's style what it shows."""

    def __init__(self) -> None:
        self.codes: dict[int, str] = dict(BUILT_IN)
        self.used: list[int] = []
        self.is_in_cells = False

    def begins(self, name: str, given: dict[str, str]) -> None:
        if name == "numFmt":
            self.codes[_id(given)] = given.get("formatCode", "")
        elif name == "cellXfs":
            self.is_in_cells = True
        elif name == "xf" and self.is_in_cells:
            self.used.append(_id(given))

    def ends(self, name: str) -> None:
        if name == "cellXfs":
            self.is_in_cells = False

    def by_number(self) -> dict[str, Shown]:
        """What is shown, by the numbers of styles as cells write them."""
        found = {one: shown_by(self.codes[one]) for one in set(self.used) & self.codes.keys()}
        return {
            str(place): shown for place, one in enumerate(self.used) if (shown := found.get(one))
        }


def _id(given: dict[str, str]) -> int:
    text = given.get("numFmtId", "0")
    return int(text) if text.isascii() and text.isdigit() and len(text) < 10 else 0
