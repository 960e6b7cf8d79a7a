"""The table of the explorer as files: every row of it, cell by cell what the page shows."""

from __future__ import annotations

import json
from collections.abc import Iterator
from typing import Any

from django.utils import timezone
from django.utils.translation import gettext as _

from qingdao_techedu.datasets import csv_table
from qingdao_techedu.datasets.cells import distinct
from qingdao_techedu.datasets.formats import workbook, xlsx
from qingdao_techedu.datasets.registry import DECIMAL, OWNER

from ..figures.models import Release
from ..figures.quantities import Cell
from .crosstab import CrossTable, CrossTableRow
from .layout import number_of

Line = list[str | int | float | None]


def lines(table: CrossTable) -> Iterator[Line]:
    """The table line by line: a code and a label, a value for each column, the total.

    A blank is a figure that nobody reported; a symbol stands where there are figures without a
    value; unknown is never 0.
    """
    yield [*heads(table)]
    for row in [*table.rows, *([table.totals] if table.totals else [])]:
        label = str(row.header.label) if row is not table.totals else _("Total")
        totals = [_written(row.total)] if table.has_row_totals else []
        yield [row.header.code, label, *map(_written, row.cells), *totals]


def heads(table: CrossTable) -> list[str]:
    """The headings, each unlike every other whatever its case."""
    total = [(_("Total"), "total")] if table.has_row_totals else []
    return distinct(
        [
            (code_head(table.rows_by.code), ""),
            (str(table.rows_by.label), "label"),
            *((str(head.label), head.code) for head in table.columns),
            *total,
        ]
    )


def code_head(dimension: str) -> str:
    """What the codes of a dimension are called, as in the data set: ``entry_route_code``."""
    return f"{dimension}_code"


def _written(cell: Cell | None) -> str | int | float | None:
    """A sum or a rate, the symbol instead of one, or None."""
    if cell is None:
        return None
    return cell.symbol if cell.is_unknown else number_of(cell)


def as_csv(table: CrossTable, releases: list[Release], about: list[str]) -> bytes:
    """As every CSV of the portal."""
    return b"".join(csv_table.lines(lines(table)))


def as_xlsx(table: CrossTable, releases: list[Release], about: list[str]) -> bytes:
    """One sheet with the table, one that says what it is and of which releases."""
    _head, *rows = lines(table)
    code, label, *others = heads(table)
    days = [timezone.localdate(one.published_at) for one in releases if one.published_at]
    said = list(_about(table, releases, about))
    book = workbook.WorkbookTable(
        name=_("Table"),
        title=str(table.quantity.name),
        author=str(OWNER),
        day=max(days, default=None),
        looks=[xlsx.text(code), xlsx.text(label), *map(_number, others)],
        leaves=[workbook.SideSheet(_("About"), said, (18, 60, 16, 16, 68))],
        page=_("Page &P of &N"),
        frozen_columns=2,
    )
    return b"".join(xlsx.small_book(book, rows))


def _number(heading: str) -> workbook.ColumnLook:
    return workbook.ColumnLook(heading, DECIMAL)


def as_json(table: CrossTable, releases: list[Release], about: list[str]) -> bytes:
    """The same table as an object, and the releases."""
    told = {
        **told_table(table),
        "notes": about,
        "releases": [snapshot_of(release) for release in releases],
    }
    return json.dumps(told, ensure_ascii=False).encode()


def told_table(table: CrossTable) -> dict[str, Any]:
    """Heads, rows with their cells, and the row of totals where there may be one."""
    return {
        "measure": table.quantity.code,
        "unit": table.quantity.unit,
        "rows": table.rows_by.code,
        "columns": table.columns_by.code,
        "columnHeads": [{"code": one.code, "label": str(one.label)} for one in table.columns],
        "data": [_row(row) for row in table.rows],
        "totals": _row(table.totals) if table.totals else None,
    }


def _row(row: CrossTableRow) -> dict[str, Any]:
    return {
        "code": row.header.code,
        "label": str(row.header.label),
        "cells": [told_cell(cell) for cell in row.cells],
        "total": None if row.total is None else told_cell(row.total),
    }


def told_cell(cell: Cell) -> dict[str, Any]:
    """``value`` as in the table; of a rate also the numerator and the denominator."""
    told: dict[str, Any] = {"value": number_of(cell)}
    if cell.missing:
        told["missing"] = cell.missing
    if cell.symbol:
        told["symbol"] = cell.symbol
    if cell.base is not None:
        told |= {"numerator": cell.value, "denominator": cell.base}
    return told


def snapshot_of(release: Release) -> dict[str, Any]:
    """What identifies a release for good."""
    return {
        "year": release.year,
        "version": release.version,
        "status": release.status,
        "provenance": release.provenance,
        "sha256": release.sha256,
    }


def _about(table: CrossTable, releases: list[Release], about: list[str]) -> Iterator[tuple]:
    yield _("Note"), _("Content")
    yield _("Measure"), str(table.quantity.name)
    yield _("Definition"), str(table.quantity.definition)
    yield _("Unit"), table.quantity.unit
    yield from ((_("Note"), words) for words in about)
    for release in releases:
        yield (
            _("Release"),
            str(release),
            release.get_status_display(),
            release.get_provenance_display(),
            release.sha256,
        )


FILES = {
    "csv": ("text/csv; charset=utf-8", as_csv),
    "xlsx": (workbook.MEDIA_TYPE, as_xlsx),
    "json": ("application/json", as_json),
}
