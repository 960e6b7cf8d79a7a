"""What the portal holds today, as the cells of an import table."""

from __future__ import annotations

from collections.abc import Iterator
from decimal import Decimal
from typing import Any

from django.db.models import F, QuerySet

from qingdao_techedu.datasets.cells import without_idle_zeros

from .declaring import ImportColumn, ImportTable
from .meaning import choices_of

ROWS_AT_ONCE = 2_000


def rows(table: ImportTable, records: QuerySet) -> Iterator[list[str]]:
    """A row of text for each of ``records``; sent back as it is, it changes nothing."""
    paths = [_paths(table, column) for column in table.sheet_columns]
    labels = [
        {value: str(label) for value, label in choices_of(table, column)}
        for column in table.sheet_columns
    ]
    wanted = {path: F(path) for of_column in paths for path in of_column}
    names = {path: f"cell_{number}" for number, path in enumerate(wanted)}
    listed = records.values(**{names[path]: lookup for path, lookup in wanted.items()})
    for record in listed.iterator(chunk_size=ROWS_AT_ONCE):
        yield [
            "/".join(_as_text(record[names[path]], labels[place]) for path in of_column)
            if record[names[of_column[0]]] is not None
            else ""
            for place, of_column in enumerate(paths)
        ]


def _paths(table: ImportTable, column: ImportColumn) -> list[str]:
    """Where a column's parts stand, as seen from the table's records."""
    if column not in table.columns:
        assert table.before is not None
        way = next(one for one in table.columns if _leads_before(table, one))
        return [f"{way.field_name}__{path}" for path in _paths(table.before, column)]
    if column.by:
        return [f"{column.field_name}__{lookup}" for lookup in column.by[0]]
    return [column.field_name]


def _leads_before(table: ImportTable, column: ImportColumn) -> bool:
    assert table.before is not None
    return bool(column.by) and table.names_of(column) is table.before.model


def _as_text(value: Any, labels: dict[Any, str]) -> str:
    if value in labels:
        return labels[value]
    if isinstance(value, Decimal):
        return without_idle_zeros(value)
    return "" if value is None else str(value)
