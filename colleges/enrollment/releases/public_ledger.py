"""The ledger as the public reads it: without numbers that are published nowhere.

Lines are written of what was collected. One keeps its numbers only where they are published
figures. Else it does not say either of which college and measure it is: that a number rose by a
third tells something of it, which the audit does not know.
"""

from __future__ import annotations

import copy
import hashlib
from collections.abc import Collection, Iterable

from ..figures.joined import joined_with_others
from ..figures.models import PublishedFigure, Release
from ..figures.models.published import Table
from ..figures.queries import OUTCOMES
from .models import LedgerLine

# Year, college, measure, number of persons; without a college, of all of them together.
Published = set[tuple[int, int | None, int, int]]

# What these expect was reported in public.
BESIDE_REPORTED = (LedgerLine.Check.HEADLINE, LedgerLine.Check.COLLEGE_TOTAL)


def as_published(release: Release, lines: Iterable[LedgerLine]) -> list[LedgerLine]:
    """The same lines; of those whose numbers are not published a copy without particulars."""
    lines = list(lines)
    published = _published({one.college_id for one in lines if one.college_id}, release.year)
    return [
        one if _may_be_told(one, published, release.year) else _without_particulars(one)
        for one in lines
    ]


def digest(release: Release) -> str:
    """Tells whether the ledger as it is published is still what it was."""
    lines = release.ledger.select_related("measure").order_by("pk")
    told = [(one.pk, one.expected, one.found) for one in as_published(release, lines)]
    return hashlib.sha256(repr(told).encode()).hexdigest()


def _may_be_told(line: LedgerLine, published: Published, year: int) -> bool:
    found, before = (year, line.found), (year - 1, line.expected)
    if line.check_kind in BESIDE_REPORTED:
        before = (year, None)
    return all(
        (of, line.college_id, line.measure_id, number) in published
        for of, number in (found, before)
        if number is not None
    )


def _without_particulars(line: LedgerLine) -> LedgerLine:
    told = copy.copy(line)
    told.expected = told.found = None
    told.college = told.measure = None
    told.is_withheld = True
    return told


def _published(colleges: Collection[int], year: int) -> Published:
    """What is published of colleges as numbers of their own, in a year and the one before."""
    figures = PublishedFigure.objects.filter(
        college__in=colleges, release__year__in=(year - 1, year)
    )
    joined = joined_with_others("college", colleges).filter(release__year__in=(year - 1, year))
    not_whole = set(joined.values_list("release", "college", "measure"))
    counts = figures.leaves().sums_by("release__year", "college", "measure", "release")
    of_city = PublishedFigure.objects.filter(release__year=year).leaves()
    totals = of_city.sums_by("release__year", "measure", "release")
    sums = figures.filter(table=Table.COLLEGE, measure__code__in=OUTCOMES, symbol="")
    own = sums.order_by().values_list("release__year", "college", "measure", "value")
    return {
        *own,
        *((of, None, measure, value) for of, measure, _release, value, _gaps in totals),
        *(
            (of, college, measure, value)
            for of, college, measure, release, value, _gaps in counts
            if value is not None and (release, college, measure) not in not_whole
        ),
    }
