"""The template of a table, empty or filled with what is there, as XLSX and as CSV."""

from __future__ import annotations

import csv
import io
import re
from collections.abc import Iterable, Iterator

import xlsxwriter
import xlsxwriter.worksheet
from django.db import models
from django.utils import translation
from django.utils.translation import gettext as _

from .declaring import ImportTable
from .files import MOST_LINES
from .meaning import CLEAR_MARKS, choices_of, spoken_choices
from .workbooks import FIRST_SHEET, TELLING

BOM = "\ufeff"
# Text that a spreadsheet would take for a formula, and text that already looks guarded against it.
FORMULA = re.compile(r"'*[=+\-@\t\r]")
LOOKS_GUARDED = re.compile(r"'+[=+\-@\t\r]")
LONGEST_LIST = 255  # characters, by the rules of XLSX
TEXT_FORMAT = 49  # XLSX's own number of “text”
OPTIONS = {
    "in_memory": True,
    "strings_to_formulas": False,
    "strings_to_urls": False,
    "strings_to_numbers": False,
}


def as_csv(table: ImportTable, rows: Iterable[list[str]] = ()) -> Iterator[bytes]:
    """The heading in the active language and ``rows``, in pieces; UTF-8 with a byte order mark."""
    heading = [table.label_of(column) for column in table.sheet_columns]
    for number, cells in enumerate([heading, *rows]):
        line = io.StringIO(newline="")
        csv.writer(line).writerow([f"'{cell}" if FORMULA.match(cell) else cell for cell in cells])
        yield ((BOM if number == 0 else "") + line.getvalue()).encode()


def as_xlsx(table: ImportTable, rows: Iterable[list[str]] = ()) -> bytes:
    """A workbook: the sheet to fill in, with lists to choose from, and the instructions."""
    file = io.BytesIO()
    with xlsxwriter.Workbook(file, OPTIONS) as workbook:
        _sheet(workbook, table, rows)
        for language, name in TELLING.items():
            with translation.override(language):
                _instructions(workbook.add_worksheet(name), workbook, table)
    return file.getvalue()


def _sheet(workbook: xlsxwriter.Workbook, table: ImportTable, rows: Iterable[list[str]]) -> None:
    sheet = workbook.add_worksheet(FIRST_SHEET)
    text = workbook.add_format({"num_format": TEXT_FORMAT, "text_wrap": True, "valign": "top"})
    head = {"bold": True, "border": 1, "text_wrap": True, "valign": "top"}
    plain_head = workbook.add_format({**head, "bg_color": "#E4EFF3"})
    needed_head = workbook.add_format({**head, "bg_color": "#FDF1D6"})
    for place, column in enumerate(table.sheet_columns):
        label = table.label_of(column)
        # Every column is text: leading zeros stay, and no date is guessed.
        sheet.set_column(place, place, _width(table.field_of(column), label), text)
        sheet.write_string(0, place, label, needed_head if column.required else plain_head)
        choices = [str(label) for _value, label in choices_of(table.field_of(column))]
        if choices and len(",".join(choices)) <= LONGEST_LIST:
            sheet.data_validation(
                1, place, MOST_LINES - 1, place, {"validate": "list", "source": choices}
            )
    sheet.freeze_panes(1, 0)
    for line, cells in enumerate(rows, start=1):
        for place, cell in enumerate(cells):
            if cell:
                guarded = f"'{cell}" if LOOKS_GUARDED.match(cell) else cell
                sheet.write_string(line, place, guarded, text)


def _width(field: models.Field, label: str) -> int:
    """About as many characters as the column needs; Chinese ones are twice as wide."""
    needed = max(len(label.encode("gb18030")) + 2, 12)
    return max(needed, 40) if isinstance(field, models.TextField) else min(needed, 40)


def _instructions(
    sheet: xlsxwriter.worksheet.Worksheet, workbook: xlsxwriter.Workbook, table: ImportTable
) -> None:
    wrapped = workbook.add_format({"text_wrap": True, "valign": "top"})
    head = workbook.add_format({"bold": True, "text_wrap": True, "valign": "top", "border": 1})
    cell = workbook.add_format(
        {"text_wrap": True, "valign": "top", "border": 1, "num_format": TEXT_FORMAT}
    )
    sheet.set_column(0, 0, 24)
    sheet.set_column(1, 1, 16)
    sheet.set_column(2, 4, 40)
    line = 0
    for sentence in _sentences(table):
        sheet.merge_range(line, 0, line, 4, sentence, wrapped)
        sheet.set_row(line, 32)
        line += 1
    for place, title in enumerate(headings()):
        sheet.write_string(line + 1, place, title, head)
    for number, row in enumerate(described(table), start=line + 2):
        for place, text in enumerate(row):
            sheet.write_string(number, place, text, cell)


def _sentences(table: ImportTable) -> list[str]:
    """How to fill the sheet in, in the active language."""
    return [
        f"{table.title}. {table.instructions}".strip(),
        _("Fill in the first sheet, one record a row. Leave its headings as they are.")
        + " "
        + _("Columns that you do not need may be deleted."),
        *_about_records(table),
        _("Write plain values: no formulas, no merged cells, no colors with a meaning."),
    ]


def _about_records(table: ImportTable) -> list[str]:
    """Which record a row means, and what its blank cells do to it."""
    if not table.key:
        return [_("Every row is a new record. It is never looked for among those that are there.")]
    ways = _(" or ").join(
        " + ".join(table.label_of(table.column(name)) for name in way) for way in table.key
    )
    return [
        _("A record is recognized by: %(columns)s. One that is not found is made anew.")
        % {"columns": ways},
        _("A blank cell leaves what is there. Write %(mark)s to empty a field.")
        % {"mark": " / ".join(CLEAR_MARKS)},
    ]


def headings() -> list[str]:
    """What the description of a column tells."""
    return [_("Column"), _("Needed"), _("Explanation"), _("Allowed values"), _("Example")]


def described(table: ImportTable) -> Iterator[list[str]]:
    """Each column's heading, whether it is needed, its meaning, allowed values and an example."""
    keys = {name for way in table.key for name in way}
    for column in table.sheet_columns:
        if column.required:
            needed = _("for a new record") if table.key else _("yes")
        else:
            needed = _("to recognize the record") if column.name in keys else _("optional")
        spoken = spoken_choices(table.field_of(column))
        allowed = [f"{value} / {' / '.join(labels)}" for value, labels in spoken.items()]
        yield [
            table.label_of(column),
            needed,
            table.explanation_of(column),
            "\n".join(allowed),
            column.example,
        ]
