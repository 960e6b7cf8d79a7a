"""Figures as a table of rows by columns, with the totals that mean something."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, replace
from functools import cached_property

from django.core.paginator import Page

from ..figures.dimensions import Dimension, Header
from ..figures.models import Observation
from ..figures.quantities import Cell, Quantity
from .sources import FigureSource

PageOf = Callable[[int], Page]  # which of so many rows are wanted
# Whose people are all told together with others: they are not nobody.
UNTOLD = Cell(None, 1, Observation.Symbol.CONFIDENTIAL.value, is_joined=True)


@dataclass(frozen=True)
class CrossTableRow:
    """One row: its head, a cell a column, and their total where it has a meaning."""

    header: Header
    cells: list[Cell]
    total: Cell | None = None


@dataclass(frozen=True)
class CrossTable:
    """The answer. ``totals`` is the last row, of the columns' sums; None where none may be made.

    Where a page of it was asked for and a table has very many rows, ``rows`` are those of the page.
    """

    quantity: Quantity
    rows_by: Dimension
    columns_by: Dimension
    columns: list[Header]
    rows: list[CrossTableRow]
    totals: CrossTableRow | None = None
    page: Page | None = None

    @property
    def rows_of_page(self) -> list[CrossTableRow]:
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

    @property
    def has_undivided(self) -> bool:
        """Whether some people are told together with others across its rows or columns."""
        heads = [*self.columns, *(row.header for row in self.rows)]
        return any(head.is_undivided for head in heads)

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
    source: FigureSource,
    rows_by: Dimension,
    columns_by: Dimension,
    *,
    sort: str = "",
    page_of: PageOf | None = None,
) -> CrossTable:
    """The figures laid out. ``sort`` is a column's code or ``total``: the largest comes first.

    Every total is computed from the figures, never from the cells shown. With ``page_of`` no more
    is computed than a page shows, where that is little of the whole.
    """
    quantity = source.quantity
    has_totals = may_be_added(quantity, rows_by)
    sums = source.cells(columns_by)
    told = _with_untold(sums, untold(source, columns_by))
    columns = columns_by.in_order(column for (column,) in told)
    totals = _totals(source, columns_by, columns, told) if has_totals else None
    page, heads = None, None
    if page_of and rows_by.is_long and has_totals and len(columns) > 1 and not sort:
        values = source.values_of(rows_by)
        page = page_of(len(values))
        heads = rows_by.headers_of_part(values, slice(page.start_index() - 1, page.end_index()))
        source = source.of_parts(rows_by, (head.value for head in heads))
    cells = source.cells(rows_by, columns_by)
    elsewhere = untold(source, rows_by, columns_by)
    cells = _with_untold(cells, elsewhere)
    incomplete = {row for row, column in elsewhere if cells[row, column].value is None}
    if heads is None:
        heads = rows_by.in_order(row for row, _column in cells)
    row_totals = source.cells(rows_by) if may_be_added(quantity, columns_by) else {}
    if row_totals:
        row_totals = _with_untold(row_totals, untold(source, rows_by))
    rows = [
        CrossTableRow(head, _cells(cells, head, columns), _total(row_totals, head, incomplete))
        for head in heads
    ]
    if page_of and page is None:
        page = page_of(len(rows))
    ordered = _sorted(rows, columns, sort)
    return CrossTable(quantity, rows_by, columns_by, columns, ordered, totals, page)


def untold(source: FigureSource, *dimensions: Dimension) -> dict[tuple, Cell]:
    """Cells that have somebody who is told together with others."""
    return dict.fromkeys(source.told_elsewhere(*dimensions), UNTOLD)


def _with_untold(cells: dict[tuple, Cell], elsewhere: dict[tuple, Cell]) -> dict[tuple, Cell]:
    """The cells; who is told together with others is neither nobody nor unknown."""
    unknown = {
        key: replace(cell, symbol=UNTOLD.symbol, is_joined=True)
        for key, cell in cells.items()
        if key in elsewhere and cell.symbol == Observation.Symbol.NOT_AVAILABLE
    }
    return {**elsewhere, **cells, **unknown}


def _cells(cells: dict[tuple, Cell], head: Header, columns: list[Header]) -> list[Cell]:
    return [cells.get((head.value, column.value), Cell()) for column in columns]


def _total(totals: dict[tuple, Cell], head: Header, incomplete: set) -> Cell | None:
    """The total of a row; where a part of it is told elsewhere, it leaves that out."""
    total = totals.get((head.value,))
    if total is None or total.value is None or head.value not in incomplete:
        return total
    return replace(total, missing=total.missing + 1, is_joined=True)


def _totals(
    source: FigureSource, columns_by: Dimension, columns: list[Header], sums: dict[tuple, Cell]
) -> CrossTableRow:
    cells = [sums.get((column.value,), Cell()) for column in columns]
    everything = None
    if may_be_added(source.quantity, columns_by):
        everything = source.cells().get((), Cell())
    return CrossTableRow(Header(None, "", ""), cells, everything)


def _sorted(rows: list[CrossTableRow], columns: list[Header], sort: str) -> list[CrossTableRow]:
    """The rows with the largest first; what is not known stands last, before who is not told."""
    place = next((number for number, head in enumerate(columns) if head.code == sort), None)
    if not sort or (place is None and sort != "total"):
        return rows

    def size(row: CrossTableRow) -> tuple:
        cell = row.total if place is None else row.cells[place]
        number = None if cell is None else _number(cell)
        return (row.header.is_undivided, number is None, -(number or 0))

    return sorted(rows, key=size)


def _number(cell: Cell) -> float | None:
    return cell.value if cell.base is None else cell.share
