"""Fields of forms that take days, moments and years as people write them."""

from __future__ import annotations

import datetime
import re

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _

from qingdao_techedu.normalization.typed import halfwidth, without_invisible

from .partial import partial_date, parts_of

# 9:30, 9：30:00, 9时30分, 9点半, 上午9点, 下午2:30
_TIME = re.compile(
    r"(上午|下午|中午|晚上|早上)?(\d{1,2})"
    r"(?::(\d{1,2})(?::(\d{1,2})(?:\.\d+)?)?|[时点](?:(半)|(\d{1,2})分?)?整?)",
    re.ASCII,
)
# A day that ends in 日, or ends where there is a space.
_MOMENT = re.compile(r"([^日号]+[日号])\s*(.+)|(\S+?)[\sT]+(.+)", re.ASCII)
_AFTER_NOON = ("下午", "晚上")


def day_of(text: str) -> datetime.date:
    """``2026年3月18日`` → 18 March 2026. Raises ``ValueError`` for what is no whole day."""
    return datetime.date(*parts_of(partial_date(text)))


def time_of(text: str) -> datetime.time:
    """``下午2点半`` → 14:30. Raises ``ValueError`` for what is no time of the day."""
    match = _TIME.fullmatch("".join(halfwidth(without_invisible(text)).split()))
    if not match:
        raise ValueError(text)
    hour = int(match[2])
    if match[1] in _AFTER_NOON and hour < 12:
        hour += 12
    minute = 30 if match[5] else int(match[3] or match[6] or 0)
    return datetime.time(hour, minute, int(match[4] or 0))


class DayField(forms.DateField):
    """A day; one that is given by its month or year alone is asked for."""

    def to_python(self, value):
        if not isinstance(value, str) or value in self.empty_values:
            return super().to_python(value)
        try:
            written = partial_date(value)
        except ValueError:
            return super().to_python(value)
        if len(written) < len("2024-04-24"):
            raise ValidationError(
                _("“%(value)s” is not a whole day: write the day too, such as 2026-03-18."),
                params={"value": value},
            )
        return datetime.date.fromisoformat(written)


class TimeOfDayField(forms.TimeField):
    """A time of the day."""

    def to_python(self, value):
        try:
            return time_of(value) if isinstance(value, str) else super().to_python(value)
        except ValueError:
            return super().to_python(value)


class MomentField(forms.DateTimeField):
    """A day and the time on it, in one box."""

    def to_python(self, value):
        try:
            return super().to_python(value)
        except ValidationError:
            moment = _moment_of(str(value))
            if moment is None:
                raise
            return super().to_python(moment)


class SplitMomentField(forms.SplitDateTimeField):
    """A day and the time on it, in two boxes."""

    def __init__(self, **kwargs):
        super().__init__(**kwargs)
        day, time = self.fields
        self.fields = (
            DayField(required=False, error_messages=day.error_messages),
            TimeOfDayField(required=False, error_messages=time.error_messages),
        )


class YearField(forms.IntegerField):
    """A year: 2025, ２０２５ or 2025年."""

    def to_python(self, value):
        if isinstance(value, str):
            value = halfwidth(value).strip().removesuffix("年")
        return super().to_python(value)


def _moment_of(text: str) -> datetime.datetime | None:
    """A day and a time in one text; None where they are not to be told apart."""
    match = _MOMENT.fullmatch(halfwidth(without_invisible(text)).strip())
    if not match:
        return None
    day, time = match[1] or match[3], match[2] or match[4]
    try:
        return datetime.datetime.combine(day_of(day), time_of(time))
    except ValueError:
        return None
