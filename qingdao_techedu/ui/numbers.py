"""Quantities in the words of a language: 万 and 亿 for Chinese readers, million for others."""

from __future__ import annotations

from dataclasses import dataclass, replace
from decimal import ROUND_HALF_EVEN, Decimal

from qingdao_techedu.ui.languages import CHINESE, ENGLISH, active

# From which size a language counts in a larger unit, that unit, and a space before the noun.
LARGE = {
    CHINESE: [(100_000_000, "亿", ""), (10_000, "万", "")],
    ENGLISH: [(1_000_000_000, "billion", " "), (1_000_000, "million", " ")],
}
DECIMALS = 2


@dataclass(frozen=True)
class Amount:
    """A quantity as it is read, ``4.39`` ``万人``, and ``43,900`` in full where that differs.

    What qualifies it stands ``before`` or ``after`` the whole: ``about`` in English, 以上 in
    Chinese.
    """

    number: str
    unit: str
    full: str = ""
    before: str = ""
    after: str = ""

    def qualified(self, pattern: str) -> Amount:
        """The same within ``pattern``, a text with ``%(value)s`` where the quantity stands."""
        before, _value, after = pattern.partition("%(value)s")
        return replace(self, before=before.strip(), after=after.strip())


def amount(
    value: Decimal,
    noun: str,
    *,
    scale: int = 1,
    decimals: int | None = None,
    rounding: str = ROUND_HALF_EVEN,
) -> Amount:
    """``value`` times ``scale`` of ``noun``, for people to read.

    ``decimals`` is the precision that ``value`` was printed with, which is kept; a large quantity
    in single units is told with at most two decimals, and in full beside. ``rounding`` is one of
    the ways of ``decimal``: a lower bound must not become larger.
    """
    whole = value * scale
    kept = decimals if decimals and scale == 1 else 0
    for size, word, space in LARGE[active()]:
        if abs(whole) >= size:
            number = _scaled(whole / size, _digits(size, scale, decimals), rounding)
            return Amount(number, f"{word}{space}{noun}", f"{whole:,.{kept}f}")
    return Amount(f"{whole:,.{kept}f}", noun)


def compact(value: int) -> str:
    """A round number for an axis: in full up to a million, then in the language's large unit."""
    size, word, space = LARGE[active()][-1]
    if value < 1_000_000:
        return f"{value:,}"
    return f"{_scaled(Decimal(value) / size, None)}{space}{word}"


def _digits(size: int, scale: int, decimals: int | None) -> int | None:
    """How many decimals the printed precision comes to in units of ``size``."""
    if decimals is None or scale == 1:
        return None
    return decimals + len(str(size)) - len(str(scale))


def _scaled(value: Decimal, digits: int | None, rounding: str = ROUND_HALF_EVEN) -> str:
    if digits is not None:
        return f"{value:,.{max(digits, 0)}f}"
    rounded = value.quantize(Decimal(1).scaleb(-DECIMALS), rounding=rounding)
    return f"{rounded:,.{DECIMALS}f}".rstrip("0").rstrip(".")
