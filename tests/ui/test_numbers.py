"""Quantities are told in the units of the reader's language, and in full."""

from __future__ import annotations

from decimal import ROUND_CEILING, ROUND_FLOOR, Decimal

import pytest
from django.utils import translation
from hypothesis import given
from hypothesis import strategies as st

from qingdao_techedu.ui.numbers import Amount, amount, compact
from qingdao_techedu.ui.templatetags.portal import bracketed


@pytest.mark.parametrize(
    ("value", "printed", "chinese", "english"),
    [
        ("19", {}, Amount("19", "人"), Amount("19", "人")),
        ("9999", {}, Amount("9,999", "人"), Amount("9,999", "人")),
        ("43900", {}, Amount("4.39", "万人", "43,900"), Amount("43,900", "人")),
        ("10000", {}, Amount("1", "万人", "10,000"), Amount("10,000", "人")),
        (
            "134.7",
            {"scale": 10_000, "decimals": 1},
            Amount("134.7", "万人", "1,347,000"),
            Amount("1.347", "million 人", "1,347,000"),
        ),
        (
            "421.0",
            {"scale": 10_000, "decimals": 1},
            Amount("421.0", "万人", "4,210,000"),
            Amount("4.210", "million 人", "4,210,000"),
        ),
        (
            "4.4",
            {"scale": 10_000, "decimals": 1},
            Amount("4.4", "万人", "44,000"),
            Amount("44,000", "人"),
        ),
        ("35.76", {"decimals": 2}, Amount("35.76", "人"), Amount("35.76", "人")),
        ("123456789", {}, Amount("1.23", "亿人", "123,456,789"), None),
        ("43956", {}, Amount("4.4", "万人", "43,956"), Amount("43,956", "人")),
        ("43956", {"rounding": ROUND_FLOOR}, Amount("4.39", "万人", "43,956"), None),
        ("43911", {"rounding": ROUND_CEILING}, Amount("4.4", "万人", "43,911"), None),
        ("12500.75", {"decimals": 2}, Amount("1.25", "万人", "12,500.75"), None),
    ],
)
def test_a_quantity_keeps_the_precision_it_was_printed_with(value, printed, chinese, english):
    with translation.override("zh-hans"):
        assert amount(Decimal(value), "人", **printed) == chinese
    with translation.override("en"):
        told = amount(Decimal(value), "人", **printed)
        assert english is None or told == english


@given(st.integers(0, 10**12), st.sampled_from(["zh-hans", "en"]))
def test_the_full_figure_always_stands_somewhere(value, language):
    with translation.override(language):
        told = amount(Decimal(value), "persons")
        assert f"{value:,}" == (told.full or told.number)


def test_the_axis_is_in_full_up_to_a_million():
    with translation.override("en"):
        assert [compact(value) for value in (50_000, 2_500_000)] == ["50,000", "2.5 million"]
    with translation.override("zh-hans"):
        assert [compact(value) for value in (50_000, 2_500_000)] == ["50,000", "250万"]


@pytest.mark.parametrize(("language", "told"), [("zh-hans", "（最终数）"), ("en", " (最终数)")])
def test_brackets_are_those_of_the_language(language, told):
    with translation.override(language):
        assert bracketed("最终数") == told
        assert bracketed("") == ""
