"""Which characters are forms of one another."""

from __future__ import annotations

import unicodedata

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from qingdao_techedu.normalization.characters import common, own


@pytest.mark.parametrize(
    ("found", "meant"),
    [
        ("技⼯教育", "技工教育"),  # a PDF's radicals
        ("⻘岛⻢⼤⻓", "青岛马大长"),
        ("\uf9d1\ufa19", "六神"),
        ("龚\ue863", "龚䶮"),
        ("Jose\u0301", "José"),
        ("﨎﨏", "﨎﨏"),  # unified ideographs in the block of compatibility ideographs
        ("ＡＢ①㎡", "ＡＢ①㎡"),
    ],
)
def test_a_character_stands_in_its_own_place(found, meant):
    assert own(found) == meant


@pytest.mark.parametrize(
    ("found", "meant"),
    [
        ("ＡＢ１", "AB1"),
        ("ｱﾊﾞ", "アバ"),
        ("ﬁﬀﬃ", "fiffffi"),
        ("ﺋﺎﻟﯩﻢ", "ئالىم"),
        ("‑", "‐"),
        ("10²①㈠㎡½㍿㊤", "10²①㈠㎡½㍿㊤"),
        ("礼禮玉王", "礼禮玉王"),
    ],
)
def test_forms_of_a_letter_are_the_letter_and_signs_are_themselves(found, meant):
    assert common(found) == meant


@given(st.text())
@example("\ue815\ue83e")  # private places of radicals, which stand for ideographs
def test_nothing_is_dropped_and_nothing_changes_twice(text):
    for form in (own, common):
        assert form(form(text)) == form(text)
        assert unicodedata.normalize("NFKC", own(text)) == unicodedata.normalize(
            "NFKC", form(own(text))
        )
