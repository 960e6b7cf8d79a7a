"""The comparisons of the ledger that the figures themselves and reported figures allow."""

from __future__ import annotations

from collections.abc import Iterator
from functools import partial

from django.db.models import Sum
from django.utils.translation import gettext as _

from colleges.models import College

from ..figures import reported
from ..figures.models import Measure, Observation, Release
from .reconciliation import Check, Residual

JUMP = 0.30  # of last year's figure; the rule is stated in the ledger
MEASURE_OF_PRESENCE = "enrolled"  # what a college that teaches has every year

Sums = dict[tuple[int, int], int]


def headline(release: Release) -> Iterator[Residual]:
    """Totals that were reported of the city, beside the sums over the colleges."""
    sums: dict[int, int] = {}
    for (_college, measure), value in _sums(release).items():
        sums[measure] = sums.get(measure, 0) + value
    yield from _beside_reported(reported.of_city(release.year), Check.HEADLINE, None, sums)


def college_totals(release: Release) -> Iterator[Residual]:
    """Totals that were reported of a college, beside the sums over its specialties."""
    sums = _sums(release)
    colleges = College.objects.in_bulk({college for college, _measure in sums})
    for figure in reported.of_colleges(release.year):
        college = colleges.get(figure.subject_id)
        if college:
            own = {measure: value for (pk, measure), value in sums.items() if pk == college.pk}
            yield from _beside_reported([figure], Check.COLLEGE_TOTAL, college, own)


def _beside_reported(figures, check: str, college, sums: dict[int, int]) -> Iterator[Residual]:
    measures = {measure.code: measure for measure in Measure.objects.all()}
    for figure in figures:
        measure = measures.get(reported.MEASURES[figure.indicator.code])
        found = sums.get(measure.pk) if measure else None
        if measure and found is not None and found != figure.base_value:
            yield Residual(
                check,
                college,
                measure,
                round(figure.base_value),
                found,
                source=partial(_in_words, figure),
                is_rounding=reported.agrees(figure, found),
            )


def _in_words(figure) -> str:
    return f"{figure} {figure.amount}"


def jumps(release: Release) -> Iterator[Residual]:
    """Colleges whose figure went up or down by more than 30 % since the year before."""
    before = year_before(release)
    if before is None:
        return
    colleges, measures = College.objects.in_bulk(), Measure.objects.in_bulk()
    now = _sums(release)
    for (college, measure), expected in sorted(_sums(before).items()):
        found = now.get((college, measure))
        if found is not None and abs(found - expected) > JUMP * expected:
            yield Residual(
                Check.JUMP,
                colleges[college],
                measures[measure],
                expected,
                found,
                source=lambda: _("release %(release)s") % {"release": before},
            )


def missing_colleges(release: Release) -> Iterator[Residual]:
    """Colleges that had students the year before and have no figure now."""
    before = year_before(release)
    if before is None:
        return
    measure = Measure.objects.get(code=MEASURE_OF_PRESENCE)
    had = {college: value for (college, pk), value in _sums(before).items() if pk == measure.pk}
    have = {college for college, _measure in _sums(release)}
    missing = College.objects.in_bulk(set(had) - have)
    for number, college in sorted(missing.items()):
        yield Residual(
            Check.MISSING_RETURN,
            college,
            measure,
            had[number],
            None,
            source=lambda: _("release %(release)s") % {"release": before},
        )


def year_before(release: Release) -> Release | None:
    """The newest sealed release of the year before that was not withdrawn."""
    earlier = Release.objects.sealed().exclude(status=Release.Status.WITHDRAWN)
    return earlier.filter(year=release.year - 1).order_by("-version").first()


def _sums(release: Release) -> Sums:
    """Persons by college and measure; a sum of symbols alone is none."""
    rows = (
        Observation.objects.filter(release=release, value__isnull=False)
        .order_by()
        .values_list("college", "measure")
        .annotate(Sum("value"))
    )
    return {(college, measure): value for college, measure, value in rows}
