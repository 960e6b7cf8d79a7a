"""Dates known only by year or month keep their precision.

Written as ISO 8601 of reduced precision: ``1991``, ``2024-12``, ``2024-04-24``;
so they sort as text.
"""

from __future__ import annotations

import datetime
import re
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.db import models
from django.utils.formats import date_format
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from qingdao_techedu.normalization.typed import digits

# ASCII digits only: full-width ones would sort after every other date.
_SHAPE = re.compile(r"(\d{4})(?:-(\d{2})(?:-(\d{2}))?)?", re.ASCII)


# As people write them, once digits and spaces are plain: 2026年3月18日, 2024/9/1, 2024.9, 20240901.
_WRITTEN = (
    re.compile(r"(\d{4})(?:年(?:(\d{1,2})(?:月(?:(\d{1,2})[日号]?)?)?)?)?", re.ASCII),
    re.compile(r"(\d{4})([-/.])(\d{1,2})(?:\2(\d{1,2}))?", re.ASCII),
    re.compile(r"((?:19|20)\d{2})(\d{2})(\d{2})", re.ASCII),
)
_SPELLED = str.maketrans("〇零○一二三四五六七八九", "000123456789")


def parts_of(value: str) -> tuple[int, ...]:
    """``2024-12`` → ``(2024, 12)``. Raises ``ValueError`` for what is no such date."""
    match = _SHAPE.fullmatch(value)
    if not match:
        raise ValueError(value)
    parts = tuple(int(part) for part in match.groups() if part)
    _first_day(parts)
    return parts


def partial_date(text: str) -> str:
    """A date as people write it, as precise as they say it: ``2024年9月`` → ``2024-09``.

    Understood are full-width digits and spaces, 2024/9/1, 2024.9, 20240901 and 二〇二四年九月.
    Raises ``ValueError`` for what is no date. A spreadsheet writes 2024.10 as 2024.1: whoever
    reads one asks first.
    """
    written = _in_digits(digits(text))
    for shape in _WRITTEN:
        if match := shape.fullmatch(written):
            numbers = [part for part in match.groups() if part and part.isdecimal()]
            iso = "-".join([numbers[0], *(number.zfill(2) for number in numbers[1:])])
            parts_of(iso)
            return iso
    raise ValueError(text)


def _in_digits(text: str) -> str:
    """Chinese numerals of dates as digits: ``二十三`` → ``23``."""
    tens = re.sub("([二三]?)十([一二三四五六七八九]?)", _ten, text)
    return tens.translate(_SPELLED)


def _ten(match: re.Match) -> str:
    return f"{match[1] or 1}{match[2] or 0}"


def _first_day(parts: tuple[int, ...]) -> datetime.date:
    return datetime.date(*(*parts, 1, 1)[:3])


def spoken(value: str) -> str:
    """A partial date in the active language: ``2024年12月``, ``December 2024``.

    What is no date is told as it stands: a refused form names its record by what was typed.
    """
    if not value:
        return ""
    try:
        parts = parts_of(value)
    except ValueError:
        return value
    if len(parts) == 1:
        return gettext("%(year)s") % {"year": parts[0]}
    day = _first_day(parts)
    return date_format(day, "DATE_FORMAT" if len(parts) == 3 else "YEAR_MONTH_FORMAT")


def validate_partial_date(value: str) -> None:
    """Refuse anything but ``YYYY``, ``YYYY-MM`` or ``YYYY-MM-DD``."""
    try:
        parts_of(value)
    except ValueError:
        raise ValidationError(
            _("“%(value)s” is not a date; write 1991, 2024-12 or 2024-04-24."),
            params={"value": value},
        ) from None


class PartialDateField(models.CharField):
    """A date as precise as it is known, kept as ISO text."""

    default_validators = [validate_partial_date]

    def __init__(self, *args, **kwargs):
        kwargs.setdefault("max_length", 10)
        kwargs.setdefault("help_text", _("As precise as known: 1991, 2024-12 or 2024-04-24."))
        super().__init__(*args, **kwargs)

    def formfield(self, **kwargs):
        """A form takes a date as people write it, which may be longer than what is kept."""
        field: Any = super().formfield(**{"form_class": PartialDateInput, **kwargs})
        return field


class PartialDateInput(forms.CharField):
    """A date as people write it: it comes out as ISO text, as precise as it was given."""

    default_validators = [validate_partial_date]

    def __init__(self, *, max_length: int | None = None, **kwargs):
        super().__init__(**kwargs)

    def to_python(self, value):
        text = super().to_python(value)
        try:
            return partial_date(text) if text else text
        except ValueError:
            return text  # the validator names it


def years_of(records: models.QuerySet, field: str) -> tuple[int, int] | None:
    """The first and the last year of a partial date among records; None where there is none."""
    dated = records.order_by().exclude(**{field: ""})
    ends = dated.aggregate(first=models.Min(field), last=models.Max(field))
    return (int(ends["first"][:4]), int(ends["last"][:4])) if ends["first"] else None
