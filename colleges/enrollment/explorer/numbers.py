"""The passport of a number: what it counts, of when, how exact, and which release it stands in."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any
from urllib.parse import urlencode

from django.utils.translation import gettext as _

from ..figures.dimensions import Header
from ..figures.models import Release
from ..figures.quantities import Cell, Quantity
from .answers import Answer
from .crosstab import CrossTableRow
from .filters import LAYOUT, ExplorerFilter


@dataclass(frozen=True)
class Number:
    """One number of a table, with all that is needed to cite it. ``leaves`` were looked at."""

    quantity: Quantity
    cell: Cell
    release: Release
    leaves: int
    narrowed: list[tuple[Any, str]]

    @property
    def as_of(self) -> str:
        """The day of a stock, the year of a flow."""
        year = {"year": self.release.year}
        if self.quantity.is_stock:
            return _("December 31, %(year)s") % year
        return _("the statistical year %(year)s") % year

    @property
    def precision(self) -> str:
        """How many single figures were added, and how many of them have no value."""
        known = {"known": self.leaves - self.cell.missing, "missing": self.cell.missing}
        if not self.cell.missing:
            return _("exact: the sum of %(known)d single figures") % known
        return (
            _("the sum of %(known)d single figures; %(missing)d without a value are left out")
            % known
        )


def number_of_choice(filters: ExplorerFilter) -> Number | None:
    """The number that one year and the other filters single out, or None where there is none."""
    years = filters.chosen("year")
    if len(years) != 1:
        return None
    quantity = filters.quantities[filters.one("measure")]
    release = Release.objects.current().filter(year=years[0]).first()
    figures = filters.figures()
    cell = quantity.cells(figures, []).get(())
    if release is None or cell is None:
        return None
    leaves = figures.filter(measure=quantity.measure).leaf_count()
    narrowed = [
        (facet.label, facet.chosen) for facet in filters.chosen_facets if facet.name != "year"
    ]
    return Number(quantity, cell, release, leaves, narrowed)


@dataclass(frozen=True)
class LinkedRow:
    """A row as the page shows it: each cell with the query of its passport, blank where none is."""

    header: Header
    cells: list[tuple[Cell, str]]
    total: tuple[Cell, str] | None


def linked(filters: ExplorerFilter, found: Answer, row: CrossTableRow) -> LinkedRow:
    """A row of an answer's table; its last, the totals, has a header without a value."""
    table: Any = found.table
    head = None if row is table.totals else row.header
    queries = [_query(filters, found, head, column) for column in table.columns]
    total = None if row.total is None else (row.total, _query(filters, found, head, None))
    return LinkedRow(row.header, list(zip(row.cells, queries, strict=True)), total)


def _query(
    filters: ExplorerFilter, found: Answer, row: Header | None, column: Header | None
) -> str:
    """The filters that single a cell out; without a head it is the total over that dimension.

    A number of several years has none: a passport is of one release.
    """
    pairs = filters.understood(without=LAYOUT)
    for head, dimension in ((row, found.rows_by), (column, found.columns_by)):
        if head is not None:
            if not head.code:
                return ""
            pairs = [pair for pair in pairs if pair[0] != dimension.code]
            pairs.append((dimension.code, head.code))
    years = [value for name, value in pairs if name == "year"]
    if not years and "year" not in (found.rows_by.code, found.columns_by.code):
        years = [str(filters.newest_year())]
        pairs.append(("year", years[0]))
    if len(years) != 1:
        return ""
    return urlencode([("measure", found.quantity.code), *pairs])
