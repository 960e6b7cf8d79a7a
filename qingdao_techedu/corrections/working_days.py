"""Working days in China: Monday to Friday, less the holidays, plus the weekends worked instead.

The days of a year are those that the State Council announced, as chinesecalendar has them; what the
bureau entered comes before it. Of a year that neither knows only the week is known, and whoever
shows a day that was reckoned so says it: ``unknown_years``.
"""

from __future__ import annotations

import datetime

from chinese_calendar import is_workday

from .models import CalendarDay

# More than ten working days ever take.
LOOK_AHEAD = datetime.timedelta(days=60)
FRIDAY = 4


def after(start: datetime.date, count: int) -> datetime.date:
    """The last of ``count`` working days, the first of which is the one after ``start``."""
    entered = dict(
        CalendarDay.objects.filter(day__gt=start, day__lte=start + LOOK_AHEAD).values_list(
            "day", "is_worked"
        )
    )
    day = start
    while count > 0:
        day += datetime.timedelta(days=1)
        count -= entered[day] if day in entered else _is_worked(day)
    return day


def unknown_years(start: datetime.date, end: datetime.date) -> list[int]:
    """The years between two days whose holidays nobody has announced to us."""
    return [
        year
        for year in range(start.year, end.year + 1)
        if not _is_announced(year) and not CalendarDay.objects.filter(day__year=year).exists()
    ]


def _is_worked(day: datetime.date) -> bool:
    return is_workday(day) if _is_announced(day.year) else day.weekday() <= FRIDAY


def _is_announced(year: int) -> bool:
    """Whether the library has the year: it refuses those that it does not know."""
    try:
        is_workday(datetime.date(year, 1, 1))
    except NotImplementedError:
        return False
    return True
