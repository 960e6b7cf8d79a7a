"""What a format shows of a number: zeros before it, a date without a day, a share."""

from __future__ import annotations

import datetime

import pytest
from hypothesis import given
from hypothesis import strategies as st

from qingdao_techedu.spreadsheets.formats import number, plain, shown_by

DAY = datetime.date(1958, 9, 1)


@pytest.mark.parametrize(
    ("code", "value", "text"),
    [
        ("00", 2.0, "02"),
        ("0000", 201.0, "0201"),
        ("[Red]000", 7, "007"),
        ('"qd-"000', 2, "qd-002"),
        ("\\A00", 2, "A02"),
        ('00"类"', 2, "02"),
        ("00;-00", 2, "02"),
        ("00", 2.5, "2.5"),
        ("0%", 0.85, "85%"),
        ("0.00%", 0.07, "7%"),
        ('yyyy"年"m"月"', DAY, "1958-09"),
        ("yyyy\\-mm", DAY, "1958-09"),
        ("mmm-yy", DAY, "1958-09"),
        ('[DBNum1][$-804]yyyy"年"m"月";@', DAY, "1958-09"),
        ("yyyy", DAY, "1958"),
        ('e"年"', DAY, "1958"),
        ('m"月"d"日"', DAY, "9月1日"),
        ("mmmm\\ yyyy", datetime.datetime(1958, 9, 1, 10), "1958-09"),
    ],
)
def test_a_cell_is_read_as_it_is_shown(code, value, text):
    shown = shown_by(code)
    assert shown is not None
    assert shown.text(value) == text


@pytest.mark.parametrize(
    "code",
    [
        "General",
        "@",
        "0",
        "0.00",
        "#,##0",
        '0"人"',
        "¥#,##0.00",
        "yyyy-mm-dd",
        "yyyy/m/d;@",
        "h:mm",
        "[h]:mm:ss",
        "yyyy-mm-dd hh:mm",
        "mm:ss",
        '"yy"0',
        "# ?/?",
        "0.0E+00",
        "dddd",
        "",
    ],
)
def test_what_shows_the_whole_value_changes_nothing(code):
    assert shown_by(code) is None


@pytest.mark.parametrize(
    ("value", "text"),
    [
        (2.0, "2"),
        (0.1 + 0.2, "0.3"),
        (True, "TRUE"),
        (float("nan"), "#NUM!"),
        (float("-inf"), "#NUM!"),
        (datetime.datetime(2024, 4, 5), "2024-04-05"),
        (datetime.datetime(2024, 4, 5, 9, 30, 1, 4), "2024-04-05 09:30:01"),
        (datetime.time(9, 30), "09:30:00"),
        (datetime.timedelta(hours=30), "1 day, 6:00:00"),
    ],
)
def test_a_value_is_read_as_a_person_would_type_it(value, text):
    assert plain(value) == text


@given(st.text(max_size=30))
def test_any_code_of_a_format_is_understood_or_left_alone(code):
    shown = shown_by(code)
    if shown is not None:
        assert shown.text(2.0)


@given(st.floats())
def test_any_number_is_text(value):
    assert number(value)
