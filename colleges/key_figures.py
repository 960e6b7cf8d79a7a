"""The students of a college as a source reported them, where no statistics are published of it."""

from __future__ import annotations

from collections.abc import Collection

from django.db.models import prefetch_related_objects

from qingdao_techedu.facts.models import ReportedFigure
from qingdao_techedu.records.provenance import Provenance
from qingdao_techedu.ui.key_figures import KeyFigure

from .models import College

ENROLLED = "enrolled"


def reported_students_of(colleges: Collection[College]) -> dict[int, KeyFigure]:
    """The latest report of each college that has one; a report without a date is the oldest."""
    prefetch_related_objects(list(colleges), "figures__indicator")  # nothing, where they were
    latest = ((college.pk, _latest(college)) for college in colleges)
    return {key: _key_figure(figure) for key, figure in latest if figure}


def _latest(college: College) -> ReportedFigure | None:
    reported = [one for one in college.figures.all() if one.indicator.code == ENROLLED]
    return max(reported, key=lambda one: (one.period_from, one.code), default=None)


def _key_figure(figure: ReportedFigure) -> KeyFigure:
    provenance = Provenance(figure.provenance)
    return KeyFigure(figure.amount, figure.period, figure.get_absolute_url(), provenance)
