"""Whether groups of digits are written as one number, or only happen to stand side by side.

Resident ID numbers prove themselves by date and check character, however they are divided. Mobile
and card numbers do not: three columns of a table may add up to eleven digits that begin with 13.
So these count when they are written as people write them, or when a word beside them says so.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass

from .digits import DigitGroups

USUAL = {
    11: {(3, 4, 4), (3, 8), (7, 4)},
    13: {(5, 4, 4), (5, 8)},
    15: {(6, 6, 3), (6, 9), (12, 3)},
    16: {(4, 4, 4, 4), (6, 10)},
    17: {(4, 4, 4, 4, 1), (6, 11)},
    18: {(4, 4, 4, 4, 2), (6, 12)},
    19: {(4, 4, 4, 4, 3), (6, 13)},
}
# Signs that join rather than list: alike between all groups they make one number of them.
JOINING = frozenset("-‐‑–—－._·•/~")
COUNTRY_CODES = frozenset({"86", "086", "0086"})

CODE_BEFORE = re.compile(
    r"(?:编号|证号|证书号?|字第|文号|单号|流水号|批号|备案号|许可证号?|信用代码|序列号|学号"
    r"|ISBN|ISSN|No\.?|№|SN)[\s:：#]*$|[A-Z]{2}[A-Z0-9]*[-/](?:\d{4}[-/])?$",
    re.IGNORECASE,
)
CURRENCY_BEFORE = re.compile(r"[¥￥$€]\s*$|(?<!\d)0\.$")
MEASURE_AFTER = re.compile(
    r"\.\d{1,2}(?!\d)|(?:\.\d+)?\s*(?:元|万|亿|人|个|名|所|家|项|次|吨|[%％‰]|度|平方|公里)"
)
LETTERS_BEFORE = re.compile(r"[A-Za-z]+$")
REACH = 24  # characters before a number in which a word may say what it is


@dataclass(frozen=True)
class Candidate:
    """Digits of a wanted length that stand in whole groups, from ``start`` to ``end``."""

    digits: str
    start: int
    end: int


def candidates(
    chain: DigitGroups,
    text: str,
    lengths: range,
    fits: Callable[[str], bool],
    says: re.Pattern[str],
    heading: str,
) -> Iterator[Candidate]:
    """The numbers of ``lengths`` that ``fits`` takes for one, as they are written or announced."""
    groups = chain.groups
    for first in range(len(groups)):
        digits, last = "", first
        while last < len(groups) and len(digits) < lengths.stop:
            digits += groups[last].digits
            if len(digits) in lengths and fits(digits):
                start, end = groups[first].start, groups[last].end
                announced = says.search(text[max(0, start - REACH) : start] + "\n" + heading)
                if announced or (
                    _is_one_number(chain, first, last) and not _is_another_thing(text, start, end)
                ):
                    yield Candidate(digits, start, end)
            last += 1


def _is_one_number(chain: DigitGroups, first: int, last: int) -> bool:
    shape = tuple(len(group.digits) for group in chain.groups[first : last + 1])
    gaps = chain.gaps[first:last]
    if not gaps:
        return True
    if set(shape) == {1}:
        return _stands_alone(chain, first, last, 1)
    if any("\t" in gap for gap in gaps) or _goes_on(chain, first, last):
        return False
    is_joined = gaps[0] in JOINING and set(gaps) == {gaps[0]} and min(shape) >= 3
    return shape in USUAL.get(sum(shape), ()) or is_joined


def _stands_alone(chain: DigitGroups, first: int, last: int, size: int) -> bool:
    """Whether the groups beside these are of another size."""
    beside = chain.groups[first - 1 : first] + chain.groups[last + 1 : last + 2]
    return all(len(group.digits) != size for group in beside)


def _goes_on(chain: DigitGroups, first: int, last: int) -> bool:
    """Whether the same sign joins further groups to these, which make another number of them."""
    inner = chain.gaps[first]
    before, after = chain.groups[:first], chain.groups[last + 1 :]
    is_continued = bool(before) and chain.gaps[first - 1] == inner and not _ends(before[-1].digits)
    is_followed = bool(after) and chain.gaps[last] == inner and not _begins(after[0].digits)
    return is_continued or is_followed


def _ends(digits: str) -> bool:
    """Whether another number, or the code of the country, may end with this group."""
    return digits in COUNTRY_CODES or len(digits) in {4, 8, 11}


def _begins(digits: str) -> bool:
    """Whether another number, or the code of the country, may begin with this group."""
    return digits in COUNTRY_CODES or bool(re.match(r"1[3-9]\d(?:\d{4}|\d{8})?$", digits))


def _is_another_thing(text: str, start: int, end: int) -> bool:
    """Whether what stands beside says that it is an amount, a code or a part of one."""
    before, after = text[max(0, start - REACH) : start], text[end : end + 12]
    return bool(
        CODE_BEFORE.search(before)
        or CURRENCY_BEFORE.search(before)
        or MEASURE_AFTER.match(after)
        or LETTERS_BEFORE.search(before)
        or re.match(r"[A-Za-z]", after)
    )
