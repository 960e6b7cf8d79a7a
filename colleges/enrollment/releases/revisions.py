"""What changed between versions of a year, cell by cell, and how far first figures were off."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass
from itertools import pairwise

from django.db.models import CharField, Exists, F, IntegerField, OuterRef, Q, Subquery, Value
from django.db.models.functions import Cast

from colleges.models import College, EntryRoute, Level, Specialty
from qingdao_techedu.publishing.models import public

from ..figures.models import CityTotal, Measure, Observation, Release
from ..figures.writing import KEY, Figure, Key
from .models import Change, Comparison

FIGURES = ("old_value", "old_symbol", "new_value", "new_symbol")


@dataclass(frozen=True)
class ChangedCell:
    """A leaf whose figure differs; ``old`` or ``new`` is None where a version has none.

    ``reasons`` are the versions in between that changed it, whose notes say why.
    """

    college: College
    specialty: Specialty
    level: str
    entry_route: str
    sex: str
    measure: Measure
    old: Figure | None
    new: Figure | None
    reasons: list[Release]

    @property
    def labels(self) -> list[str]:
        """What was taught to whom, in words."""
        return [
            str(Level(self.level).label),
            str(EntryRoute(self.entry_route).label),
            str(Observation.Sex(self.sex).label),
        ]

    @property
    def difference(self) -> int | None:
        """In the measure's unit, where both have a value."""
        if self.old is None or self.new is None or self.old[0] is None or self.new[0] is None:
            return None
        return self.new[0] - self.old[0]


def changed_keys(older: Release, newer: Release):
    """Rows of a key, the old figure and the new one, in a steady order; to be counted and paged.

    Of published colleges alone: what became of another is not told here.

    A figure is two columns, value and symbol; both are None where the version has no such leaf.
    """
    if Comparison.objects.filter(release=newer, since=older).exists():
        kept = Change.objects.filter(public(College, "college__"), release=newer)
        return kept.order_by(*KEY).values_list(*KEY, *FIGURES)
    return compared(older, newer)


def compared(older: Release, newer: Release):
    """The same of any two releases, leaf by leaf: it takes long where they are large."""
    there = _twin(older)
    of_published = Observation.objects.filter(public(College, "college__"))
    ours = of_published.filter(release=newer).annotate(
        is_new=~Exists(there),
        old_value=Subquery(there.values("value")),
        old_symbol=Subquery(there.values("symbol")),
    )
    is_same = Q(symbol=F("old_symbol")) & (
        Q(value=F("old_value")) | Q(value__isnull=True, old_value__isnull=True)
    )
    changed = ours.filter(Q(is_new=True) | ~is_same).order_by()
    lost = of_published.filter(~Exists(_twin(newer)), release=older).order_by()
    return (
        changed.values_list(
            *KEY,
            "old_value",
            "old_symbol",
            Cast("value", IntegerField()),
            Cast("symbol", CharField()),
        )
        .union(
            lost.values_list(
                *KEY,
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
    """The observation of another release that stands at the same place."""
    return Observation.objects.filter(
        release=release, **{name: OuterRef(name) for name in KEY}
    ).order_by()


def cells(rows: Iterable[tuple], older: Release, newer: Release) -> list[ChangedCell]:
    """Rows of ``changed_keys`` as the page shows them, with the reason for each change."""
    rows = list(rows)
    changed_in = _versions_of_change([row[:6] for row in rows], older, newer)
    colleges = College.objects.in_bulk({row[0] for row in rows})
    specialties = Specialty.objects.in_bulk({row[1] for row in rows})
    measures = Measure.objects.in_bulk()
    return [
        ChangedCell(
            colleges[college],
            specialties[specialty],
            level,
            route,
            sex,
            measures[measure],
            None if old_symbol is None else (old_value, old_symbol),
            None if new_symbol is None else (new_value, new_symbol),
            changed_in[college, specialty, level, route, sex, measure],
        )
        for (
            college,
            specialty,
            level,
            route,
            sex,
            measure,
            old_value,
            old_symbol,
            new_value,
            new_symbol,
        ) in rows
    ]


def _versions_of_change(
    keys: list[tuple], older: Release, newer: Release
) -> dict[tuple, list[Release]]:
    """For each leaf the public versions in which its figure differs from the version before."""
    releases = list(
        Release.objects.effective()
        .filter(year=newer.year, version__gte=older.version, version__lte=newer.version)
        .order_by("version")
    )
    figures: dict[tuple[int, Key], Figure] = {}
    selected = Observation.objects.filter(
        release__in=releases,
        college__in={key[0] for key in keys},
        specialty__in={key[1] for key in keys},
        measure__in={key[5] for key in keys},
    )
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
    sums = _sums_of([release.pk for pair in pairs for release in pair])
    return [
        Revision(measure, first, last, sums[first.pk, measure.pk], sums[last.pk, measure.pk])
        for first, last in pairs
        for measure in Measure.objects.all()
        if (first.pk, measure.pk) in sums and (last.pk, measure.pk) in sums
    ]


def _sums_of(releases: list[int]) -> dict[tuple[int, int], int]:
    of_releases = CityTotal.objects.of_public_colleges().filter(release__in=releases)
    rows = of_releases.sums_by("release", "measure")
    return {
        (release, measure): value for release, measure, value, _gaps in rows if value is not None
    }
