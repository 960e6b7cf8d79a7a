"""The data sets of enrollment: counts by leaf, what became of graduates, who is told together."""

from __future__ import annotations

from functools import partial

from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from qingdao_techedu.datasets.registry import Dataset, Frequency

from .figures.columns import COLUMNS
from .figures.columns_of_sums import MEMBER_COLUMNS, SUM_COLUMNS
from .figures.filters_of_data import GroupsFilter, LeafFilter, SumsFilter
from .figures.wide import ByMeasure, releases_of
from .models import PublishedFigure, PublishedMember
from .releases import versions
from .releases.sealed_files import GROUPS, SUMS

ENROLLMENT = Dataset(
    code="enrollment",
    label=_("Enrollment"),
    description=_(
        "New entrants, students enrolled and graduates, by year, college, specialty, level, entry "
        "route and sex. One row is one published figure; add values only within one measure and "
        "one year."
    ),
    caution=_(
        "To keep persons from being found, groups of few people are told together with their "
        "neighbors: their code is “undivided”. Totals are exact with it; women and men alone are "
        "no longer the total. A filter finds what is told of its value alone. Laid out wide, "
        "figures of the same codes are one row and added up."
    ),
    related=("enrollment-outcomes", "enrollment-groups"),
    query=lambda: PublishedFigure.objects.public_by_key().leaves(),
    filterset=LeafFilter,
    wide=ByMeasure(),
    basis=releases_of,
    frequency=Frequency.ANNUAL,
    versions=versions.versions,
    years=versions.years,
    about_rows=versions.about_rows,
    columns=COLUMNS,
)

OUTCOMES = Dataset(
    code="enrollment-outcomes",
    label=_("Graduate outcomes"),
    description=_(
        "How many graduates work and how many study on, in four tables: by college, by specialty, "
        "by level and sex, and by entry route and sex. With the graduates of the same people where "
        "they can be told, for rates; graduates by sex; and where nobody knows an outcome, its "
        "symbol."
    ),
    caution=_(
        "Each table is about the same people: never add figures of several tables. Choose one "
        "first. Small sums are told together with others of their table, as “undivided”; “all” "
        "stands where a table does not divide."
    ),
    related=("enrollment", "enrollment-groups"),
    query=lambda: PublishedFigure.objects.public_by_key().sums(),
    filterset=SumsFilter,
    basis=releases_of,
    frequency=Frequency.ANNUAL,
    versions=partial(versions.versions, (SUMS,), "outcomes"),
    years=versions.years,
    columns=SUM_COLUMNS,
)

MEMBERS = Dataset(
    code="enrollment-groups",
    label=pgettext_lazy("data set", "Groups told together"),
    description=_(
        "Whose figures are told together: a row is one member of one group, by year, table, "
        "measure and the name of the group. It has no numbers of people."
    ),
    caution=_(
        "With it anybody can check that what is published tells of no small group. Members of "
        "colleges that are not public any more are left out."
    ),
    related=("enrollment", "enrollment-outcomes"),
    query=lambda: PublishedMember.objects.public_by_key(),
    filterset=GroupsFilter,
    basis=releases_of,
    frequency=Frequency.ANNUAL,
    versions=partial(versions.versions, (GROUPS,), "groups"),
    years=versions.years,
    columns=MEMBER_COLUMNS,
)
