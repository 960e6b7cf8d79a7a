"""The students of colleges for their lists and pages: of each the latest year published."""

from __future__ import annotations

from collections.abc import Collection
from decimal import Decimal
from itertools import groupby
from typing import NamedTuple
from urllib.parse import urlencode

from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import pgettext

from colleges.models import College
from qingdao_techedu.dates.partial import spoken
from qingdao_techedu.records.provenance import Provenance
from qingdao_techedu.ui.key_figures import KeyFigure
from qingdao_techedu.ui.numbers import amount

from .models import CollegeTotal, Release

ENROLLED = "enrolled"


class _Year(NamedTuple):
    """The students of one college in one year; ``gaps`` of their leaves have no value."""

    college: int
    year: int
    provenance: str
    status: str
    value: int | None
    gaps: int


def students_of(colleges: Collection[College]) -> dict[int, KeyFigure]:
    """The students of each college that has any published; one query, however many they are."""
    codes = {college.pk: college.code for college in colleges}
    sums = CollegeTotal.objects.public().of_measure(ENROLLED).filter(college__in=codes)
    fields = ("college", "release__year", "release__provenance", "release__status")
    years = (_Year(*row) for row in sums.sums_by(*fields))
    found = {}
    for key, of_college in groupby(years, lambda one: one.college):
        *earlier, latest = of_college
        if latest.value is not None:
            found[key] = _key_figure(latest, earlier[-1] if earlier else None, codes[key])
    return found


def _key_figure(latest: _Year, before: _Year | None, code: str) -> KeyFigure:
    asked = {"measure": ENROLLED, "year": latest.year, "college": code}
    change, rate = _change(latest, before)
    return KeyFigure(
        amount(Decimal(latest.value or 0), pgettext("unit", "persons")),
        spoken(str(latest.year)),
        f"{reverse('enrollment_number')}?{urlencode(asked)}",
        Provenance(latest.provenance),
        change,
        rate,
        _remark(latest),
    )


def _change(latest: _Year, before: _Year | None) -> tuple[int | None, float | None]:
    """The difference from the year before and its rate, where both years are known in full."""
    if before is None or before.year != latest.year - 1 or before.gaps or latest.gaps:
        return None, None
    change = (latest.value or 0) - (before.value or 0)
    return change, 100 * change / before.value if before.value else None


def _remark(year: _Year) -> str:
    words = []
    if year.status == Release.Status.PROVISIONAL:
        words.append(str(Release.Status.PROVISIONAL.label))
    if year.gaps:
        words.append(_("without figures that are not available"))
    return _(", ").join(words)
