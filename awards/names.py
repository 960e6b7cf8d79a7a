"""Names of persons and classes: the same however they are typed, and how much of them is told.

What two writings have in common is computed whenever it is asked for. Nothing folded is kept, so
that a better rule needs no migration.
"""

from __future__ import annotations

import re

from qingdao_techedu.normalization.characters import common
from qingdao_techedu.normalization.typed import in_one_line

STAR = "*"
DOT = "·"
# The dots between the parts of a name, as they are typed. Unicode: middle dot, bullets, the dots of
# Katakana, of hyphenation, of multiplication, of word separation, black circles.
_DOTS = dict.fromkeys(map(ord, "•‧∙⋅・●⸱⸳᛫⦁𐄁"), DOT)
# Hyphens and apostrophes have several shapes too; a name is kept with its own.
_SHAPES = {
    ord("."): DOT,
    **dict.fromkeys(map(ord, "‐‑‒–−"), "-"),
    **dict.fromkeys(map(ord, "’ʼ"), "'"),
}
HAN = "〇\u3400-\u4dbf\u4e00-\u9fff\ufa0e-\ufa29\U00020000-\U0003ffff"
# A space at which no word of a Chinese name begins, and a full stop that stands for a dot.
_IDLE_SPACE = re.compile(f"(?<=[{HAN}{DOT}]) | (?=[{HAN}{DOT}])")
_STOP_IN_HAN = re.compile(f"(?<=[{HAN}]) ?[.] ?(?=[{HAN}])")


def folded(name: str) -> str:
    """What all writings of one name have in common, and no two names.

    Forms of the same do not matter: width, the shape of dots, hyphens and apostrophes, case, spaces
    beside Chinese characters and dots. All else does: another character is another name, also one
    that this Python's Unicode does not know; nor is An Na Anna.
    """
    one = _IDLE_SPACE.sub("", tidied(name).translate(_SHAPES))
    return "".join(map(_small, one))


def tidied(name: str) -> str:
    """A name as it is kept: nothing invisible, no wide letters, one dot, no spaces in Chinese."""
    dotted = common(in_one_line(name)).translate(_DOTS)
    spaced = " ".join(dotted.split())
    return _IDLE_SPACE.sub("", _STOP_IN_HAN.sub(DOT, spaced))


def masked(name: str) -> str:
    """The first and the last character: 张*三. One star, so that its length is not told either."""
    name = name.strip()
    return name[:1] + STAR + (name[-1] if len(name) > 2 else "")


def _small(letter: str) -> str:
    """A small letter. Not the case folding that makes two letters of one: Weiß is not Weiss."""
    small = letter.casefold()
    return small if len(small) == 1 else letter.lower()
