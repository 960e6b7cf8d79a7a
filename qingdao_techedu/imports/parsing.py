"""The cells of a file as values of fields; what cannot be understood is collected."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from django.utils.translation import gettext as _

from .declaring import Column, ImportTable
from .headings import Headings
from .matching import Row
from .meaning import Unclear, emptied, is_clear_mark, value_of
from .problems import Problems
from .references import References


def rows_of(
    table: ImportTable, headings: Headings, problems: Problems, coming: Iterable[str] = ()
) -> list[Row]:
    """The rows of the file as ``table`` sees them.

    A blank cell says nothing and leaves its field alone. ``coming`` are texts of cells that name
    records which the same file brings.
    """
    columns = [column for column in table.columns if column.name in headings.places]
    references = _references(table, columns, headings, coming)
    rows = []
    for line, cells in headings.sheet.rows:
        row = Row(line)
        for column in columns:
            text = headings.cell(column, cells)
            if text:
                _take(row, column, text, table, references, headings, problems)
        rows.append(row)
    return rows


def refuse_loose_cells(headings: Headings, problems: Problems) -> None:
    """Cells to the right of the last heading: a separator too many, or a heading too few."""
    width = len(headings.sheet.heading)
    for line, cells in headings.sheet.rows:
        for text in filter(None, cells[width:]):
            problems.add(
                line,
                "",
                text,
                _("the cell stands under no heading."),
                _("Put text that holds the separator into quotation marks, or add the heading."),
            )


def _take(
    row: Row,
    column: Column,
    text: str,
    table: ImportTable,
    references: dict[str, References],
    headings: Headings,
    problems: Problems,
) -> None:
    field = table.field_of(column)
    row.texts[field.name] = text
    try:
        if is_clear_mark(text):
            row.values[field.name] = emptied(field)
        elif column.name in references:
            row.values[field.name] = references[column.name].of(text)
        else:
            row.values[field.name] = value_of(field, text)
    except Unclear as unclear:
        row.unclear.add(field.name)
        way_out = unclear.way_out or _example(column)
        problems.add(row.line, headings.spoken(column), text, unclear.reason, way_out)


def _example(column: Column) -> str:
    return _("For example: %(example)s.") % {"example": column.example} if column.example else ""


def _references(
    table: ImportTable, columns: list[Column], headings: Headings, coming: Iterable[str]
) -> dict[str, References]:
    found: dict[str, References] = {}
    for column in columns:
        if column.by:
            texts: set[str] = {headings.cell(column, cells) for _line, cells in headings.sheet.rows}
            field: Any = table.field_of(column)
            is_made_here = table.before is not None and field.related_model is table.before.model
            found[column.name] = References(
                column, field, texts - {""}, coming if is_made_here else ()
            )
    return found
