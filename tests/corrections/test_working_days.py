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


def test_holidays_do_not_count_and_a_weekend_worked_instead_does():
    for number in range(1, 8):
        CalendarDay.objects.create(day=datetime.date(2026, 10, number), name="国庆节")
    CalendarDay.objects.create(day=day("2026-10-10"), is_worked=True)
    assert working_days.after(day("2026-09-30"), 1) == day("2026-10-08")
    assert working_days.after(day("2026-09-30"), 3) == day("2026-10-10")
    assert working_days.after(day("2026-09-30"), 4) == day("2026-10-12")
