"""Dates keep the precision with which they are known."""

from __future__ import annotations

import pytest
from django.core.exceptions import ValidationError
from django.utils import translation
from django.utils.html import strip_tags
from hypothesis import given
from hypothesis import strategies as st

from qingdao_techedu.dates import partial as dates
from qingdao_techedu.dates.partial import PartialDateField, parts_of, spoken
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
        assert spoken(text) == strip_tags(partial_date(text)) == chinese
    with translation.override("en"):
        assert spoken(text) == strip_tags(partial_date(text)) == english


@given(st.lists(st.dates()))
def test_dates_sort_as_text(days):
    assert sorted(day.isoformat() for day in days) == [day.isoformat() for day in sorted(days)]


@pytest.mark.parametrize(
    ("written", "meant"),
    [
        ("2026年3月18日", "2026-03-18"),
        ("2024年9月", "2024-09"),
        ("２０２５", "2025"),
        ("２０２５年", "2025"),
        (" 2024 年 12 月 ", "2024-12"),
        ("2024/9/1", "2024-09-01"),
        ("2024.9", "2024-09"),
        ("2024.10", "2024-10"),
        ("2024-9-1", "2024-09-01"),
        ("20240901", "2024-09-01"),
        ("二〇二四年九月", "2024-09"),
        ("二〇二四年十月三十一日", "2024-10-31"),
        ("2024年十二月二十号", "2024-12-20"),
        ("2024\u200b年", "2024"),
    ],
)
def test_a_date_is_understood_as_people_write_it(written, meant):
    assert dates.partial_date(written) == meant


@pytest.mark.parametrize(
    "text",
    [
        "",
        "去年",
        "2024 9 1",
        "2024-9/1",
        "2024年13月",
        "2023年2月29日",
        "202409",
        "9月",
        "10000101",
    ],
)
def test_what_could_be_several_dates_or_none_is_none(text):
    with pytest.raises(ValueError):
        dates.partial_date(text)


@given(st.dates(), st.sampled_from(["%Y年%m月%d日", "%Y/%m/%d", "%Y.%m.%d", "%Y-%m-%d"]))
def test_a_day_is_understood_in_every_shape(day, shape):
    if day.year >= 1000:
        assert dates.partial_date(day.strftime(shape)) == day.isoformat()


@pytest.mark.parametrize("text", ["pingdu", "2024-13", "\x00", "２０２４"])
def test_what_is_no_date_is_told_as_it_stands(text):
    assert spoken(text) == text
