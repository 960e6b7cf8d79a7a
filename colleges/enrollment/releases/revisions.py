"""What changed between versions of a year, group by group, and how far first figures were off."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass
from itertools import pairwise
from typing import NamedTuple

from django.db.models import CharField, Exists, F, IntegerField, OuterRef, Q, Subquery, Value
from django.db.models.functions import Cast, Coalesce
from django.utils.translation import gettext as _

from colleges.models import College, Specialty

from ..figures.dimensions import DIMENSIONS
from ..figures.models import Measure, PublishedFigure, Release
from ..figures.models.published import (
    ALL,
    DIMENSIONS_OF,
    UNDIVIDED,
    PublishedEntryRoute,
    PublishedLevel,
    PublishedSex,
    Table,
)
from ..figures.tables import city_sums
from ..figures.writing import Figure
from .models import Change, Comparison

NO_VALUE = Value(-1)
KEY = ("measure", "table", "key")  # of a published figure within its release
PLACE = ("college", "specialty", "level", "entry_route", "sex", "group")
FIGURES = ("old_value", "old_symbol", "new_value", "new_symbol")
LEAF_DIMENSIONS = DIMENSIONS_OF[Table.LEAVES]
CHOICES = {"level": PublishedLevel, "entry_route": PublishedEntryRoute, "sex": PublishedSex}


class ChangedRow(NamedTuple):
    """What the database tells of one change. A figure is two columns, None where there is none."""

    measure: int
    table: str
    key: str
    college: int | None
    specialty: int | None
    level: str
    entry_route: str
    sex: str
    group: str
    old_value: int | None
    old_symbol: str | None
    new_value: int | None
    new_symbol: str | None


@dataclass(frozen=True)
class ChangedCell:
    """A published figure that differs; ``old`` or ``new`` is None where a version has none.

    ``reasons`` are the versions in between that changed it, whose notes say why.
    """

    row: ChangedRow
    college: College | None
    specialty: Specialty | None
    measure: Measure
    reasons: list[Release]

    @property
    def old(self) -> Figure | None:
        row = self.row
        return None if row.old_symbol is None else (row.old_value, row.old_symbol)

    @property
    def new(self) -> Figure | None:
        row = self.row
        return None if row.new_symbol is None else (row.new_value, row.new_symbol)

    @property
    def table(self) -> str:
        """Which table it stands in, in words."""
        return str(Table(self.row.table).label)

    @property
    def is_leaf(self) -> bool:
        return self.row.table == Table.LEAVES

    @property
    def codes(self) -> dict[str, str]:
        """The same as files have it, by dimension."""
        has = DIMENSIONS_OF[self.row.table]
        return {name: self._code(name) if name in has else ALL for name in LEAF_DIMENSIONS}

    def _code(self, name: str) -> str:
        if name == "college":
            return self.college.code if self.college else UNDIVIDED
        if name == "specialty":
            return self.specialty.slug if self.specialty else UNDIVIDED
        return str(getattr(self.row, name))

    @property
    def labels(self) -> list[str]:
        """Who it is about, in words: what the table divides by, or that it is not told apart."""
        return [self._label(name) for name in DIMENSIONS_OF[self.row.table]]

    def _label(self, name: str) -> str:
        code = self._code(name)
        if code == UNDIVIDED:
            return _("%(dimension)s not told apart") % {"dimension": DIMENSIONS[name].label}
        if name in ("college", "specialty"):
            return str(getattr(self, name).name)
        return str(CHOICES[name](code).label)

    @property
    def difference(self) -> int | None:
        """In the measure's unit, where both have a value."""
        old, new = self.row.old_value, self.row.new_value
        return None if old is None or new is None else new - old


def changed_keys(older: Release, newer: Release):
    """What differs, as the columns of ``ChangedRow``, in a steady order; to be counted and paged.

    Of published colleges alone: what became of another is not told here. Where several are told
    together it is told of all of them.
    """
    if Comparison.objects.filter(release=newer, since=older).exists():
        kept = Change.objects.of_public_colleges().filter(release=newer)
        return kept.order_by(*KEY).values_list(*KEY, *PLACE, *FIGURES)
    return compared(older, newer)


def compared(older: Release, newer: Release):
    """The same of any two releases, figure by figure: it takes long where they are large."""
    there = _twin(older)
    of_public = PublishedFigure.objects.of_public_colleges()
    ours = of_public.filter(release=newer).annotate(
        is_new=~Exists(there),
        old_value=Subquery(there.values("value")),
        old_symbol=Subquery(there.values("symbol")),
        told=Coalesce("value", NO_VALUE),
        old_told=Coalesce(Subquery(there.values("value")), NO_VALUE),
    )
    # With a symbol there may be a value, the sum of what is known, or none.
    is_same = Q(symbol=F("old_symbol"), told=F("old_told"))
    changed = ours.filter(Q(is_new=True) | ~is_same).order_by()
    lost = of_public.filter(~Exists(_twin(newer)), release=older).order_by()
    return (
        changed.values_list(
            *KEY,
            *PLACE,
            "old_value",
            "old_symbol",
            Cast("value", IntegerField()),
            Cast("symbol", CharField()),
        )
        .union(
            lost.values_list(
                *KEY,
                *PLACE,
                Cast("value", IntegerField()),
                Cast("symbol", CharField()),
                Cast(Value(None), IntegerField()),
                Cast(Value(None), CharField()),
            ),
            all=True,
        )
        .order_by(*KEY)
    )


def _twin(release: Release):
    """The published figure of another release about the same people."""
    return PublishedFigure.objects.filter(
        release=release, **{name: OuterRef(name) for name in KEY}
    ).order_by()


def cells(rows: Iterable[tuple], older: Release, newer: Release) -> list[ChangedCell]:
    """Rows of ``changed_keys`` as the page shows them, with the reason for each change."""
    told = [ChangedRow(*row) for row in rows]
    changed_in = _versions_of_change(told, older, newer)
    colleges = College.objects.in_bulk({row.college for row in told})
    specialties = Specialty.objects.in_bulk({row.specialty for row in told})
    measures = Measure.objects.in_bulk()
    return [
        ChangedCell(
            row,
            colleges.get(row.college),
            specialties.get(row.specialty),
            measures[row.measure],
            changed_in[row[:3]],
        )
        for row in told
    ]


def _versions_of_change(
    rows: list[ChangedRow], older: Release, newer: Release
) -> dict[tuple, list[Release]]:
    """For each figure the public versions in which it differs from the version before."""
    releases = list(
        Release.objects.effective()
        .filter(year=newer.year, version__gte=older.version, version__lte=newer.version)
        .order_by("version")
    )
    keys = {row[:3] for row in rows}
    selected = PublishedFigure.objects.filter(
        release__in=releases, key__in={row.key for row in rows}
    )
    figures: dict[tuple[int, tuple], Figure] = {}
    for release, value, symbol, *key in selected.values_list("release", "value", "symbol", *KEY):
        figures[release, tuple(key)] = (value, symbol)
    found: dict[tuple, list[Release]] = defaultdict(list)
    for key in keys:
        for before, after in pairwise(releases):
            if figures.get((before.pk, key)) != figures.get((after.pk, key)):
                found[key].append(after)
    return found


@dataclass(frozen=True)
class Revision:
    """A year's first and last public sum of a measure; ``change`` in persons, ``share`` of it."""

    measure: Measure
    first: Release
    last: Release
    provisional: int
    final: int

    @property
    def change(self) -> int:
        return self.final - self.provisional

    @property
    def share(self) -> float | None:
        """The change in per cent of the first figure."""
        return 100 * self.change / self.provisional if self.provisional else None


def from_provisional_to_final() -> list[Revision]:
    """How far the first provisional figures were from the final ones, newest year first."""
    public = list(Release.objects.published().order_by("-year", "version"))
    provisional: dict[int, Release] = {}
    final: dict[int, Release] = {}
    for release in public:
        if release.status == Release.Status.PROVISIONAL:
            provisional.setdefault(release.year, release)
        if release.status == Release.Status.FINAL:
            final[release.year] = release
    pairs = [(provisional[year], final[year]) for year in final if year in provisional]
    sums = city_sums([release.pk for pair in pairs for release in pair])
    compared = (
        (measure, first, last, sums.get((first.pk, measure.pk)), sums.get((last.pk, measure.pk)))
        for first, last in pairs
        for measure in Measure.objects.all()
    )
    return [
        Revision(measure, first, last, before, after)
        for measure, first, last, before, after in compared
        if before is not None and after is not None
    ]
