"""A table of the explorer as a picture lays it out: the years across, whatever the table's rows."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from ..figures.quantities import Cell
from .crosstab import CrossTable, may_be_added


@dataclass(frozen=True)
class Part:
    """One row of the table, or, where the years are its rows, one column."""

    label: str
    cells: list[Cell]
    total: Cell | None = None
    is_undivided: bool = False

    @property
    def values(self) -> list[float | None]:
        return [number_of(cell) for cell in self.cells]

    @property
    def values_of_stack(self) -> list[float | None]:
        """Where nobody reported, nothing is stacked; only what is unknown is a gap."""
        return [number_of(cell) if cell.is_reported else 0 for cell in self.cells]

    @property
    def has_gaps(self) -> bool:
        return any(cell.missing for cell in self.cells)

    @property
    def weight(self) -> int:
        """How large it is in the newest year: of a rate, how many it is of."""
        cell = self.cells[-1]
        return (cell.value if cell.base is None else cell.base) or 0


@dataclass(frozen=True)
class Layout:
    """Parts by the labels that stand across; ``totals`` by label where the parts may be added.

    ``is_cut`` where only some of the parts are there, as a page shows them. Those who are not told
    apart are the last part, or ``last_is_undivided`` of the labels; ``leaves_out`` where the
    filters leave some of them out.
    """

    labels: list[str]
    parts: list[Part]
    totals: list[Cell] | None
    is_over_years: bool = False
    is_cut: bool = False
    is_addable: bool = False
    last_is_undivided: bool = False
    leaves_out: bool = False

    @classmethod
    def of(cls, table: CrossTable) -> Layout:
        if table.rows_by.code == "year" and len(table.rows) > 1:
            return _turned(table)
        is_over_years = table.columns_by.code == "year" and len(table.columns) > 1
        is_cut = table.page is not None and len(table.rows) < table.page.paginator.count
        totals = table.totals.cells if table.totals else None
        if is_cut and not is_over_years and totals:
            return _of_columns(table, totals)
        return cls(
            [str(head.label) for head in table.columns],
            [
                Part(str(row.header.label), row.cells, row.total, row.header.is_undivided)
                for row in table.rows
            ],
            totals,
            is_over_years,
            is_cut,
            may_be_added(table.quantity, table.rows_by),
            any(head.is_undivided for head in table.columns),
        )

    @property
    def told_apart(self) -> list[Part]:
        """The parts but those who are not told apart, who are none."""
        return [part for part in self.parts if not part.is_undivided]

    @property
    def undivided(self) -> Part | None:
        """Those who are not told apart."""
        return next((part for part in self.parts if part.is_undivided), None)

    @property
    def has_wholes(self) -> bool:
        return any(part.total is not None for part in self.parts)

    def whole_of(self, part: Part) -> Cell | None:
        """A part over all that stands across, where that may be added, or its only cell."""
        if part.total is not None:
            return part.total
        return part.cells[0] if len(self.labels) == 1 else None


def _turned(table: CrossTable) -> Layout:
    rows = sorted(table.rows, key=lambda row: row.header.value)
    parts = [
        Part(
            str(head.label),
            [row.cells[place] for row in rows],
            is_undivided=head.is_undivided,
        )
        for place, head in enumerate(table.columns)
    ]
    totals = [row.total or Cell() for row in rows] if table.has_row_totals else None
    labels = [str(row.header.label) for row in rows]
    return Layout(labels, parts, totals, is_over_years=True)


def _of_columns(table: CrossTable, totals: list[Cell]) -> Layout:
    """The columns' totals, where the largest row may stand on another page."""
    parts = [
        Part(str(head.label), [cell], is_undivided=head.is_undivided)
        for head, cell in zip(table.columns, totals, strict=True)
    ]
    is_addable = may_be_added(table.quantity, table.columns_by)
    return Layout([""], parts, None, is_addable=is_addable)


def number_of(cell: Cell | None) -> float | None:
    """A sum, or a rate in per cent with one digit after the point."""
    if cell is None or cell.base is None:
        return cell.value if cell else None
    return None if cell.share is None else round(cell.share, 1)


def rest_of(parts: Iterable[Part], label: str = "") -> Part:
    """Several parts as one: sums of what is known, of rates over the same groups."""
    return Part(label, [_sum(cells) for cells in zip(*(part.cells for part in parts), strict=True)])


def _sum(cells: tuple[Cell, ...]) -> Cell:
    known = [cell for cell in cells if cell.value is not None]
    bases = [cell.base for cell in known if cell.base is not None]
    value = sum(cell.value or 0 for cell in known) if known else None
    missing = sum(cell.missing for cell in cells)
    return Cell(value, missing, base=sum(bases) if bases else None)
