"""Which published table holds a question: counts have one for all, outcomes four of sums."""

from __future__ import annotations

from collections.abc import Collection, Iterable
from typing import Any

from django.db.models import Q

from colleges.models import College
from qingdao_techedu.publishing.models import public

from ..figures.dimensions import Dimension
from ..figures.models import UNDIVIDED, CityTotal, CollegeTotal
from ..figures.models.published import Table
from ..figures.quantities import BASE, Quantity

# What can be asked of the sums that stand ready, by the names of filters and dimensions; the first
# that knows all that is asked for answers.
SUMMED: dict[Any, set[str]] = {
    CityTotal: {"year", "specialty", "level", "entry_route", "sex", "chain"},
    CollegeTotal: {"year", "college", "kind", "ownership", "district"},
}
# What each table of outcomes can be asked.
OUTCOME_TABLES: dict[str, tuple[str, ...]] = {
    Table.COLLEGE: ("college", "year", "kind", "ownership", "district"),
    Table.SPECIALTY: ("specialty", "year", "chain"),
    Table.LEVEL_SEX: ("level", "sex", "year"),
    Table.ENTRY_ROUTE_SEX: ("entry_route", "sex", "year"),
}
BY_SEX = {"year", "sex"}
OF_COLLEGE = {"college", "kind", "ownership", "district"}
OF_SPECIALTY = {"specialty", "chain"}


def table_for(quantity: Quantity, asked: Collection[str]) -> str | None:
    """The table that holds a question about these names of filters and dimensions, if one does."""
    if quantity.is_outcome:
        fits = (code for code, knows in OUTCOME_TABLES.items() if set(asked) <= set(knows))
        return next(fits, None)
    is_by_sex = quantity.code == BASE and "sex" in asked and set(asked) <= BY_SEX
    return Table.SEX if is_by_sex else Table.LEAVES


def fields_of(dimensions: Iterable[Dimension]) -> list[str]:
    return [dimension.field for dimension in dimensions]


def hidden_in(releases: Iterable[int]) -> list[int]:
    """The releases among these that have figures of colleges which the public does not see."""
    hidden = College.objects.exclude(public(College)).values("pk")
    figures = CollegeTotal.objects.filter(release__in=list(releases), college__in=hidden)
    return list(figures.order_by().values_list("release", flat=True).distinct())


def undivided(names: Iterable[str]) -> Q:
    """Figures that are about several parts of one of these filters or dimensions."""
    asked, told = set(names), Q(pk__in=[])
    if asked & OF_COLLEGE:
        told |= Q(college=None)
    if asked & OF_SPECIALTY:
        told |= Q(specialty=None)
    for name in asked & {"level", "entry_route", "sex"}:
        told |= Q(**{name: UNDIVIDED})
    return told
