"""Dates keep the precision with which they are known."""

from __future__ import annotations

import pytest
from django.core.exceptions import ValidationError
from django.utils import translation
from hypothesis import given
from hypothesis import strategies as st

from qingdao_techedu.facts.dates import PartialDateField, parts_of, spoken
from qingdao_techedu.facts.templatetags.facts import partial_date


@given(st.dates(), st.integers(1, 3))
def test_every_date_is_read_as_precisely_as_it_was_written(day, precision):
    text = "-".join(day.isoformat().split("-")[:precision])
    assert parts_of(text) == (day.year, day.month, day.day)[:precision]
    PartialDateField().clean(text, None)


@pytest.mark.parametrize(
    "text",
    [
        " ",
        "24",
        "２０２４",
        "2024-4",
        "2024-13",
        "2023-02-29",
        "2024-04-31",
        "0000",
        "2024-04-24 ",
        "2024/04",
    ],
)
def test_what_is_no_date_is_refused_with_examples(text):
    with pytest.raises(ValueError):
        parts_of(text)
    with pytest.raises(ValidationError) as refusal:
        PartialDateField().run_validators(text)
    with translation.override("en"):
        assert "write 1991, 2024-12 or 2024-04-24" in refusal.value.messages[0]


@pytest.mark.parametrize(
    ("text", "chinese", "english"),
    [
        ("1991", "1991年", "1991"),
        ("2024-12", "2024年12月", "December 2024"),
        ("2024-04-24", "2024年4月24日", "April 24, 2024"),
        ("", "", ""),
    ],
)
def test_dates_are_spoken_in_the_language_of_the_page(text, chinese, english):
    with translation.override("zh-hans"):
        assert spoken(text) == partial_date(text) == chinese
    with translation.override("en"):
        assert spoken(text) == partial_date(text) == english


@given(st.lists(st.dates()))
def test_dates_sort_as_text(days):
    assert sorted(day.isoformat() for day in days) == [day.isoformat() for day in sorted(days)]


@pytest.mark.parametrize("text", ["pingdu", "2024-13", "\x00", "２０２４"])
def test_what_is_no_date_is_told_as_it_stands(text):
    assert spoken(text) == text
