"""Figures laid out as a table: rows by years, with totals only where adding has a meaning."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

from django.utils.translation import gettext as _

from qingdao_techedu.ui.charts import ColumnChart, column_chart


@dataclass(frozen=True)
class Cell:
    """A sum of values; ``missing`` counts the figures in it that have a symbol instead."""

    value: int | None = None
    missing: int = 0

    @property
    def is_unknown(self) -> bool:
        """Figures exist, and none of them has a value."""
        return self.value is None and self.missing > 0


@dataclass(frozen=True)
class Row:
    """One row of the table: what it is about, and a cell a year."""

    header: Any
    cells: list[Cell]


@dataclass(frozen=True)
class YearTable:
    """A table over years; ``total`` adds the rows within a year, never across years."""

    years: list[int]
    rows: list[Row]
    total: Row

    @property
    def has_gaps(self) -> bool:
        return any(cell.missing for row in [*self.rows, self.total] for cell in row.cells)


def year_table(observations, field: str, headers: Iterable[Any]) -> YearTable:
    """Sums by year of ``observations`` of one measure, a row for each of ``headers``.

    ``field`` is the observation's field that a row is about: ``college``, ``measure``.
    The total counts every observation, also those of rows that are not shown.
    """
    headers = list(headers)
    totals = {
        year: Cell(value, gaps) for year, value, gaps in observations.sums_by("release__year")
    }
    years = sorted(totals)
    cells = {
        (key, year): Cell(value, gaps)
        for key, year, value, gaps in observations.filter(
            **{f"{field}__in": [header.pk for header in headers]}
        ).sums_by(field, "release__year")
    }
    rows = [
        Row(header, [cells.get((header.pk, year), Cell()) for year in years]) for header in headers
    ]
    return YearTable(years, rows, Row(None, [totals[year] for year in years]))


def year_chart(table: YearTable, measure) -> ColumnChart:
    """The table's totals as columns."""
    points = [
        (str(year), cell.value) for year, cell in zip(table.years, table.total.cells, strict=True)
    ]
    title = _("%(measure)s by year") % {"measure": measure.name}
    values = "; ".join(f"{year}: {value:,}" for year, value in points if value is not None)
    return column_chart(title, values, points)
