"""What people type, as it is meant."""

from __future__ import annotations

import sys
import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st

from qingdao_techedu.normalization.characters import own
from qingdao_techedu.normalization.typed import (
    digits,
    halfwidth,
    in_one_line,
    invisible_in,
    key,
    plain,
    visible,
    without_invisible,
)

# Letters that only a Unicode newer than Python's table knows: they are no less letters.
UNKNOWN = [chr(code) for code in range(0x110000) if unicodedata.category(chr(code)) == "Cn"]
NO_CHARACTER = {
    *range(0xFDD0, 0xFDF0),
    *(plane + end for plane in range(0, 0x110000, 0x10000) for end in (0xFFFE, 0xFFFF)),
}
RESERVED_FOR_NOTHING_SEEN = {0x2065, *range(0xFFF0, 0xFFF9), *range(0xE0000, 0xE1000)}


@pytest.mark.parametrize(
    ("typed", "meant"),
    [
        ("＜清空＞", "<清空>"),
        ("< 清 空 >", "<清空>"),
        ("学校\u200b名称", "学校名称"),
        ("\ufeff代码：", "代码:"),
        ("College　Code", "collegecode"),
        ("ＱＤ－００１", "qd-001"),
        ("Straße", "strasse"),
    ],
)
def test_a_heading_a_mark_and_a_code_are_compared_by_what_is_meant(typed, meant):
    assert plain(typed) == meant


@given(st.text())
def test_what_was_made_plain_is_plain(text):
    assert plain(plain(text)) == plain(text)


@pytest.mark.parametrize(
    ("typed", "meant"),
    [("ｐｉｎｇｄｕ", "pingdu"), ("２０２５　年", "2025 年"), ("①㎡《ﬁ》", "①㎡《ﬁ》")],
)
def test_full_width_forms_become_ascii_and_nothing_else_changes(typed, meant):
    assert halfwidth(typed) == meant


@pytest.mark.parametrize(
    ("typed", "meant"),
    [
        ("１２３ ４５６", "123456"),
        ("12\u200b3\u00a04５6\u3000", "123456"),
        ("٣४๕", "345"),
        ("a1b-２c", "a1b-2c"),
    ],
)
def test_a_code_is_read_in_whatever_digits_it_is_typed(typed, meant):
    assert digits(typed) == meant


@pytest.mark.parametrize(
    "unseen",
    ["\u200b", "\u200c", "\u200d", "\ufeff", "\u00ad", "\u2060", "\u200e", "\ufe0f", "\u3164"],
)
def test_what_has_no_shape_and_no_meaning_is_dropped(unseen):
    assert without_invisible(f"{unseen}平{unseen}度{unseen}") == "平度"
    assert invisible_in(without_invisible(f"平{unseen}度")) == []


def test_a_joiner_stays_where_spelling_needs_it():
    persian, mongolian = "می\u200cخواهم", "ᠭ\u180d"
    assert without_invisible(persian) == persian
    assert without_invisible(mongolian) == mongolian
    assert without_invisible("\u200cمی\u200d\u200d") == "می\u200d"


@pytest.mark.parametrize(
    ("typed", "kept"),
    [
        ("平度\u000b市", "平度\n市"),
        ("平度\u2028市", "平度\n市"),
        ("平度\u00a0市", "平度 市"),
        ("　　青岛市\r\n\t技师学院", "　　青岛市\r\n\t技师学院"),
    ],
)
def test_in_a_text_of_many_lines_spaces_and_breaks_are_common_ones(typed, kept):
    assert without_invisible(typed) == kept


@pytest.mark.parametrize("typed", ["平度\u000b市", "平度\t市 ", "\u3000平度\r\n市", "平度　市"])
def test_a_field_of_one_line_keeps_one_line(typed):
    assert in_one_line(typed) == "平度 市"


@pytest.mark.parametrize(
    ("private", "own"),
    [("龚\ue863", "龚䶮"), ("\ue81e", "龴"), ("\ue864", "龻"), ("\ue816", "𠂇"), ("\ue854", "龺")],
)
def test_a_character_in_a_private_place_of_gbk_stands_in_its_own(private, own):
    assert without_invisible(private) == own


def test_a_gb_18030_file_brings_no_private_places_of_gbk():
    """Python reads the edition of 2000, which had private places for 24 characters."""
    lasts = [*range(0x50, 0x7F), *range(0x80, 0xA1)]
    text = b"".join(bytes([0xFE, last]) for last in lasts).decode("gb18030")
    assert "\ue81e" in text
    assert invisible_in(without_invisible(text)) == []


@pytest.mark.parametrize(
    ("sign", "number"),
    [
        ("\x00", "U+0000"),
        ("\u0001", "U+0001"),
        ("\u202e", "U+202E"),
        ("\ufffd", "U+FFFD"),
        ("\ue000", "U+E000"),
        ("\U000f0000", "U+F0000"),
        ("\U0001ffff", "U+1FFFF"),
        ("\ud800", "U+D800"),
        ("\U000e0041", "U+E0041"),
    ],
)
def test_what_may_not_be_kept_is_named_by_its_number(sign, number):
    assert invisible_in(without_invisible(f"平{sign}度{sign}")) == [number]


def test_no_control_and_no_blank_sign_gets_through_unnoticed():
    """Format characters that are seen, or that shape what is seen, stay."""
    kept = {
        code
        for code in range(sys.maxunicode + 1)
        if unicodedata.category(chr(code)) in {"Cc", "Zs", "Zl", "Zp", "Co", "Cs"}
        and without_invisible(chr(code)) == chr(code)
        and not invisible_in(chr(code))
    }
    assert kept == set(map(ord, "\t\n\r 　"))


def test_a_letter_that_this_python_does_not_know_is_kept():
    no_letters = NO_CHARACTER | RESERVED_FOR_NOTHING_SEEN
    wrong = [
        f"{ord(one):X}"
        for one in UNKNOWN
        if ord(one) not in no_letters
        and (without_invisible(one) != one or invisible_in(one) or plain(one) != one)
    ]
    assert wrong == []


@given(st.text(st.characters(categories=["L", "N", "P", "S"])))
def test_letters_digits_and_signs_stay(text):
    blank = set("\u115f\u1160\u3164\uffa0\u2800\ufffc\ufffd")
    assert without_invisible(text) == own(text) or blank & set(text)
    assert not invisible_in(text) or {"\ufffc", "\ufffd"} & set(text)


@pytest.mark.parametrize("number", [1, 42, 2**61, 2**63 - 1])
def test_a_number_of_a_record_is_what_a_column_holds(number):
    assert key(str(number)) == number


@pytest.mark.parametrize("text", [None, "", "-1", "1.0", "abc", "²", "１", str(2**63), "9" * 5_000])
def test_anything_else_is_the_number_of_no_record(text):
    assert key(text) == 0


def test_what_no_form_can_refuse_is_kept_without_what_nobody_sees():
    assert visible("a\x00b\u202ec\u200b\nd　e") == "abc\nd　e"
