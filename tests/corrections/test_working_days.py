"""Working days: weekends and holidays do not count, weekends worked instead do."""

from __future__ import annotations

import datetime

import pytest

from qingdao_techedu.corrections import working_days
from qingdao_techedu.corrections.models import CalendarDay

pytestmark = pytest.mark.django_db
FRIDAY = datetime.date(2026, 9, 25)


def day(text: str) -> datetime.date:
    return datetime.date.fromisoformat(text)


def test_the_day_of_receipt_does_not_count():
    assert working_days.after(day("2026-11-23"), 5) == day("2026-11-30")


def test_weekends_do_not_count():
    assert working_days.after(day("2026-11-20"), 1) == day("2026-11-23")
    assert working_days.after(day("2026-11-21"), 1) == day("2026-11-23")


def test_the_holidays_of_the_state_council_do_not_count_and_weekends_worked_instead_do():
    assert working_days.after(day("2026-09-30"), 1) == day("2026-10-08")
    assert working_days.after(day("2026-09-30"), 3) == day("2026-10-10")  # a Saturday
    assert working_days.after(day("2026-09-30"), 5) == day("2026-10-13")
    assert working_days.after(day("2026-02-13"), 2) == day("2026-02-24")


def test_what_the_bureau_entered_comes_before_the_library():
    CalendarDay.objects.create(day=day("2026-10-09"), is_worked=False, name="停工")
    CalendarDay.objects.create(day=day("2026-10-11"), is_worked=True)
    assert working_days.after(day("2026-09-30"), 2) == day("2026-10-10")
    assert working_days.after(day("2026-09-30"), 3) == day("2026-10-11")


def test_a_year_that_nobody_announced_is_named():
    assert working_days.unknown_years(day("2026-09-30"), day("2026-10-13")) == []
    assert working_days.unknown_years(day("2096-12-28"), day("2097-01-04")) == [2096, 2097]
    CalendarDay.objects.create(day=day("2097-01-01"))
    assert working_days.unknown_years(day("2096-12-28"), day("2097-01-04")) == [2096]


def test_of_an_unknown_year_the_week_is_known():
    assert working_days.after(day("2096-12-28"), 1) == day("2096-12-31")  # a Monday
    CalendarDay.objects.create(day=day("2096-12-31"))
    assert working_days.after(day("2096-12-28"), 1) == day("2097-01-01")


def test_a_time_before_all_calendars_is_unknown_too():
    assert working_days.unknown_years(day("2001-01-01"), day("2001-01-08")) == [2001]
