"""Figures that somebody reported of the same thing as one of our measures."""

from __future__ import annotations

from decimal import Decimal

from django.contrib.contenttypes.models import ContentType

from colleges.models import College
from qingdao_techedu.facts.models import QINGDAO, ReportedFigure

# A reported "output" of skilled people is compared with graduates; the page says they may differ.
MEASURES = {
    "enrolled": "enrolled",
    "graduates": "graduates",
    "entrants": "entrants",
    "output": "graduates",
}
ABOUT = Decimal("0.05")  # how far from "about 10,000" still is about it
POINT = ReportedFigure.PeriodKind.POINT


def of_city(year: int):
    """Totals that were reported of all colleges of Qingdao in a year."""
    return _comparable(year).filter(place__code=QINGDAO)


def of_colleges(year: int):
    """Totals that were reported of single colleges in a year."""
    kind = ContentType.objects.get_for_model(College)
    return _comparable(year).filter(subject_type=kind)


def _comparable(year: int):
    return ReportedFigure.objects.filter(
        indicator__code__in=MEASURES, period_kind=POINT, period_from__startswith=str(year)
    ).select_related("indicator", "place")


def agrees(figure: ReportedFigure, found: int) -> bool:
    """Whether a sum of persons is what a figure claims, as precisely as it claims it.

    A rounded figure leaves half a unit of its last digit other than 0 on either side; an
    approximate one leaves 5 %; a lower or upper bound is kept, and "nearly" is within 5 %.
    """
    claimed, kind = figure.base_value, figure.Qualifier
    if figure.qualifier == kind.ROUNDED:
        return abs(found - claimed) <= _last_unit(claimed) / 2
    if figure.qualifier == kind.ABOUT:
        return abs(found - claimed) <= claimed * ABOUT
    if figure.qualifier == kind.AT_LEAST:
        return found >= claimed
    if figure.qualifier == kind.UP_TO:
        return claimed * (1 - ABOUT) <= found <= claimed
    return found == claimed


def _last_unit(value: Decimal) -> Decimal:
    """The unit of the last digit other than 0: 100 of 43,900."""
    exponent = value.normalize().as_tuple().exponent
    return Decimal(10) ** int(exponent)
