"""The passport of a number: what it counts, of when, how exact, and which release it stands in."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any
from urllib.parse import urlencode

from django.utils.translation import gettext as _

from ..figures.dimensions import DIMENSIONS, Header
from ..figures.models import Release
from ..figures.quantities import BASE, Cell, Quantity
from .answers import Answer
from .crosstab import CrossTableRow, untold
from .filters import LAYOUT, ExplorerFilter
from .sources import FigureSource
from .undivided import words_of_left_out

CHOSEN_BY_CODE = ("level", "entry_route", "sex")  # where ``undivided`` can be chosen


@dataclass(frozen=True)
class Number:
    """One number of a table, with all that is needed to cite it, made of ``figures``."""

    quantity: Quantity
    cell: Cell
    release: Release
    figures: int
    narrowed: list[tuple[Any, str]]
    left_out: str  # who may belong here and is told together with others

    @property
    def as_of(self) -> str:
        """The day of a stock, the year of a flow."""
        year = {"year": self.release.year}
        if self.quantity.is_stock:
            return _("December 31, %(year)s") % year
        return _("the statistical year %(year)s") % year

    @property
    def precision(self) -> str:
        """How many published figures were added, and how many of them have no value."""
        if not self.figures:
            return _("told together with others, to keep persons from being recognized")
        missing = self.cell.missing
        known = {"known": max(self.figures - missing, 0), "missing": missing}
        if self.left_out and not missing:
            return _("at least: the sum of %(known)d published figures") % known
        if not missing:
            return _("exact: the sum of %(known)d published figures") % known
        return (
            _("the sum of %(known)d published figures; %(missing)d without a value are left out")
            % known
        )


def number_of_choice(filters: ExplorerFilter) -> Number | None:
    """The number that one year and the other filters single out, or None where there is none."""
    years, source = filters.chosen("year"), source_of_number(filters)
    if len(years) != 1 or source is None:
        return None
    release = Release.objects.current().filter(year=years[0]).first()
    cell = source.cells().get(()) or untold(source).get(())
    if release is None or cell is None:
        return None
    narrowed = [
        (facet.label, facet.chosen) for facet in filters.chosen_facets if facet.name != "year"
    ]
    left_out = words_of_left_out(source)
    return Number(source.quantity, cell, release, source.count(), narrowed, left_out)


def source_of_number(filters: ExplorerFilter) -> FigureSource | None:
    """Where a number stands: in the table whose rows and columns its address names, if it does."""
    filters.form.full_clean()
    given = [name for name in ("rows", "columns") if name in filters.given]
    dimensions = [DIMENSIONS[filters.one(name)] for name in given]
    return filters.source(filters.quantities[filters.one("measure")], *dimensions)


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
    if found.quantity.is_outcome or found.quantity.code == BASE:
        # Their tables differ in what they leave out: the number is to be that of this table.
        pairs += [("rows", found.rows_by.code), ("columns", found.columns_by.code)]
    for head, dimension in ((row, found.rows_by), (column, found.columns_by)):
        if head is not None:
            if not head.code or (head.is_undivided and dimension.code not in CHOSEN_BY_CODE):
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
