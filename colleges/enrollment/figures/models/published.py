"""The figures as they are published: groups that reach the threshold, and sums of outcomes.

``releases.putting_out`` derives them from what was collected when a release is sealed, and again
when a later version of the year needs coarser groups. Nobody else writes them.
"""

from __future__ import annotations

from typing import Any, cast

from django.db import models
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from colleges.models import College, EntryRoute, Level, Specialty

from ..queries import PublishedFigureQuerySet, PublishedQuerySet
from .measures import Measure
from .observations import Observation
from .releases import Release
from .totals import to_one

UNDIVIDED, ALL = "undivided", "all"
NOT_TOLD_APART = _("not told apart")
NOT_DIVIDED = pgettext_lazy("in a table that does not divide by this", "all")
CodeList = type[models.TextChoices]


def _with(name: str, choices: CodeList, code: str, label: Promise) -> CodeList:
    """The codes of a dimension, and one more."""
    told: dict[str, Any] = {one.name: (one.value, one.label) for one in choices}
    made: Any = models.TextChoices(name, {**told, code.upper(): (code, label)})  # type: ignore[call-overload]
    return cast(CodeList, made)


def _with_undivided(name: str, choices: CodeList) -> CodeList:
    """The codes of a dimension as they are published: one more, for groups told together."""
    return _with(name, choices, UNDIVIDED, NOT_TOLD_APART)


def with_all(published: CodeList) -> CodeList:
    """The same where there are tables that do not have the dimension."""
    return _with(f"{published.__name__}OrAll", published, ALL, NOT_DIVIDED)


PublishedLevel = _with_undivided("PublishedLevel", Level)
PublishedEntryRoute = _with_undivided("PublishedEntryRoute", EntryRoute)
PublishedSex = _with_undivided("PublishedSex", Observation.Sex)


class Table(models.TextChoices):
    """Where a figure stands: in the leaf table, or in one of the tables of sums."""

    LEAVES = "leaf", _("college × specialty × level × entry route × sex")
    COLLEGE = "college", _("by college")
    SPECIALTY = "specialty", _("by specialty")
    LEVEL_SEX = "level-sex", _("by level and sex")
    ENTRY_ROUTE_SEX = "entry-route-sex", _("by entry route and sex")
    SEX = "sex", _("by sex")


# What each table divides by.
DIMENSIONS_OF: dict[str, tuple[str, ...]] = {
    Table.LEAVES: ("college", "specialty", "level", "entry_route", "sex"),
    Table.COLLEGE: ("college",),
    Table.SPECIALTY: ("specialty",),
    Table.LEVEL_SEX: ("level", "sex"),
    Table.ENTRY_ROUTE_SEX: ("entry_route", "sex"),
    Table.SEX: ("sex",),
}


class Published(models.Model):
    """About whom something is published.

    A dimension is NULL or ``undivided`` where groups are told together, and NULL or blank where the
    table does not have it.
    """

    release = models.ForeignKey(Release, models.CASCADE, related_name="+")
    table = models.CharField(max_length=20, choices=Table)
    measure = to_one(Measure)
    college = to_one(College, null=True)
    specialty = to_one(Specialty, null=True)
    level = models.CharField(max_length=12, choices=PublishedLevel, blank=True)
    entry_route = models.CharField(max_length=18, choices=PublishedEntryRoute, blank=True)
    sex = models.CharField(max_length=9, choices=PublishedSex, blank=True)
    group = models.CharField(max_length=200, blank=True)

    class Meta:
        abstract = True
        default_permissions = ()


class PublishedFigure(Published):
    """One published figure. ``group`` names its members where it is about several groups.

    With a value and the symbol ``x`` it is the sum of what is known, and something is not.
    ``base`` is the graduates of the same people where they can be read; rates divide by it.
    ``key`` tells the figure from all others of its release, table and measure.
    """

    key = models.CharField(max_length=200)
    value = models.PositiveIntegerField(null=True)
    base = models.PositiveIntegerField(null=True)
    symbol = models.CharField(max_length=1, choices=Observation.Symbol, blank=True)

    objects = PublishedFigureQuerySet.as_manager()

    class Meta(Published.Meta):
        verbose_name = _("published figure")
        verbose_name_plural = _("published figures")
        constraints = [
            models.UniqueConstraint(
                fields=["release", "measure", "table", "key"],
                name="enrollment_publishedfigure_once",
            )
        ]
        indexes = [
            models.Index(fields=["college", "release", "measure"], name="enrollment_of_college")
        ]

    def __str__(self) -> str:
        return f"{self.release_id} {self.table} {self.measure_id}: {self.value}{self.symbol}"


class PublishedMember(Published):
    """One of the groups that a published figure is about, where it is about several."""

    objects = PublishedQuerySet.as_manager()

    class Meta(Published.Meta):
        verbose_name = _("member of a published group")
        verbose_name_plural = _("members of published groups")
        indexes = [
            models.Index(fields=["release", "measure", "table", "group"], name="enrollment_members")
        ]

    def __str__(self) -> str:
        return f"{self.release_id} {self.table} {self.measure_id}: {self.group}"
