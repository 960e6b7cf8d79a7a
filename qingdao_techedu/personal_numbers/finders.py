"""Finding personal numbers in a text, however their digits are dressed."""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Iterable, Iterator
from dataclasses import replace
from itertools import accumulate, islice

from .births import births
from .digits import GAP, DigitGroups, chains, plain, spelled
from .kinds import Finding, Kind, masked
from .numbers import (
    check_character,
    is_card,
    is_foreigners,
    is_identity_body,
    is_mobile,
    is_old_foreigners,
    is_old_identity,
)
from .shapes import REACH, candidates

SAYS_IDENTITY = re.compile(
    r"身份证|身份号码|公民身份|证件号|居留证|永久居留|居住证|identity|residen|\bID\b", re.IGNORECASE
)
# What has the same shape as a foreigner's card: the code of an enterprise, which begins with 9 too.
SAYS_ENTERPRISE = re.compile(r"信用代码|纳税人识别号|税号|机构代码|credit code", re.IGNORECASE)
OLD_FOREIGNERS = re.compile(r"(?<![A-Za-z0-9])[A-Z]{3}[ -]?([0-9]{12})(?![0-9])")
SAYS_CARD = re.compile(
    r"卡号|银行|账号|帐号|账户|帐户|一卡通|汇款|打款|\bcard|account", re.IGNORECASE
)
SAYS_MOBILE = re.compile(
    r"手机|电话|联系|移动|微信|致电|拨打|mobile|phone|\btel|\bcell|wechat|whats|\b[wv]x|[☎📞📱]",
    re.IGNORECASE,
)
# What is typed for the check character X: full-width, a multiplication sign, Greek, Cyrillic.
CHECK_X = re.compile(rf"(?:{GAP})?[Xx\uff38\uff58×✕\u03a7\u03c7\u0425\u0445](?![A-Za-z0-9])")
FEWEST_SIGNS = 5  # digits or Chinese numerals: below that there is nothing to find
_SIGN = re.compile(r"\d|[〇零○一二三四五六七八九]")


def in_text(text: str, heading: str = "") -> list[Finding]:
    """The personal numbers and birth dates in a text, in the order in which they stand.

    ``heading`` are words that stand over the text elsewhere and say what its numbers are.
    """
    if len(list(islice(_SIGN.finditer(text), FEWEST_SIGNS))) < FEWEST_SIGNS:
        return []
    read = plain(text)
    found = list(_numbers(read, heading))
    if words := spelled(text):
        found += _numbers(words, heading)
    found += births(read, heading)
    return list(_with_lines(_apart(found), text))


def veiled(text: str) -> str:
    """The text with everything personal masked, for logs and titles."""
    for one in reversed(in_text(text)):
        text = text[: one.start] + one.shown + text[one.end :]
    return text


def _numbers(text: str, heading: str) -> Iterator[Finding]:
    yield from _old_foreigners(text, heading)
    for chain in chains(text):
        yield from _identities(chain, text, heading)
        yield from _old_identities(chain, text, heading)
        for one in candidates(chain, text, range(16, 20), is_card, SAYS_CARD, heading):
            yield Finding(Kind.CARD, masked(one.digits), one.start, one.end)
        yield from _mobiles(chain, text, heading)


def _identities(chain: DigitGroups, text: str, heading: str) -> Iterator[Finding]:
    """Numbers of 18 characters: date, division and check character tell them from all else.

    One that is divided begins and ends where groups do; others may stand within a longer run.
    """
    digits, places = chain.digits, chain.places
    group_of = [number for number, group in enumerate(chain.groups) for _digit in group.digits]
    edges = set(accumulate((len(group.digits) for group in chain.groups), initial=0))
    for first in range(len(digits) - 16):
        body = digits[first : first + 17]
        if not is_identity_body(body):
            continue
        start, last = places[first], places[first + 16]
        if is_foreigners(body) and _is_said(SAYS_ENTERPRISE, text, start, heading):
            continue
        sign = check_character(body)
        if sign == "X":
            check = CHECK_X.match(text, last + 1)
            end = check.end() if check else 0
        else:
            end = places[first + 17] + 1 if digits[first + 17 : first + 18] == sign else 0
        count = 17 if sign == "X" else 18
        is_divided = bool(end) and group_of[first] != group_of[first + count - 1]
        if end and (not is_divided or {first, first + count} <= edges):
            yield Finding(Kind.IDENTITY, masked(body + sign), start, end)


def _old_identities(chain: DigitGroups, text: str, heading: str) -> Iterator[Finding]:
    for one in candidates(chain, text, range(15, 16), is_old_identity, SAYS_IDENTITY, heading):
        yield Finding(Kind.IDENTITY, masked(one.digits), one.start, one.end)


def _old_foreigners(text: str, heading: str) -> Iterator[Finding]:
    """Cards of before December 2023: a country and 12 digits, where a word says what they are."""
    for found in OLD_FOREIGNERS.finditer(text):
        said = _is_said(SAYS_IDENTITY, text, found.start(), heading)
        if said and is_old_foreigners(found[1]):
            yield Finding(Kind.IDENTITY, masked(found[1]), found.start(), found.end())


def _is_said(word: re.Pattern[str], text: str, start: int, heading: str) -> bool:
    """Whether a word before a place, or in the heading, says what stands there."""
    return bool(word.search(text[max(0, start - REACH) : start] + "\n" + heading))


def _mobiles(chain: DigitGroups, text: str, heading: str) -> Iterator[Finding]:
    for one in candidates(chain, text, range(11, 16), is_mobile, SAYS_MOBILE, heading):
        yield Finding(Kind.MOBILE, masked(one.digits[-11:]), one.start, one.end)


def _apart(found: Iterable[Finding]) -> list[Finding]:
    """Of findings in the same place the first kind: what is an ID number is no card besides."""
    kept: list[Finding] = []
    order = list(Kind)
    for one in sorted(found, key=lambda each: (order.index(each.kind), each.start)):
        place = bisect_left(kept, one.start, key=_start)
        is_free_before = place == 0 or kept[place - 1].end <= one.start
        if is_free_before and (place == len(kept) or one.end <= kept[place].start):
            kept.insert(place, one)
    return kept


def _start(one: Finding) -> int:
    return one.start


def _with_lines(found: Iterable[Finding], text: str) -> Iterator[Finding]:
    """The same findings in their order, each with the number of its line, from 1."""
    line, last = 1, 0
    for one in found:
        line += text.count("\n", last, one.start)
        last = one.start
        yield replace(one, line=line)


def rounded_identity(number: float) -> bool:
    """Whether a spreadsheet's number is an ID number whose last digits it has rounded away."""
    return 1e17 <= number < 1e18 and is_identity_body(str(int(number))[:14] + "001")
