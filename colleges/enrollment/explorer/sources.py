"""Where an answer is read: sums of counts, or one of the tables in which outcomes are told."""

from __future__ import annotations

from collections.abc import Collection, Iterable
from dataclasses import dataclass, replace
from typing import Any

from django.db.models import Q, QuerySet

from ..figures.dimensions import Dimension
from ..figures.models import PublishedFigure, PublishedMember, Release
from ..figures.models.published import Table
from ..figures.quantities import BASE, Cell, Quantity
from . import rates
from .tables import SUMMED, fields_of, hidden_in


@dataclass(frozen=True)
class FigureSource:
    """The public figures of one table that were chosen; of one ``year`` where it is given.

    ``only`` are the parts of a dimension to which it was narrowed once more.
    """

    filters: Any  # ExplorerFilter
    quantity: Quantity
    table: str
    year: int | None = None
    only: tuple[Dimension, list] | None = None

    def of_parts(self, dimension: Dimension, values: Iterable[Any]) -> FigureSource:
        """The same of some parts of a dimension alone."""
        return replace(self, only=(dimension, list(values)))

    def cells(self, *dimensions: Dimension) -> dict[tuple, Cell]:
        """The cells of a division of the figures; with no dimension, of them all."""
        if self.quantity.is_rate:
            return rates.cells(self, dimensions)
        figures = self.narrowed(self.figures(dimensions), dimensions)
        return self.quantity.cells(figures, fields_of(dimensions))

    def told_elsewhere(self, *dimensions: Dimension) -> set[tuple]:
        """The cells that have somebody who is told together with others."""
        members = self.narrowed(self.members(), dimensions).order_by()
        if not dimensions:
            return {()} if members.exists() else set()
        rows = members.values_list(*fields_of(dimensions)).distinct()
        return {tuple(value or None for value in row) for row in rows}

    def values_of(self, dimension: Dimension) -> set:
        """The parts of a dimension that have a figure, or somebody who is told together."""
        found = self.narrowed(self.figures([dimension]), [dimension])
        found = found.filter(measure=self.quantity.measure).order_by()
        told = {key for (key,) in self.told_elsewhere(dimension)}
        return told | set(found.values_list(dimension.field, flat=True).distinct())

    def count(self) -> int:
        """How many published figures it is made of."""
        figures: Any = self.narrowed(self.figures(()))
        return figures.filter(measure=self.quantity.measure).leaf_count()

    def figures(self, dimensions: Collection[Dimension]) -> QuerySet:
        """The figures to be divided by some dimensions: sums that stand ready, where there are."""
        asked = self.filters.narrowing | {one.code for one in dimensions}
        fits = [one for one, knows in SUMMED.items() if asked <= knows]
        if fits and self.table == Table.LEAVES:
            return fits[0].objects.public()
        return self.published()

    def published(self) -> QuerySet:
        """The figures of the table themselves."""
        if self.table == Table.SEX:
            return _by_sex()
        figures = PublishedFigure.objects.public()
        return figures.leaves() if self.table == Table.LEAVES else figures.outcomes(self.table)

    def members(self) -> QuerySet:
        """Who is told together in the table, as far as the public sees them."""
        tables = [Table.SEX, Table.LEAVES] if self.table == Table.SEX else [self.table]
        members = PublishedMember.objects.public()
        return members.filter(table__in=tables, measure=self.quantity.measure)

    def narrowed(self, rows: QuerySet, dimensions: Iterable[Dimension] = ()) -> QuerySet:
        """Rows that were chosen, ready to be divided by some dimensions."""
        found = self.filters.filter_queryset(rows)
        if self.year is not None:
            found = found.filter(release__year=self.year)
        for dimension in dimensions:
            found = dimension.prepare(found)
        if self.only is not None:
            dimension, values = self.only
            told = Q(**{f"{dimension.field}__in": [one for one in values if one is not None]})
            if None in values:
                told |= Q(**{f"{dimension.field}__isnull": True})
            found = found.filter(told)
        return found


def _by_sex() -> QuerySet:
    """Graduates by sex: the sums that tell each sex; the leaves of releases that have none.

    The sums are of all colleges, so that they are no use while one of them is hidden.
    """
    current = set(Release.objects.current().values_list("pk", flat=True))
    told = PublishedFigure.objects.filter(
        table=Table.SEX, measure__code=BASE, group="", release__in=current
    )
    releases = set(told.order_by().values_list("release", flat=True).distinct())
    releases -= set(hidden_in(releases))
    others = current - releases
    if not others:
        return told
    leaves = PublishedFigure.objects.public().leaves().filter(release__in=others)
    return PublishedFigure.objects.filter(
        Q(pk__in=told.filter(release__in=releases).values("pk")) | Q(pk__in=leaves.values("pk"))
    )
