"""A question to the figures, and its answer as a table with the totals that mean something."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field
from functools import cached_property, partial
from typing import Any

from django.core.paginator import Page
from django.http import QueryDict
from django.utils.translation import gettext as _
from django.utils.translation import pgettext

from qingdao_techedu.ui.parameters import Problem, once

from .dimensions import DIMENSIONS, Dimension, Header
from .filters import ExplorerFilter
from .quantities import Cell, Quantity

MOST_COLUMNS = 40

Figures = Callable[..., Any]  # what there is to divide by some dimensions (``filters.figures``)
PageOf = Callable[[int], Page]  # which of so many rows are wanted


@dataclass(frozen=True)
class Row:
    """One row: its head, a cell a column, and their total where it has a meaning."""

    header: Header
    cells: list[Cell]
    total: Cell | None = None


@dataclass(frozen=True)
class Table:
    """The answer. ``totals`` is the last row, of the columns' sums; None where none may be made.

    Where a page of it was asked for and a table has very many rows, ``rows`` are those of the page.
    """

    quantity: Quantity
    rows_by: Dimension
    columns_by: Dimension
    columns: list[Header]
    rows: list[Row]
    totals: Row | None = None
    page: Page | None = None

    @property
    def rows_of_page(self) -> list[Row]:
        """The rows that stand on the page that was asked for."""
        if self.page is None or len(self.rows) < self.page.paginator.count:
            return self.rows
        return self.rows[self.page.start_index() - 1 : self.page.end_index()]

    @property
    def has_row_totals(self) -> bool:
        return any(row.total is not None for row in self.rows)

    @property
    def has_gaps(self) -> bool:
        rows = [*self.rows, self.totals] if self.totals else self.rows
        return any(cell.missing for row in rows for cell in row.cells)

    @cached_property
    def years(self) -> list[int]:
        """The years that stand in the rows or the columns."""
        heads = [row.header for row in self.rows] if self.rows_by.code == "year" else self.columns
        by = self.rows_by if self.rows_by.code == "year" else self.columns_by
        return [head.value for head in heads] if by.code == "year" else []


def may_be_added(quantity: Quantity, dimension: Dimension) -> bool:
    """Whether sums over the parts of a dimension mean something.

    A stock is never added across years, and parts that overlap are never added.
    """
    return dimension.is_partition and not (dimension.code == "year" and quantity.is_stock)


def table_of(
    figures: Figures,
    quantity: Quantity,
    rows_by: Dimension,
    columns_by: Dimension,
    *,
    sort: str = "",
    page_of: PageOf | None = None,
) -> Table:
    """The figures laid out. ``sort`` is a column's code or ``total``: the largest comes first.

    Every total is computed from the leaves, never from the cells shown. With ``page_of`` no more
    is computed than a page shows, where that is little of the whole.
    """
    has_totals = may_be_added(quantity, rows_by)
    sums = _cells_by(figures, quantity, columns_by)
    columns = columns_by.in_order(column for (column,) in sums)
    totals = _totals(figures, quantity, columns_by, columns, sums) if has_totals else None
    page, heads = None, None
    if page_of and rows_by.is_long and has_totals and len(columns) > 1 and not sort:
        found = figures(rows_by).of_quantity(quantity.measure, quantity.base)
        values = found.order_by().values(rows_by.field).distinct()
        page = page_of(values.count())
        heads = rows_by.headers_of_part(values, slice(page.start_index() - 1, page.end_index()))
        figures = partial(_only, figures, rows_by.field, [head.value for head in heads])
    cells = _cells_by(figures, quantity, rows_by, columns_by)
    if heads is None:
        heads = rows_by.in_order(row for row, _column in cells)
    row_totals = _cells_by(figures, quantity, rows_by) if may_be_added(quantity, columns_by) else {}
    rows = [Row(head, _cells(cells, head, columns), _total(row_totals, head)) for head in heads]
    if page_of and page is None:
        page = page_of(len(rows))
    ordered = _sorted(rows, columns, sort)
    return Table(quantity, rows_by, columns_by, columns, ordered, totals, page)


def _only(figures: Figures, field: str, values: list, *dimensions: Dimension):
    return figures(*dimensions).filter(**{f"{field}__in": values})


def _cells_by(figures: Figures, quantity: Quantity, *dimensions: Dimension) -> dict[tuple, Cell]:
    """The cells of a division of the figures: with no dimension, of them all."""
    found = figures(*dimensions)
    for dimension in dimensions:
        found = dimension.prepare(found)
    return quantity.cells(found, [dimension.field for dimension in dimensions])


def _cells(cells: dict[tuple, Cell], head: Header, columns: list[Header]) -> list[Cell]:
    return [cells.get((head.value, column.value), Cell()) for column in columns]


def _total(totals: dict[tuple, Cell], head: Header) -> Cell | None:
    return totals.get((head.value,))


def _totals(
    figures: Figures,
    quantity: Quantity,
    columns_by: Dimension,
    columns: list[Header],
    sums: dict[tuple, Cell],
) -> Row:
    cells = [sums.get((column.value,), Cell()) for column in columns]
    everything = None
    if may_be_added(quantity, columns_by):
        everything = _cells_by(figures, quantity).get((), Cell())
    return Row(Header(None, "", ""), cells, everything)


def _sorted(rows: list[Row], columns: list[Header], sort: str) -> list[Row]:
    """The rows with the largest first; what is not known stands last."""
    place = next((number for number, head in enumerate(columns) if head.code == sort), None)
    if not sort or (place is None and sort != "total"):
        return rows

    def size(row: Row) -> tuple:
        cell = row.total if place is None else row.cells[place]
        number = None if cell is None else _number(cell)
        return (number is None, -(number or 0))

    return sorted(rows, key=size)


def _number(cell: Cell) -> float | None:
    return cell.value if cell.base is None else cell.share


@dataclass(frozen=True)
class Obstacle:
    """Why a question has no answer as it stands, and the questions nearby that have one."""

    why: Any
    ways_out: list[tuple[Any, str]] = field(default_factory=list)  # words and query


@dataclass(frozen=True)
class Answer:
    """What a question leads to: a table, or the obstacle; ``notes`` say what was assumed."""

    quantity: Quantity
    rows_by: Dimension
    columns_by: Dimension
    table: Table | None = None
    obstacle: Obstacle | None = None
    notes: list[str] = field(default_factory=list)


SORT = "sort"


def asked(parameters: QueryDict, also_allowed: tuple[str, ...] = ("page", SORT)) -> ExplorerFilter:
    """The question that the parameters of an address put."""
    filters = ExplorerFilter(parameters)
    filters.also_allowed = also_allowed
    return filters


def not_sortable(filters: ExplorerFilter, table: Table) -> list[Problem]:
    """The order that was asked for, where the table has no such column."""
    allowed = [*(head.code for head in table.columns if head.code), "total"]
    sort = once(filters.given, SORT)
    return [] if sort is None or sort in allowed else [Problem(SORT, sort, allowed)]


def answer(filters: ExplorerFilter, page_of: PageOf | None = None) -> Answer:
    """The table that the form asks for, or a page of it, or why there is none and what to drop."""
    filters.form.full_clean()
    asked = (
        filters.quantities[filters.one("measure")],
        DIMENSIONS[filters.one("rows")],
        DIMENSIONS[filters.one("columns")],
    )
    quantity, rows_by, columns_by = asked
    if rows_by is columns_by:
        return Answer(*asked, obstacle=_same_twice(filters, rows_by))
    figures, notes = filters.figures, []
    if "year" not in (rows_by.code, columns_by.code):
        years = sorted(filters.chosen("year"), reverse=True)
        if len(years) > 1 and (quantity.is_stock or quantity.is_rate):
            return Answer(*asked, obstacle=_years_not_added(filters, quantity, years))
        if len(years) > 1:
            notes.append(_("Sum over the years %(years)s.") % {"years": ", ".join(years[::-1])})
        if not years:
            newest = filters.newest_year()
            figures = partial(filters.figures, year=newest)
            notes.append(_("Year %(year)s, the newest; choose others below.") % {"year": newest})
    table = table_of(figures, *asked, sort=once(filters.given, SORT) or "", page_of=page_of)
    if not table.rows:
        return Answer(*asked, obstacle=_nothing_fits(filters))
    if len(table.columns) > MOST_COLUMNS:
        return Answer(*asked, obstacle=_too_wide(filters, table))
    if not may_be_added(quantity, rows_by):
        notes.append(_not_added(rows_by))
    return Answer(*asked, table=table, notes=notes)


def years_of(filters: ExplorerFilter, found: Answer) -> list[int]:
    """The years of which an answer's figures are."""
    if found.table is None:
        return []
    if found.table.years:
        return found.table.years
    return [int(year) for year in filters.chosen("year")] or [filters.newest_year() or 0]


def _not_added(dimension: Dimension) -> str:
    if dimension.code == "year":
        return _("Students enrolled are counted on a day: years are not added to each other.")
    return _("A specialty may serve several chains, so that chains are not added to each other.")


def _same_twice(filters: ExplorerFilter, dimension: Dimension) -> Obstacle:
    others = [one for one in DIMENSIONS.values() if one is not dimension][:3]
    return Obstacle(
        _("Rows and columns are both “%(dimension)s”: one of them must be something else.")
        % {"dimension": dimension.label},
        [
            (
                f"{pgettext('layout of a table', 'Columns')}{_(': ')}{one.label}",
                filters.query(columns=one.code),
            )
            for one in others
        ],
    )


def _years_not_added(filters: ExplorerFilter, quantity: Quantity, years: list[str]) -> Obstacle:
    ways = [(_("Only %(year)s") % {"year": year}, filters.query(year=year)) for year in years]
    return Obstacle(
        _("“%(measure)s” of several years is never added: choose one, or set them side by side.")
        % {"measure": quantity.name},
        [(_("Years as columns"), filters.query(columns="year")), *ways],
    )


def _too_wide(filters: ExplorerFilter, table: Table) -> Obstacle:
    swapped = filters.query(rows=table.columns_by.code, columns=table.rows_by.code)
    return Obstacle(
        _("%(count)d columns do not fit on a page.") % {"count": len(table.columns)},
        [
            (_("Swap rows and columns"), swapped),
            (_("Years as columns"), filters.query(columns="year")),
        ],
    )


def _nothing_fits(filters: ExplorerFilter) -> Obstacle:
    active = [facet for facet in filters.facets if facet.chosen]
    return Obstacle(
        _("No published figure fits all of these filters together."),
        [
            (
                _("Without %(filter)s: %(values)s")
                % {"filter": facet.label, "values": facet.chosen},
                filters.query_without(facet.name),
            )
            for facet in active
        ],
    )
