"""Working days in China: Monday to Friday, less the holidays, plus the weekends worked instead."""

from __future__ import annotations

import datetime

from .models import CalendarDay

# More than ten working days ever take.
LOOK_AHEAD = datetime.timedelta(days=60)


def after(start: datetime.date, count: int) -> datetime.date:
    """The last of ``count`` working days, the first of which is the one after ``start``."""
    exceptions = dict(
        CalendarDay.objects.filter(day__gt=start, day__lte=start + LOOK_AHEAD).values_list(
            "day", "is_worked"
        )
    )
    day = start
    while count > 0:
        day += datetime.timedelta(days=1)
        count -= exceptions.get(day, day.weekday() < 5)
    return day
