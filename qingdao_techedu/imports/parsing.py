"""The cells of a file as values; what cannot be understood is collected.

What is refused here is refused at every door: records, figures, returns and nominations alike.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from typing import Any

from django.db import models
from django.utils.translation import gettext as _

from qingdao_techedu.normalization.typed import plain
from qingdao_techedu.personal_numbers.cells import in_cells

from .declaring import ImportColumn, ImportTable
from .files import Row as Cells
from .files import Spreadsheet
from .headings import Headings, understood
from .matching import ImportRow
from .meaning import Meaning
from .problems import Problems, Unclear

# Rows that are no record, as they begin once their text is ``plain``.
TOTAL = re.compile(
    r"(?:.{0,8}(?:合计|小计|总计|共计)|累计|汇总)(?:数|人数|学生数)?(?:[(:;,=].*|\d.*|[人所名个项]*)"
    r"|(?:sub|grand)?totals?(?:[(:=].*|\d.*)?"
)
REMARK = re.compile(
    r"(?:备注|附注|说明|注|填表人|制表人|制表|填报人|填报单位|填报日期|填表日期|制表日期|报送日期"
    r"|日期|审核人?|复核人?|负责人|单位负责人|分管领导|联系人|联系电话|单位盖章|数据来源|来源"
    r"|notes?|remarks?|preparedby|sources?)(?:\(.*\))?(?:\d*[:.、].*)"
    r"|备注|附注|remarks?"
)


@dataclass(frozen=True)
class Heard:
    """A column as it stands in a file: where, under which name its value goes, what it means."""

    column: ImportColumn
    name: str
    meaning: Meaning


def begun(
    table: ImportTable, sheet: Spreadsheet, problems: Problems, way_out: str = ""
) -> Headings:
    """Find the headings, and refuse what no table takes: loose cells, totals, merged cells.

    ``way_out`` is what to do about a personal number. Rows that are none of a table's are left out.
    """
    headings = understood(table, sheet, problems)
    if not headings.is_understood:
        return headings
    sheet = headings.sheet
    if not sheet.rows:
        problems.add(sheet.heading_line, "", "", _("there is nothing below the headings."))
    _refuse_merged_cells(sheet, problems)
    _refuse_loose_cells(sheet, problems)
    if any(_may_be_personal(table, column) for column in table.sheet_columns):
        _refuse_personal_numbers(sheet, problems, way_out)
    rows = Rows(headings, problems)
    headings.sheet = replace(sheet, rows=[row for row in sheet.rows if rows.holds(row)])
    return headings


def rows_of(
    table: ImportTable, headings: Headings, problems: Problems, coming: Iterable[str] = ()
) -> Iterator[ImportRow]:
    """The rows of the file as ``table`` sees them, until there are very many problems.

    A blank cell says nothing and leaves its field alone. ``coming`` are texts of cells that name
    records which the same file brings.
    """
    heard = [
        Heard(column, table.name_of(column), Meaning(table, column, _coming(table, column, coming)))
        for column in table.columns
        if column.name in headings.places
    ]
    needed = [one for one in heard if one.column.required and not table.key]
    for line, cells in headings.sheet.rows:
        if problems.are_many:
            return
        row = ImportRow(line)
        for one in heard:
            for place, text in headings.texts(one.column, cells):
                _take(row, one, text, place, headings, problems)
        for one in needed:
            if one.name not in row.texts:
                row.unclear.add(one.name)
                problems.add(line, headings.spoken(one.column), "", _("the cell is empty."))
        yield row


def refuse_other(
    row: ImportRow, name: str, expected: Any, rule: str, headings: Headings, problems: Problems
) -> None:
    """What the portal fills in may come back, but says what the portal says."""
    if name in row.values and row.values[name] != expected:
        row.unclear.add(name)
        spoken = headings.spoken_field(headings.table, name)
        problems.add(row.line, spoken, row.texts[name], rule, _("Correct it, or empty the cell."))


def _take(
    row: ImportRow, one: Heard, text: str, place: int, headings: Headings, problems: Problems
) -> None:
    try:
        value = one.meaning.of(text)
    except Unclear as unclear:
        row.texts.setdefault(one.name, text)
        row.unclear.add(one.name)
        spoken = headings.spoken(one.column, place)
        problems.add(row.line, spoken, text, unclear.reason, unclear.way_out)
        return
    if row.values.setdefault(one.name, value) == value:
        row.texts.setdefault(one.name, text)
        return
    row.unclear.add(one.name)
    rule = _("this contradicts “%(text)s” in the same row.") % {"text": row.texts[one.name]}
    way_out = _("Write the same in both columns, or delete one of them.")
    problems.add(row.line, headings.spoken(one.column, place), text, rule, way_out)


def _coming(table: ImportTable, column: ImportColumn, coming: Iterable[str]) -> Iterable[str]:
    is_made_here = (
        column.by and table.before is not None and table.names_of(column) is table.before.model
    )
    return coming if is_made_here else ()


class Rows:
    """Tells the rows of a table from what offices write between and below them."""

    def __init__(self, headings: Headings, problems: Problems):
        self.sheet, self.problems = headings.sheet, problems
        self.places = {place for found in headings.places.values() for place in found}
        self.free = {
            place
            for column in headings.table.sheet_columns
            for place in headings.places.get(column.name, ())
            if isinstance(headings.table.field_of(column), models.TextField)
        }
        self.harmless: set[str] = set()

    def holds(self, row: Cells) -> bool:
        """Whether it is a row of the table: no total, no remark, no headings, no bare number."""
        line, cells = row
        if cells == self.sheet.heading:
            rule = _("the headings stand here again.")
            self.problems.add(line, "", "", rule, _("Delete the row."))
            return False
        if aside := self._aside(cells):
            rule = _("this row is a total or a remark, not a row of the table.")
            self.problems.add(line, "", aside, rule, _("Delete the row."))
            return False
        return any(cell and place in self.places for place, cell in enumerate(cells))

    def _aside(self, cells: list[str]) -> str:
        """The cell that says that the row is none of the table's."""
        for place, cell in enumerate(cells):
            if cell in self.harmless or not cell or place in self.free:
                continue
            if TOTAL.fullmatch(wanted := plain(cell)) or REMARK.fullmatch(wanted):
                return cell
            self.harmless.add(cell)
        return ""


def _refuse_loose_cells(sheet: Spreadsheet, problems: Problems) -> None:
    """Cells to the right of the last heading: a separator too many, or a heading too few."""
    width = len(sheet.heading)
    for line, cells in sheet.rows:
        if len(cells) <= width:
            continue
        for text in filter(None, cells[width:]):
            problems.add(
                line,
                "",
                text,
                _("the cell stands under no heading."),
                _("Put text that holds the separator into quotation marks, or add the heading."),
            )
        if problems.are_many:
            return


def _refuse_merged_cells(sheet: Spreadsheet, problems: Problems) -> None:
    """Of merged cells only the first holds what all of them show."""
    for cells, first, last in sheet.merged:
        if last > sheet.heading_line and not problems.are_many:
            rule = _("the cells %(cells)s are merged: only the first of them holds a value.")
            way_out = _("Unmerge them, and fill in each.")
            problems.add(first, "", "", rule % {"cells": cells}, way_out)


def _may_be_personal(table: ImportTable, column: ImportColumn) -> bool:
    """Whether a column takes any words at all, not only codes and figures."""
    return not (column.by or column.kind or getattr(table.field_of(column), "choices", None))


def _refuse_personal_numbers(sheet: Spreadsheet, problems: Problems, way_out: str) -> None:
    """What a file brings is meant for the public: nothing personal comes in with it."""
    usual = _("Empty the cell. What must be said all the same is entered in the form.")
    for line, cells in sheet.rows:
        for one in in_cells(cells, sheet.heading):
            rule = _("%(kind)s: such numbers are not published.")
            problems.add(
                line,
                sheet.heading[one.cell] if one.cell < len(sheet.heading) else "",
                one.finding.shown,
                rule % {"kind": one.finding.kind.label},
                way_out or usual,
            )
