"""What people type, as it is meant: full-width letters, odd spaces, signs that nobody sees.

Which signs are seen is written down here, not asked of the runtime: a Unicode newer than Python's
table has letters of which that table knows nothing, and none of them may get lost.
"""

from __future__ import annotations

import re
import unicodedata

from . import characters

# Forms of ASCII as wide as a Chinese character, with the space that is.
_HALF_WIDTH = {0xFF01 + place: 0x21 + place for place in range(0x5E)} | {0x3000: 0x20}
_WIDE_LETTERS = re.compile("[０-９Ａ-Ｚａ-ｚ－＿]+")

# Signs without shape or meaning of their own: soft hyphen, grapheme joiner, spaces and joiners of
# no width, marks and wraps that keep a direction, invisible operators, choices among shapes of a
# character, fillers of Hangul, the mark of byte order. Unicode: Default_Ignorable_Code_Point.
_MEANINGLESS = re.compile(
    "[\u00ad\u034f\u061c\u115f\u1160\u200b\u200e\u200f\u202a\u202c\u2060-\u2066\u2068\u2069"
    "\u3164\ufe00-\ufe0f\ufeff\uffa0\U000e0100-\U000e01ef]"
)
# Joiners and choices of shape that spelling needs after letters of these scripts: Arabic to
# Myanmar, Khmer, Mongolian. Elsewhere they say nothing.
_NEEDED_IN = "\u0600-\u109f\u1780-\u18af\ua840-\ua87f\ua8e0-\uaaff"
_JOINERS = re.compile(f"(?<![{_NEEDED_IN}])[\u200c\u200d\u180b-\u180f]")
_SPACES = re.compile("[\u00a0\u1680\u2000-\u200a\u202f\u205f\u2800]")  # the last a blank of Braille
_BREAKS = re.compile("[\u000b\u000c\u0085\u2028\u2029]")

# What must not be kept and cannot be dropped unseen, as something else is meant or was lost:
# control characters, turns of the reading direction, deprecated and musical controls, tags, the
# sign of a broken conversion, places that are for private agreement or are no characters.
_NO_CHARACTERS = "".join(
    f"{chr(plane + 0xFFFE)}{chr(plane + 0xFFFF)}" for plane in range(0, 0x110000, 0x10000)
)
_UNFIT = re.compile(
    "[\u0000-\u0008\u000b\u000c\u000e-\u001f\u007f-\u009f\u17b4\u17b5\u2028\u2029\u202b\u202d"
    "\u202e\u2067\u206a-\u206f\ud800-\udfff\ue000-\uf8ff\ufdd0-\ufdef\ufff0-\ufffd"
    "\U0001bca0-\U0001bca3\U0001d173-\U0001d17a\U000e0000-\U000e00ff\U000e01f0-\U000e0fff"
    f"\U000f0000-\U0010ffff{_NO_CHARACTERS}]"
)


def plain(text: str) -> str:
    """A text as it is compared with others: no forms of letters, no case, no spaces.

    For headings, marks and codes; names of persons have a comparison of their own.
    """
    folded = unicodedata.normalize("NFKC", without_invisible(text)).casefold()
    return unicodedata.normalize("NFKC", "".join(folded.split()))


def halfwidth(text: str) -> str:
    """Full-width letters, digits and signs as ASCII has them: ``ｐｉｎｇｄｕ`` → ``pingdu``."""
    return text.translate(_HALF_WIDTH)


def halfwidth_letters(text: str) -> str:
    """The same of letters, digits and hyphens alone; brackets and the like stay as they are."""
    return _WIDE_LETTERS.sub(lambda run: halfwidth(run[0]), text)


def digits(text: str) -> str:
    """A code as its digits: ``１２３ ４５６`` → ``123456``. Letters stay as they are."""
    kept = "".join(halfwidth(without_invisible(text)).split())
    return "".join(str(unicodedata.decimal(sign, sign)) for sign in kept)


def key(text: str | None) -> int:
    """The number of a record as an address names it; 0, which no record has, for anything else."""
    number = int(text) if text and re.fullmatch("[0-9]{1,19}", text) else 0
    return number if number < 2**63 else 0


def visible(text: str) -> str:
    """The text less all that nobody sees: for what comes by no form that could refuse it."""
    return _UNFIT.sub("", without_invisible(text))


def without_invisible(text: str) -> str:
    """The text less what has no shape and no meaning; odd spaces are spaces, odd breaks breaks.

    The wide space of Chinese stays: it begins paragraphs, and is seen. Radicals that a PDF has in
    place of characters, and characters in places of GBK's own, are those characters.
    """
    seen = _JOINERS.sub("", _MEANINGLESS.sub("", text))
    return characters.own(_BREAKS.sub("\n", _SPACES.sub(" ", seen)))


def in_one_line(text: str) -> str:
    """What a field of one line keeps: nothing invisible, a space for each tab and break."""
    return re.sub(r"\r\n|\s", " ", without_invisible(text)).strip()


def invisible_in(text: str) -> list[str]:
    """What may not be kept and is not to be seen, by number, each once: ``["U+202E"]``.

    Ask after ``without_invisible``, which drops what can be dropped without a question.
    """
    return list(dict.fromkeys(map(_number, _UNFIT.findall(text))))


def _number(sign: str) -> str:
    return f"U+{ord(sign):04X}"
