"""The template of a table, empty or filled with what is there, as XLSX and as CSV."""

from __future__ import annotations

import csv
import io
import re
from collections.abc import Iterable, Iterator, Sequence

import xlsxwriter
import xlsxwriter.worksheet
from django.db import models
from django.http import Http404, HttpResponse
from django.utils import translation
from django.utils.translation import gettext as _

from qingdao_techedu.datasets.csv_table import BOM
from qingdao_techedu.datasets.formats.xlsx import MEDIA_TYPE

from .declaring import Filler, ImportColumn, ImportTable
from .files import MAX_LINES
from .meaning import CLEAR_MARKS, choices_of, spoken_choices
from .workbooks import CODES, FIRST_SHEET, TELLING

TYPES = {"csv": "text/csv; charset=utf-8; header=present", "xlsx": MEDIA_TYPE}
# Text that a spreadsheet would take for a formula, and text that already looks guarded against it.
FORMULA = re.compile(r"'*[=+\-@\t\r]")
LOOKS_GUARDED = re.compile(r"'+[=+\-@\t\r]")
LONGEST_LIST = 255  # characters, by the rules of XLSX
TEXT_FORMAT = 49  # XLSX's own number of “text”
MAX_CODES = 5_000  # records of one column whose codes are listed
OPTIONS = {
    "in_memory": True,
    "strings_to_formulas": False,
    "strings_to_urls": False,
    "strings_to_numbers": False,
}
TOP = {"text_wrap": True, "valign": "top"}
HEAD = {**TOP, "bold": True, "border": 1}
PLAIN, NEEDED, QUIET = "#E4EFF3", "#FDF1D6", "#F0EFEA"

Cell = str | int
Rows = Iterable[Sequence[Cell]]


def as_csv(table: ImportTable, rows: Rows = ()) -> Iterator[bytes]:
    """The heading in the active language and ``rows``, in pieces; UTF-8 with a byte order mark."""
    heading = [table.label_of(column) for column in to_fill_in(table)]
    for number, cells in enumerate([heading, *rows]):
        line = io.StringIO(newline="")
        csv.writer(line).writerow([_guarded(str(cell), FORMULA) for cell in cells])
        yield ((BOM if number == 0 else "") + line.getvalue()).encode()


def as_xlsx(table: ImportTable, rows: Rows = (), columns: Sequence[ImportColumn] = ()) -> bytes:
    """A workbook: the sheet to fill in, with lists to choose from, and the instructions.

    ``columns`` are those to write, where they are not just those that the sender fills in.
    """
    file = io.BytesIO()
    with xlsxwriter.Workbook(file, OPTIONS) as workbook:
        _sheet(workbook, table, rows, columns or to_fill_in(table))
        for language, name in TELLING.items():
            with translation.override(language):
                _instructions(workbook.add_worksheet(name), workbook, table)
        if table.lists_codes:
            _codes(workbook.add_worksheet(CODES), workbook, table)
    return file.getvalue()


def answered(table: ImportTable, suffix: str, name: str, rows: Rows = ()) -> HttpResponse:
    """The template as a file to download. Raises ``Http404`` for a kind that there is not."""
    if suffix not in TYPES:
        raise Http404
    content = as_xlsx(table, rows) if suffix == "xlsx" else b"".join(as_csv(table, rows))
    headers = {"Content-Disposition": f'attachment; filename="{name}.{suffix}"'}
    return HttpResponse(content, content_type=TYPES[suffix], headers=headers)


def to_fill_in(table: ImportTable) -> list[ImportColumn]:
    """The columns of an empty template."""
    return [column for column in table.sheet_columns if column.filled_in_by == Filler.SENDER]


def _sheet(
    workbook: xlsxwriter.Workbook, table: ImportTable, rows: Rows, columns: Sequence[ImportColumn]
) -> None:
    sheet = workbook.add_worksheet(FIRST_SHEET)
    # Text, but for figures: leading zeros stay, and no date is guessed.
    text = workbook.add_format({**TOP, "num_format": TEXT_FORMAT})
    quiet = workbook.add_format({**TOP, "font_color": "#56646D", "bg_color": QUIET})
    heads = {color: workbook.add_format({**HEAD, "bg_color": color}) for color in (PLAIN, NEEDED)}
    formats = [_format(column, text, quiet) for column in columns]
    for place, column in enumerate(columns):
        label = table.label_of(column)
        width = _width(table.field_of(column), label)
        sheet.set_column(place, place, width, formats[place])
        sheet.write_string(0, place, label, heads[NEEDED if column.required else PLAIN])
        choices = [str(label) for _value, label in choices_of(table, column)]
        if choices and len(",".join(choices)) <= LONGEST_LIST:
            sheet.data_validation(
                1, place, MAX_LINES - 1, place, {"validate": "list", "source": choices}
            )
    sheet.freeze_panes(1, table.frozen_columns)
    for line, cells in enumerate(rows, start=1):
        for place, cell in enumerate(cells):
            if isinstance(cell, int):
                sheet.write_number(line, place, cell, formats[place])
            elif cell:
                sheet.write_string(line, place, _guarded(cell, LOOKS_GUARDED), formats[place])
            elif formats[place] is quiet:
                sheet.write_blank(line, place, None, quiet)


def _format(column: ImportColumn, text, quiet):
    if column.filled_in_by == Filler.PORTAL and column.kind:
        return quiet
    return None if column.kind and column.kind.is_number else text


def _guarded(cell: str, shape: re.Pattern[str]) -> str:
    return f"'{cell}" if shape.match(cell) else cell


def _width(field: models.Field | None, label: str) -> int:
    """About as many characters as the column needs; Chinese ones are twice as wide."""
    needed = max(len(label.encode("gb18030")) + 2, 12)
    return max(needed, 40) if isinstance(field, models.TextField) else min(needed, 40)


def _instructions(
    sheet: xlsxwriter.worksheet.Worksheet, workbook: xlsxwriter.Workbook, table: ImportTable
) -> None:
    wrapped = workbook.add_format(TOP)
    head = workbook.add_format(HEAD)
    cell = workbook.add_format({**TOP, "border": 1, "num_format": TEXT_FORMAT})
    sheet.set_column(0, 0, 24)
    sheet.set_column(1, 1, 16)
    sheet.set_column(2, 4, 40)
    line = 0
    for sentence in sentences(table):
        sheet.merge_range(line, 0, line, 4, sentence, wrapped)
        sheet.set_row(line, 32)
        line += 1
    for place, title in enumerate(headings()):
        sheet.write_string(line + 1, place, title, head)
    for number, row in enumerate(described(table), start=line + 2):
        for place, text in enumerate(row):
            sheet.write_string(number, place, text, cell)


def _codes(
    sheet: xlsxwriter.worksheet.Worksheet, workbook: xlsxwriter.Workbook, table: ImportTable
) -> None:
    """Every code and name that the cells may hold."""
    text = workbook.add_format({"num_format": TEXT_FORMAT})
    sheet.set_column(0, 4, 30, text)
    line = 0
    for column in to_fill_in(table):
        label = table.label_of(column)
        for row in _listed(table, column):
            for place, cell in enumerate((label, *row)):
                sheet.write_string(line, place, cell, text)
            line += 1


def _listed(table: ImportTable, column: ImportColumn) -> Iterator[Sequence[str]]:
    if column.by:
        lookups = [way[0] for way in column.by if len(way) == 1]
        records = table.names_of(column)._default_manager.values_list(*lookups)
        for row in records.order_by(*lookups)[:MAX_CODES]:
            yield [str(cell or "") for cell in row]
    for value, labels in spoken_choices(table, column).items():
        yield [str(value), *labels]


def sentences(table: ImportTable) -> list[str]:
    """How to fill the sheet in, in the active language."""
    return [
        f"{table.title}. {table.instructions}".strip(),
        _("Fill in the first sheet, one record a row. Leave its headings as they are.")
        + " "
        + _("Columns that you do not need may be deleted."),
        *([str(one) for one in table.about_rows] or _about_records(table)),
        _("Write plain values: no formulas, no merged cells, no totals, no colors with a meaning."),
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
        spoken = spoken_choices(table, column)
        allowed = [f"{value} / {' / '.join(labels)}" for value, labels in spoken.items()]
        yield [
            table.label_of(column),
            needed,
            table.explanation_of(column),
            "\n".join(allowed),
            column.example,
        ]
