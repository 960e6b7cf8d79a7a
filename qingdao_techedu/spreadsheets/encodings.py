"""Which encoding a text is in, told by what it says: bytes often decode in more ways than one.

Nothing else decides without a byte order mark. 学校 in GBK is well-formed UTF-8 for “ѧУ”: where
a text decodes both ways, ordinary Han speak against stray letters of other scripts.
"""

from __future__ import annotations

import codecs
from collections import Counter
from functools import lru_cache

from django.utils.translation import gettext as _

from .refusals import FileRefused

BOMS = {codecs.BOM_UTF8: "utf-8-sig", codecs.BOM_UTF16_LE: "utf-16", codecs.BOM_UTF16_BE: "utf-16"}
SPOKEN = {
    "utf-8": "UTF-8",
    "utf-8-sig": "UTF-8",
    "utf-16": "UTF-16",
    "utf-16-le": "UTF-16",
    "utf-16-be": "UTF-16",
    "gb18030": "GB18030",
    "big5hkscs": "Big5",
}
SAMPLE = 64 * 2**10  # bytes that are weighed
MARGIN = 0.08  # by which Big5, which is rare here, must be the better reading
# Signs of Western texts that stand beside letters and digits, never alone.
SIGNS = frozenset("·°±×÷§£©®«»\u00a0\u00ad")


def decoded(data: bytes) -> tuple[str, str]:
    """The text of ``data`` and the name of its encoding. Raises ``FileRefused``."""
    encoding = next((name for bom, name in BOMS.items() if data.startswith(bom)), "")
    encoding = encoding or likely(data)
    try:
        return data.decode(encoding), SPOKEN[encoding]
    except UnicodeDecodeError as error:
        raise FileRefused(_bad_bytes(data, error, encoding)) from error


def likely(data: bytes) -> str:
    """The encoding in which the text reads best. GB18030 holds all of GBK and GB2312."""
    if b"\0" not in data and data.isascii():
        return "utf-8"
    sample = _sample(data)
    readings = {"utf-8": _utf8(sample), "gb18030": _weight(sample, "gb18030", rare=0.25)}
    readings["big5hkscs"] = _weight(sample, "big5hkscs", rare=0.9) - MARGIN
    if b"\0" in sample:
        even = data[: SAMPLE - SAMPLE % 2]
        readings |= {name: _weight(even, name, rare=0.6) for name in ("utf-16-le", "utf-16-be")}
    return max(readings, key=lambda name: readings[name])


def _sample(data: bytes) -> bytes:
    """Lines that hold more than ASCII, as many as are weighed."""
    if len(data) <= SAMPLE or b"\0" in data:
        return data[:SAMPLE]
    lines, length = [], 0
    for line in data.splitlines(keepends=True):
        if not line.isascii():
            lines.append(line)
            length += len(line)
            if length > SAMPLE:
                break
    return b"".join(lines)


def _utf8(sample: bytes) -> float:
    """How ordinary the text is as UTF-8: accents count where a Western word has them."""
    text = sample.decode("utf-8", "replace")
    if not text:
        return 0
    total = 0.0
    for place, sign in enumerate(text):
        if "\x80" <= sign < "\u0250":
            total += _is_in_a_word(text, place)
        else:
            # Three bytes make a Han of UTF-8, hardly ever by accident: all of GB2312 count alike.
            total += 1.0 if (weight := _ordinary(sign, 0.6)) > 0.7 else weight
    return total / len(text)


def _is_in_a_word(text: str, place: int) -> bool:
    """Whether a letter or sign of Western texts stands where one may stand: café, 5°, A·B."""
    sign = text[place]
    beside = [text[place - 1] if place else "", text[place + 1 : place + 2]]
    if sign in SIGNS:
        return any(one.isascii() and one.isalnum() for one in beside)
    return sign.isalpha() and any("a" <= one <= "z" for one in beside)


def _weight(sample: bytes, encoding: str, rare: float) -> float:
    """How ordinary the text is in an encoding: 1 for what every text is made of, 0 for noise."""
    text = sample.decode(encoding, "replace")
    counted = Counter(text)
    return sum(count * _ordinary(sign, rare) for sign, count in counted.items()) / max(1, len(text))


@lru_cache(maxsize=65_536)
def _ordinary(sign: str, rare: float) -> float:
    """``rare`` is what Han beyond GB2312 count: names have them, and so do wrong readings."""
    if sign.isascii():
        return 1.0 if sign.isprintable() or sign in "\t\r\n\x0b\x0c" else 0.0
    try:
        first = sign.encode("gb2312")[0]
    except UnicodeEncodeError:
        if sign in "—–•€™ⅠⅡⅢⅣⅤⅥⅦⅧⅨⅩ":
            return 1.0
        return rare if _is_han(sign) else 0.0
    if first >= 0xB0:  # Han: those of the first level are the usual ones
        return 1.0 if first < 0xD8 else 0.8
    return 1.0 if first in (0xA1, 0xA2, 0xA3) else 0.0  # punctuation, numbers, full-width letters


def _is_han(sign: str) -> bool:
    return "\u3400" <= sign <= "\u9fff" or "\U00020000" <= sign <= "\U000323af"


def _bad_bytes(data: bytes, error: UnicodeDecodeError, encoding: str) -> str:
    line = data.count(b"\n", 0, error.start) + 1
    shown = data[error.start : error.start + 4].hex(" ").upper()
    return _(
        "Line %(line)d holds bytes that are no text in %(encoding)s (%(bytes)s). "
        "Save the file as “CSV UTF-8” or as XLSX."
    ) % {"line": line, "encoding": SPOKEN[encoding], "bytes": shown}
