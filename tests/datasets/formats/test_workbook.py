"""Workbooks as strict readers want them: each cell says where it stands, sizes have 32 bits."""

from __future__ import annotations

import datetime
import io
import re
import struct
import zipfile
from collections.abc import Sequence
from itertools import chain

import openpyxl
import pytest
from python_calamine import CalamineWorkbook

from qingdao_techedu.datasets.formats import cell_texts, workbook, xlsx
from qingdao_techedu.datasets.formats.workbook import ColumnLook, SideSheet, WorkbookTable
from qingdao_techedu.datasets.registry import DATE, DECIMAL, INTEGER, TEXT

LOOKS = (
    ColumnLook("代码", TEXT, is_folded=True),
    ColumnLook("Year", INTEGER),
    ColumnLook("人数", workbook.COUNT),
    ColumnLook("Value", DECIMAL),
    ColumnLook("日期", DATE),
)
ROWS = [
    ("0370202", 2024, 43_900, 35.76, "2024-04-24"),
    ("=1+1", None, None, None, None),
    ("", 1, 0, 7.0, "1899-01-01"),
    ("两行\n文字 <&>\x01_x0041_ ", 2, 3, 4, None),
    ("长" * 400, 2, 3, 4, None),
]


def table(looks: Sequence[ColumnLook] = LOOKS) -> WorkbookTable:
    return WorkbookTable(
        name="数据",
        title="数据 & 说明",
        author="局",
        day=datetime.date(2024, 4, 24),
        looks=looks,
        leaves=[SideSheet("说明", [("备注", "内容"), ("a", "b")], (10, 60))],
    )


def content(rows: Sequence[Sequence]) -> bytes:
    return b"".join(xlsx.small_book(table(), rows))


def sheet(made: bytes, number: int = 1) -> str:
    with zipfile.ZipFile(io.BytesIO(made)) as archive:
        return archive.read(f"xl/worksheets/sheet{number}.xml").decode()


def test_every_row_and_cell_says_where_it_stands():
    rows = re.findall(r"<row ([^>]*)>(.*?)</row>", sheet(content(ROWS)))
    assert [re.search(r'r="(\d+)"', told)[1] for told, _cells in rows] == list("123456")
    for told, cells in rows:
        number = re.search(r'r="(\d+)"', told)[1]
        places = re.findall(r'<c r="([A-Z]+)(\d+)"', cells)
        assert len(places) == cells.count("<c ")
        assert {row for _letter, row in places} == {number}
        letters = [letter for letter, _row in places]
        assert letters == sorted(set(letters))


def test_no_entry_of_the_archive_has_sizes_of_64_bits():
    made = content(ROWS)
    with zipfile.ZipFile(io.BytesIO(made)) as archive:
        for entry in archive.infolist():
            assert entry.extract_version < 45
            assert not entry.extra
            start = entry.header_offset
            version, extra = struct.unpack("<4xH22xH", made[start : start + 30])
            assert (version < 45, extra) == (True, 0)


@pytest.mark.parametrize("limit", ["ROWS_A_SHEET", "BYTES_A_SHEET"])
def test_what_a_sheet_has_no_room_for_stands_on_the_next(monkeypatch, limit):
    monkeypatch.setattr(workbook, limit, {"ROWS_A_SHEET": 30, "BYTES_A_SHEET": 5_000}[limit])
    cells = xlsx.CellWriter(workbook.styles_of(table()), workbook.strings_of(table()), LOOKS)
    rows = [(f"c{number}", number, number, number, None) for number in range(100)]
    batches = [cells.rows(rows[start : start + 2]) for start in range(0, 100, 2)]
    made = b"".join(workbook.book(table(), iter(batches), cells.strings))
    book = CalamineWorkbook.from_filelike(io.BytesIO(made))
    assert len(book.sheet_names) > 3
    *numbers, notes = book.sheet_names
    found = [book.get_sheet_by_name(name).to_python() for name in numbers]
    assert {tuple(one[0]) for one in found} == {tuple(look.heading for look in LOOKS)}
    assert [row[0] for row in chain.from_iterable(one[1:] for one in found)] == [
        row[0] for row in rows
    ]
    assert notes == "说明"


def test_cells_come_back_as_they_were_written_with_types_and_formats():
    book = openpyxl.load_workbook(io.BytesIO(content(ROWS)))
    first = list(book["数据"][2])
    assert [cell.value for cell in first] == [
        "0370202",
        2024,
        43_900,
        35.76,
        datetime.datetime(2024, 4, 24),
    ]
    assert [cell.number_format for cell in first] == ["@", "0", "#,##0", "#,##0", "yyyy-mm-dd"]
    second = book["数据"][3]
    assert (second[0].value, second[0].data_type) == ("=1+1", "s")
    assert [cell.value for cell in second][1:] == [None] * 4
    assert book["数据"]["E4"].value == "1899-01-01"
    texts = CalamineWorkbook.from_filelike(io.BytesIO(content(ROWS))).get_sheet_by_index(0)
    assert [row[0] for row in texts.to_python()][1:] == [row[0] for row in ROWS]


def test_a_sheet_is_printed_as_wide_as_a_page_with_its_head_on_each():
    book = openpyxl.load_workbook(io.BytesIO(content(ROWS)))
    printed = book["数据"]
    assert printed.page_setup.orientation == "landscape"
    assert (printed.page_setup.fitToHeight, printed.sheet_properties.pageSetUpPr.fitToPage) == (
        0,
        True,
    )
    assert printed.print_title_rows == "$1:$1"
    assert printed.freeze_panes == "A2"
    assert printed.auto_filter.ref == "A1:E6"
    told = book.properties
    assert (told.title, told.creator, told.created.year) == ("数据 & 说明", "局", 2024)


def test_columns_are_as_wide_as_what_stands_in_them_and_rows_as_high():
    narrow = [("a", 1, 1, 1, None)]
    widths = []
    for rows in (narrow, [("a" * 30, 1, 1_000_000_000, 1, None)], ROWS):
        columns = openpyxl.load_workbook(io.BytesIO(content(rows)))["数据"].column_dimensions
        widths.append([columns[letter].width for letter in "AC"])
    assert widths[0][0] < 12 < 30 < widths[1][0] < 36
    assert widths[0][1] < widths[1][1]
    assert widths[2][0] < cell_texts.WIDEST + 2
    looks = [look._replace(is_folded=False) for look in LOOKS]
    made = b"".join(xlsx.small_book(table(looks), ROWS))
    heights = openpyxl.load_workbook(io.BytesIO(made))["数据"].row_dimensions
    assert heights[6].height > heights[5].height > (heights[2].height or 0)


def test_folded_columns_are_there_and_not_in_the_way():
    columns = openpyxl.load_workbook(io.BytesIO(content(ROWS)))["数据"].column_dimensions
    assert (columns["A"].hidden, columns["A"].outlineLevel) == (True, 1)
    assert not columns["C"].hidden


def test_a_text_is_kept_once_and_not_without_end(monkeypatch):
    many = [(f"text {number % 40}", 1, 1, 1, None) for number in range(400)]
    with zipfile.ZipFile(io.BytesIO(content(many))) as archive:
        assert archive.read("xl/sharedStrings.xml").count(b"text 7<") == 1
    monkeypatch.setattr(cell_texts, "MAX_SHARED", 10)
    made = content(many)
    with zipfile.ZipFile(io.BytesIO(made)) as archive:
        assert archive.read("xl/sharedStrings.xml").count(b"<si>") < 20
    read = CalamineWorkbook.from_filelike(io.BytesIO(made)).get_sheet_by_index(0).to_python()
    assert [row[0] for row in read[1:]] == [row[0] for row in many]


def test_the_first_piece_leaves_before_the_last_row_is_made():
    cells = xlsx.CellWriter(workbook.styles_of(table()), workbook.strings_of(table()), LOOKS)
    asked = []

    def batches():
        for number in range(50):
            asked.append(number)
            yield cells.rows([(f"{one}-{number}" * 3, one, one, one, None) for one in range(500)])

    pieces = workbook.book(table(), batches(), cells.strings)
    next(pieces)
    assert len(asked) < 25
    pieces.close()
