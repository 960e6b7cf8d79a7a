"""Who is not told apart in a table, in words that need no help."""

from __future__ import annotations

from collections import defaultdict

from django.utils.translation import gettext as _

from qingdao_techedu.ui.labels import listed

from ..figures.models import PublishedFigure, Release
from ..figures.models.published import Table
from .crosstab import CrossTable
from .sources import FigureSource
from .tables import hidden_in, undivided


def about(source: FigureSource, table: CrossTable, left_out: str) -> list[str]:
    """What “not told apart” means here, whom the filters leave out, and who is counted unseen."""
    told = [
        explanation(source) if table.has_undivided else "",
        left_out,
        _of_hidden_colleges(source),
    ]
    return [one for one in told if one]


def explanation(source: FigureSource) -> str:
    """What “not told apart” means, with the threshold of the releases that are shown."""
    code = source.quantity.measure.code
    told = [one.protection.get("thresholds", {}).get(code) for one in _releases(source)]
    thresholds = sorted({one for one in told if one})
    if not thresholds:
        return ""
    return _(
        "“Not told apart”: groups of fewer than %(threshold)s persons are told together with "
        "others, to keep persons from being recognized. Every total counts these people too."
    ) % {"threshold": thresholds[-1]}


def words_of_left_out(source: FigureSource) -> str:
    """How many people the filters leave out, since nobody is told whether they belong there."""
    persons = _persons_by_year(source)
    if not persons:
        return ""
    words = {"filters": listed(facet.label for facet in _told_together(source))}
    if None in persons.values():
        return (
            _(
                "Some people are told together with others across %(filters)s. How many of them "
                "belong here is not told, so that none of them are counted."
            )
            % words
        )
    years = [f"{count:,}" for count in persons.values()]
    if len(persons) > 1:
        years = [f"{year}{_(': ')}{count:,}" for year, count in sorted(persons.items())]
    return _(
        "Not counted here, as they are told together with others across %(filters)s: %(persons)s "
        "persons. How many of them belong here is not told."
    ) % {**words, "persons": _("; ").join(years)}


def _persons_by_year(source: FigureSource) -> dict[int, int | None]:
    """People in groups of which some members were chosen and others were not."""
    names = source.filters.narrowing - {"year"}
    groups = {tuple(row) for row in _groups(source)} if names else set()
    if not groups:
        return {}
    figures = PublishedFigure.objects.filter(
        undivided(names),
        table=source.table,
        measure=source.quantity.measure,
        release__in={release for release, _group in groups},
        key__in={group for _release, group in groups},
    )
    chosen = source.narrowed(figures).values("pk")
    found: dict[int, int | None] = defaultdict(int)
    counted = "base" if source.quantity.is_rate else "value"
    rows = figures.exclude(pk__in=chosen).values_list("release", "group", "release__year", counted)
    for release, group, year, persons in rows:
        if (release, group) in groups:
            before = found[year]
            found[year] = None if before is None or persons is None else before + persons
    return {year: persons for year, persons in found.items() if persons != 0}


def _groups(source: FigureSource):
    members = source.narrowed(source.members())
    return members.order_by().values_list("release", "group").distinct()


def _told_together(source: FigureSource):
    return [one for one in source.filters.chosen_facets if one.name != "year"]


def _of_hidden_colleges(source: FigureSource) -> str:
    """Sums of outcomes are of all colleges, also of one that was withdrawn since."""
    if source.table in (Table.LEAVES, Table.COLLEGE, Table.SEX):
        return ""
    if not hidden_in([one.pk for one in _releases(source)]):
        return ""
    return _("The sums count the graduates of all colleges, also of colleges that are not shown.")


def _releases(source: FigureSource) -> list[Release]:
    releases = Release.objects.current()
    years = [source.year] if source.year else source.filters.chosen("year")
    return list(releases.filter(year__in=years) if years else releases)
