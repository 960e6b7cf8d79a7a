"""Workbooks that leave while they are made: XlsxWriter makes all around the rows of a table.

Every row and cell says where it stands, and no entry of the archive has sizes of 64 bits: Excel and
many libraries lose or refuse cells otherwise. Texts stand once in a list, as Excel has them, as
long as they are not too many.
"""

from __future__ import annotations

import datetime
import io
import re
import zipfile
from collections.abc import Generator, Iterable, Iterator, Sequence
from typing import Any, NamedTuple

import xlsxwriter
from xlsxwriter.utility import xl_col_to_name

from ..registry import DATE, DECIMAL, INTEGER, TEXT
from .cell_texts import Strings, lines_in
from .sink import Sink

MEDIA_TYPE = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
ROWS_A_SHEET = 1_048_576  # as many as a spreadsheet program reads
BYTES_A_SHEET = 2_000_000_000  # below 2 GiB, where zipfile would need sizes of 64 bits
QUICKEST = 1  # level of compression
# Of a file whose bytes depend on its content alone, where that has no day.
NO_TIME = (1980, 1, 1, 0, 0, 0)
PLAIN_TEXT = {"strings_to_formulas": False, "strings_to_urls": False, "strings_to_numbers": False}
# Signs that no text can hold: for the number of a row, and before a cell that takes more lines.
ROW, TALL = "\0", "\1"
LINE = 15  # points
COUNT = "count"
NUMBER_FORMATS = {TEXT: "@", INTEGER: "0", COUNT: "#,##0", DECIMAL: "#,##0", DATE: "yyyy-mm-dd"}
FRACTION = "#,##0.####"
A4 = 9


class ColumnLook(NamedTuple):
    """A column as it is seen: heading, kind of value, width in characters, whether it is folded."""

    heading: str
    kind: str
    width: int = 16
    is_folded: bool = False


class SideSheet(NamedTuple):
    """A sheet beside the table: name, lines of which the first is the head, widths."""

    name: str
    lines: Sequence[Sequence[str]]
    widths: Sequence[int]


class WorkbookTable(NamedTuple):
    """What a workbook is made around. ``day`` is that of the content, where it has one."""

    name: str
    title: str
    author: str
    day: datetime.date | None
    looks: Sequence[ColumnLook]
    leaves: Sequence[SideSheet]
    page: str = "&P / &N"
    frozen_columns: int = 0


class Styles(NamedTuple):
    """The numbers under which a workbook keeps the formats of columns, and that of long texts."""

    of_columns: Sequence[int]
    wrapped: int


def styles_of(table: WorkbookTable) -> Styles:
    """Known before the widths are: they do not change them."""
    made = dict(_members(table, [1]))
    of_columns = _column_styles(made[_sheet(1)], len(table.looks))
    [wrapped] = _column_styles(made[_sheet(2)], 1)
    return Styles(of_columns, wrapped)


def strings_of(table: WorkbookTable) -> Strings:
    """The list of texts, in which those of heads and other sheets stand already."""
    found = re.search(rb'uniqueCount="(\d+)"', dict(_members(table, [1]))["xl/sharedStrings.xml"])
    assert found  # a head has texts
    return Strings(int(found[1]))


def book(
    table: WorkbookTable, batches: Iterator[list[str]], strings: Strings
) -> Generator[bytes, None, None]:
    """A workbook of rows in which ``ROW`` stands for their number.

    Rows that a sheet has no room for go on, below the same head, on the next.
    """
    sink = Sink()
    counts: list[int] = []
    day = (table.day.year, table.day.month, table.day.day, 0, 0, 0) if table.day else NO_TIME
    with zipfile.ZipFile(sink, "w", zipfile.ZIP_DEFLATED, compresslevel=QUICKEST) as file:
        waiting = next(batches, [])
        while waiting or not counts:
            start, end = _around_rows(table)
            count, size = 1, len(start)
            with file.open(_part(_sheet(len(counts) + 1), day), "w") as sheet:
                sheet.write(start.encode())
                while waiting and count < ROWS_A_SHEET and size < BYTES_A_SHEET:
                    rows, waiting = _split(waiting, ROWS_A_SHEET - count)
                    content = _numbered(rows, count + 1)
                    sheet.write(content)
                    count += len(rows)
                    size += len(content)
                    if made := sink.taken():
                        yield made
                    waiting = waiting or next(batches, [])
                sheet.write(end.replace("@", str(count)).encode())
            counts.append(count)
        for name, content in _frame(table, counts, strings):
            file.writestr(_part(name, day), content)
    yield sink.taken()


def _split(rows: list[str], room: int) -> tuple[list[str], list[str]]:
    return rows[:room], rows[room:]


def _numbered(rows: Iterable[str], first: int) -> bytes:
    numbered = (row.replace(ROW, str(number)) for number, row in enumerate(rows, first))
    return "".join(_tall(row) if TALL in row else row for row in numbered).encode()


def _tall(row: str) -> str:
    """The row as high as its longest text: not every program finds that out."""
    lines = max(map(int, re.findall(rf"{TALL}(\d+){TALL}", row)))
    height = f' ht="{LINE * lines}" customHeight="1">'
    return re.sub(rf"{TALL}\d+{TALL}", "", row).replace(">", height, 1)


def _around_rows(table: WorkbookTable) -> tuple[str, str]:
    """The XML of a sheet before its rows, the head included, and after them.

    ``@`` stands where the number of rows is not known yet.
    """
    sheet = dict(_members(table, [1]))[_sheet(1)].decode()
    sheet = re.sub(r"<dimension[^>]*>", "", sheet)
    end_of_head = sheet.index("</sheetData>")
    after = re.sub(r'(<autoFilter ref="A1:[A-Z]+)1"', r'\1@"', sheet[end_of_head:])
    return sheet[:end_of_head], after


def _frame(
    table: WorkbookTable, counts: Sequence[int], strings: Strings
) -> Iterator[tuple[str, bytes]]:
    """All parts of the workbook except the sheets of rows, of which the lengths are known now."""
    made = {_sheet(number) for number, _count in enumerate(counts, 1)}
    for name, content in _members(table, counts):
        if name == "xl/sharedStrings.xml":
            yield name, strings.added_to(content)
        elif name == "docProps/core.xml" and not table.day:
            yield name, re.sub(rb"<dcterms:(\w+) .*?</dcterms:\1>", b"", content)
        elif name not in made:
            yield name, content


def _members(table: WorkbookTable, counts: Sequence[int]) -> Iterator[tuple[str, bytes]]:
    """The parts of a workbook with nothing but heads and the sheets beside the table."""
    file = io.BytesIO()
    with xlsxwriter.Workbook(file, {**PLAIN_TEXT, "in_memory": True}) as workbook:
        created = datetime.datetime.combine(table.day or datetime.date.min, datetime.time())
        workbook.set_properties({"title": table.title, "author": table.author, "created": created})
        head = workbook.add_format({"bold": True, "text_wrap": True, "valign": "top", "bottom": 1})
        for number, count in enumerate(counts, 1):
            name = table.name if number == 1 else f"{table.name} {number}"
            sheet = workbook.add_worksheet(name)
            _lay_out(workbook, sheet, table, head)
            sheet.autofilter(0, 0, count - 1, len(table.looks) - 1)
        wrapped = workbook.add_format({"text_wrap": True, "valign": "top"})
        for leaf in table.leaves:
            sheet = workbook.add_worksheet(leaf.name)
            _set_up_page(sheet, table)
            for place, width in enumerate(leaf.widths):
                sheet.set_column(place, place, width, wrapped)
            for place, line in enumerate(leaf.lines):
                sheet.write_row(place, 0, line, head if place == 0 else wrapped)
                high = max(map(lines_in, line, leaf.widths))
                sheet.set_row(place, LINE * high)
            sheet.freeze_panes(1, 0)
    with zipfile.ZipFile(file) as members:
        for name in members.namelist():
            yield name, members.read(name)


def _lay_out(workbook: Any, sheet: Any, table: WorkbookTable, head: Any) -> None:
    """The head, the columns with their formats, and how the sheet is printed."""
    formats = {
        kind: workbook.add_format(
            {
                "num_format": form,
                "valign": "top",
                **({"align": "left", "indent": 1} if kind == TEXT else {}),
            }
        )
        for kind, form in NUMBER_FORMATS.items()
    }
    fraction = workbook.add_format({"num_format": FRACTION})
    for place, look in enumerate(table.looks):
        sheet.write(0, place, look.heading, head)
        options = {"level": 1, "hidden": True} if look.is_folded else {}
        sheet.set_column(place, place, look.width, formats[look.kind], options)
        if look.kind == DECIMAL:
            cell = f"{xl_col_to_name(place)}2"
            # One number format for both would leave a point behind whole numbers.
            has_fraction = f"=AND(ISNUMBER({cell}),{cell}<>INT({cell}))"
            rule = {"type": "formula", "criteria": has_fraction, "format": fraction}
            sheet.conditional_format(1, place, ROWS_A_SHEET - 1, place, rule)
    sheet.set_row(0, 2 * LINE)
    sheet.freeze_panes(1, table.frozen_columns)
    sheet.ignore_errors({"number_stored_as_text": f"A1:XFD{ROWS_A_SHEET}"})
    _set_up_page(sheet, table)


def _set_up_page(sheet: Any, table: WorkbookTable) -> None:
    day = table.day.isoformat() if table.day else ""
    author, title = (text.replace("&", "&&")[:100] for text in (table.author, table.title))
    sheet.set_paper(A4)
    sheet.set_landscape()
    sheet.fit_to_pages(1, 0)
    sheet.repeat_rows(0)
    sheet.set_margins(left=0.4, right=0.4)
    sheet.set_header(f"&C{title}")
    sheet.set_footer(f"&L{author}&C{table.page}&R{day}")


def _column_styles(sheet: bytes, count: int) -> list[int]:
    found = [0] * count
    for column in re.findall(r"<col [^>]*>", sheet.decode()):
        told = dict(re.findall(r'(\w+)="([^"]*)"', column))
        for place in range(int(told["min"]) - 1, min(int(told["max"]), count)):
            found[place] = int(told.get("style", 0))
    return found


def _sheet(number: int) -> str:
    return f"xl/worksheets/sheet{number}.xml"


def _part(name: str, day: tuple[int, int, int, int, int, int]) -> zipfile.ZipInfo:
    part = zipfile.ZipInfo(name, day)
    part.compress_type = zipfile.ZIP_DEFLATED
    return part
