"""The picture of a table of the explorer: the same numbers, the fewest marks that tell them."""

from __future__ import annotations

from django.utils.translation import gettext as _

from qingdao_techedu.ui.charts import Chart, Series, column_chart, horizontal_bars, line_chart

from ..figures.quantities import Cell
from .crosstab import CrossTable, CrossTableRow

MAX_LINES = 6
MAX_BARS = 20


def chart_of(table: CrossTable) -> Chart | None:
    """Totals as columns, few rows as lines over the years, or one column's largest as bars."""
    title = _("%(measure)s by %(dimension)s, %(unit)s")
    labels = [str(head.label) for head in table.columns]
    measure = {"measure": table.quantity.name, "unit": table.quantity.unit}
    over_years = table.columns_by.code == "year" and len(table.columns) > 1
    if over_years and len(table.rows) <= MAX_LINES:
        lines = [Series(str(row.header.label), _values(row.cells)) for row in table.rows]
        words = title % {**measure, "dimension": table.rows_by.label}
        return line_chart(words, labels, lines, table_is_beside=True)
    if table.totals and len(table.columns) > 1:
        totals = Series(str(table.quantity.name), _values(table.totals.cells))
        words = title % {**measure, "dimension": table.columns_by.label}
        return column_chart(words, labels, totals, table_is_beside=True)
    return _bars(table, title % {**measure, "dimension": table.rows_by.label})


def _bars(table: CrossTable, title: str) -> Chart | None:
    """The largest rows by their total, or by the only column."""
    sizes = [(str(row.header.label), number_of(_whole(row, table))) for row in table.rows]
    known = sorted((one for one in sizes if one[1] is not None), key=lambda one: -(one[1] or 0))
    if not known:
        return None
    if len(known) > MAX_BARS:
        title = _("%(title)s: the %(count)d largest") % {"title": title, "count": MAX_BARS}
    labels, values = zip(*known[:MAX_BARS], strict=True)
    return horizontal_bars(title, labels, Series(str(table.quantity.name), values))


def _whole(row: CrossTableRow, table: CrossTable) -> Cell | None:
    if row.total is not None:
        return row.total
    return row.cells[0] if len(table.columns) == 1 else None


def _values(cells: list[Cell]) -> list[float | None]:
    return [number_of(cell) for cell in cells]


def number_of(cell: Cell | None) -> float | None:
    """A sum, or a rate in per cent with one digit after the point."""
    if cell is None or cell.base is None:
        return cell.value if cell else None
    return None if cell.share is None else round(cell.share, 1)
