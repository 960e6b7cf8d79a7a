"""Digits as people write them: in any width, in groups, with anything but letters between them."""

from __future__ import annotations

import re
import sys
import unicodedata
from collections.abc import Iterator
from dataclasses import dataclass, field

# Every decimal digit of every script, full-width ones among them; ① and ² are marks, no digits.
_DECIMALS = {
    code: str(value)
    for code in range(0x80, sys.maxunicode + 1)
    if (value := unicodedata.decimal(chr(code), None)) is not None
}
_PLAIN = str.maketrans(_DECIMALS)
_SPELLED = str.maketrans(
    dict(zip("〇零○一二三四五六七八九幺", "000123456789" + "1", strict=True))
    | dict.fromkeys("0123456789", "x")
)
_MANY_SPELLED = re.compile(r"(?:[〇零○一二三四五六七八九幺][\W_]{0,3}){11}")

INVISIBLE = "\u00ad\u200b-\u200f\u2060-\u2064\ufeff"
GAP = rf"[\W_{INVISIBLE}]{{1,6}}"
_RUN = re.compile(rf"[0-9](?:[{INVISIBLE}]*[0-9]){{0,999}}")
_GAP = re.compile(GAP)
MAX_GROUPS = 2_000  # of one chain, lest a file of nothing but digits fill the memory
OVERLAP = 40  # groups that two chains share where one had to be cut; no number has more


@dataclass(frozen=True)
class Group:
    """Digits with nothing visible between them, and the place of each in the text."""

    digits: str
    places: tuple[int, ...]

    @property
    def start(self) -> int:
        return self.places[0]

    @property
    def end(self) -> int:
        return self.places[-1] + 1


@dataclass
class DigitGroups:
    """Groups that only spaces and punctuation part: ``gaps[n]`` stands before ``groups[n + 1]``."""

    groups: list[Group] = field(default_factory=list)
    gaps: list[str] = field(default_factory=list)

    @property
    def digits(self) -> str:
        return "".join(group.digits for group in self.groups)

    @property
    def places(self) -> list[int]:
        return [place for group in self.groups for place in group.places]


def plain(text: str) -> str:
    """The text, of the same length, with every digit as ASCII has it."""
    return text.translate(_PLAIN)


def spelled(text: str) -> str:
    """The text, of the same length, with Chinese numerals as digits; blank without many of them."""
    return text.translate(_SPELLED) if _MANY_SPELLED.search(text) else ""


def chains(text: str) -> Iterator[DigitGroups]:
    """The chains of digits in a ``plain`` text."""
    chain = DigitGroups()
    for run in _RUN.finditer(text):
        signs = [(sign, place) for place, sign in enumerate(run[0], run.start()) if sign.isdigit()]
        digits, places = zip(*signs, strict=True)
        group = Group("".join(digits), places)
        if chain.groups:
            between = text[chain.groups[-1].end : group.start]
            if len(chain.groups) == MAX_GROUPS:
                yield chain
                chain = DigitGroups(chain.groups[-OVERLAP:], chain.gaps[1 - OVERLAP :])
            if not between or _GAP.fullmatch(between):
                chain.gaps.append(between)
            else:
                yield chain
                chain = DigitGroups()
        chain.groups.append(group)
    if chain.groups:
        yield chain
