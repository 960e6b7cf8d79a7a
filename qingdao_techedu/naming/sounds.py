"""What a search for a name looks through, and what it looks for."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator

from qingdao_techedu.normalization.typed import plain

from . import readings

LONGEST_INDEX = 500
LONGEST_PART = 300  # so that the initials of the longest name have room too

# ü after l and n is typed as v, as u, or as a passport has it.
_UMLAUT = re.compile("(?<=[ln])v")
_SIGNS = re.compile(r"[\W_]+")
_AT_LEAST = 2  # Chinese characters of a word that is looked for by its sound


def index_of(name: str, pinyin: str) -> str:
    """All that a name is found by, parted by spaces: its sounds, their initials, its characters.

    ``pinyin`` are its syllables as the record has them; where they are those that a machine reads,
    a second reading of characters that stand in no known word is found as well.
    """
    kept: list[str] = []
    room = LONGEST_INDEX
    for part in _parts(name, pinyin):
        one = part[:LONGEST_PART]
        if one and one not in kept and len(one) < room:
            kept.append(one)
            room -= len(one) + 1
    return " ".join(kept)


def key_of(word: str) -> str:
    """A word as the index has it: no signs, tones or capitals, ü as v; blank for signs alone."""
    letters = unicodedata.normalize("NFD", plain(word)).replace("u\u0308", "v")
    seen = "".join(one for one in letters if not unicodedata.combining(one))
    return _SIGNS.sub("", unicodedata.normalize("NFC", seen))


def sound_of(word: str) -> str:
    """How a word of characters that simplified Chinese does not have is read, else blank.

    So 青島 is found as 青岛. The index knows no traditional characters.
    """
    han = "".join(readings.HAN.findall(word))
    return "".join(readings.syllables(han)) if len(han) >= _AT_LEAST and not _is_gb(han) else ""


def _is_gb(han: str) -> bool:
    """Whether GB 2312, the characters of simplified Chinese in common use, has all of them."""
    try:
        han.encode("gb2312")
    except UnicodeEncodeError:
        return False
    return True


def _parts(name: str, pinyin: str) -> Iterator[str]:
    """The parts of the index, the more needed first: it has room for so much."""
    syllables = [key_of(one) for one in pinyin.split()]
    whole = readings.foreign_words(name)
    ways = [syllables]
    if syllables == readings.syllables(name):
        ways.append(readings.other_syllables(name))
    for way in ways:
        yield "".join(way)
        yield _initials(way, whole)
        yield _initials(way, {one for one in whole if one.isdecimal()})
    yield key_of(name)
    for way in ways:
        for u in ("u", "yu"):
            yield _UMLAUT.sub(u, "".join(way))


def _initials(syllables: list[str], whole: set[str]) -> str:
    """The first letters; those of ``whole`` are no syllables and stay whole."""
    return "".join(one if one in whole else one[:1] for one in syllables)
