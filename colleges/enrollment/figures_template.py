"""The template of a file of figures: its columns, and the codes that may stand in them."""

from __future__ import annotations

import csv
import io
from collections.abc import Iterator

import xlsxwriter
from django.utils.translation import gettext as _

from colleges.models import College, EntryRoute, Level, Specialty
from qingdao_techedu.datasets.formats.csv import BOM
from qingdao_techedu.datasets.formats.xlsx import MEDIA_TYPE
from qingdao_techedu.imports.spreadsheets import TEXT_FORMAT

from .figures_file import COLUMNS
from .models import Measure, Observation

OPTIONS = {"in_memory": True, "strings_to_formulas": False, "strings_to_urls": False}


def as_csv() -> bytes:
    """The heading alone, UTF-8 with byte order mark."""
    text = io.StringIO()
    csv.writer(text).writerow([column.name for column in COLUMNS])
    return (BOM + text.getvalue()).encode()


def as_xlsx() -> bytes:
    """A sheet to fill in, one that explains the columns, and one of all codes."""
    file = io.BytesIO()
    with xlsxwriter.Workbook(file, OPTIONS) as book:
        bold = book.add_format({"bold": True})
        text = book.add_format({"num_format": TEXT_FORMAT})
        sheet = book.add_worksheet(_("Figures"))
        # Text: a spreadsheet would take codes for numbers and numbers for dates.
        sheet.set_column(0, len(COLUMNS) - 1, 18, text)
        sheet.write_row(0, 0, [column.name for column in COLUMNS], bold)
        sheet.freeze_panes(1, 0)
        about = book.add_worksheet(_("The columns"))
        about.set_column(0, 2, 30)
        for line, row in enumerate(described()):
            about.write_row(line, 0, row)
        codes = book.add_worksheet(_("Codes"))
        codes.set_column(0, 3, 30)
        for line, code in enumerate(all_codes()):
            codes.write_row(line, 0, code)
    return file.getvalue()


def described() -> list[tuple[str, str, str]]:
    """Each column's heading, its label and what stands in it."""
    return [(column.name, str(column.label), str(column.explanation)) for column in COLUMNS]


def all_codes() -> Iterator[tuple[str, str, str, str]]:
    """Column, code and both names of everything that may stand in a file."""
    names = ("name_zh", "name_en")
    for column, records in (
        ("college", College.objects.order_by("code").values_list("code", *names)),
        ("specialty", Specialty.objects.order_by("slug").values_list("slug", *names)),
        ("measure", Measure.objects.values_list("code", *names)),
    ):
        yield from ((column, *record) for record in records)
    for column, choices in (
        ("level", Level),
        ("entry_route", EntryRoute),
        ("sex", Observation.Sex),
        ("symbol", Observation.Symbol),
    ):
        yield from ((column, value, str(label), "") for value, label in choices.choices)


FILES = {
    "csv": ("text/csv; charset=utf-8", as_csv),
    "xlsx": (MEDIA_TYPE, as_xlsx),
}
