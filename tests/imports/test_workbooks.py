"""Which sheet is read, and as what it shows; what is said of the rest."""

from __future__ import annotations

import datetime
import io

import pytest
import xlsxwriter
from django.utils import translation

from qingdao_techedu.imports.files import read
from qingdao_techedu.imports.problems import FileRefused
from tests.spreadsheets.workbook import styles, text, workbook


@pytest.fixture(autouse=True)
def _in_english():
    with translation.override("en"):
        yield


def sheets(*names: str, hidden: tuple[str, ...] = (), empty: tuple[str, ...] = ()) -> bytes:
    """A workbook whose sheets hold their own names."""
    file = io.BytesIO()
    with xlsxwriter.Workbook(file, {"in_memory": True}) as book:
        for name in names:
            sheet = book.add_worksheet(name)
            if name not in empty:
                sheet.write_column(0, 0, ["code", name])
            if name in hidden:
                sheet.hide()
        shown = next(one for one in book.worksheets() if one.get_name() not in hidden)
        shown.activate()
        shown.set_first_sheet()
    return file.getvalue()


def test_of_two_sheets_with_content_the_first_is_read_and_the_other_named():
    sheet = read(sheets("甲", "乙"))
    assert sheet.rows == [(2, ["甲"])]
    assert sheet.read_as == "XLSX, sheet “甲”"
    assert sheet.notes == ("Only the sheet “甲” was read. Not read, though not empty: “乙”.",)


def test_a_hidden_sheet_is_never_preferred():
    sheet = read(sheets("旧", "新", hidden=("旧",)))
    assert sheet.rows == [(2, ["新"])]
    assert sheet.notes == (
        "Only the sheet “新” was read. Not read, though not empty: “旧” (hidden).",
    )


def test_an_empty_first_sheet_is_passed_over_without_a_word():
    sheet = read(sheets("一", "二", empty=("一",)))
    assert (sheet.rows, sheet.read_as, sheet.notes) == ([(2, ["二"])], "XLSX", ())


def test_content_on_hidden_sheets_alone_is_refused():
    with pytest.raises(FileRefused, match="Only hidden sheets hold anything: 底稿"):
        read(sheets("底稿", "一", hidden=("底稿",), empty=("一",)))


def test_sheets_of_our_template_that_only_tell_are_no_other_content():
    sheet = read(sheets("填写说明", "数据 Data", "Instructions", "代码表 Codes"))
    assert (sheet.rows, sheet.notes) == ([(2, ["数据 Data"])], ())


def test_hidden_rows_and_columns_are_read_and_told():
    before = '<cols><col min="2" max="2" hidden="1"/></cols>'
    rows = (
        f'<row r="1">{text("A1", "code")}{text("B1", "name")}</row>'
        f'<row r="2" hidden="1">{text("A2", "a")}{text("B2", "b")}</row>'
    )
    sheet = read(workbook(rows, before=before))
    assert sheet.rows == [(2, ["a", "b"])]
    assert sheet.notes == (
        "Hidden or filtered rows were read like the others: lines 2.",
        "Hidden columns were read like the others: B.",
    )


@pytest.mark.parametrize("value", ["NaN", "Infinity", "-inf", "1E400"])
def test_a_number_that_is_none_is_refused_with_its_cell(value):
    rows = f'<row r="1">{text("A1", "code")}</row><row r="2"><c r="B2"><v>{value}</v></c></row>'
    with pytest.raises(FileRefused, match=r"^Cell B2 shows a fault"):
        read(workbook(rows))


@pytest.mark.parametrize("words", ["#N/A", "#DIV/0!", "#REF!", "#NUM!", "########", "Err:502"])
def test_the_text_of_a_fault_is_refused_in_every_kind_of_file(words):
    for data in (workbook(f'<row r="1">{text("A1", words)}</row>'), f"{words}\n".encode()):
        with pytest.raises(FileRefused, match=r"^Cell A1 shows a fault"):
            read(data)


def test_all_formulas_and_faults_are_named():
    rows = '<row r="1"><c r="A1"><f>1</f><v>1</v></c><c r="C1"><f>2</f><v>2</v></c></row>'
    with pytest.raises(FileRefused, match=r"^Cells A1, C1 hold formulas\."):
        read(workbook(rows))
    rows = '<row r="1"><c r="A1" t="e"><v>#N/A</v></c><c r="B1" t="e"><v>#REF!</v></c></row>'
    with pytest.raises(FileRefused, match=r"^Cells A1, B1 show a fault"):
        read(workbook(rows))


def test_numbers_are_read_as_their_formats_show_them():
    codes = styles("00", "0000", 'yyyy"年"m"月"', 57, "yyyy", "#,##0", "0%", "General")
    values = [2, 201, 21428, 21428, 21428, 1234, 0.5, 35.7]
    cells = "".join(
        f'<c r="{chr(65 + place)}1" s="{place}"><v>{value}</v></c>'
        for place, value in enumerate(values)
    )
    sheet = read(workbook(f'<row r="1">{cells}</row>', styles=codes))
    assert sheet.heading == ["02", "0201", "1958-08", "1958-08", "1958", "1234", "50%", "35.7"]


def test_a_workbook_that_counts_days_from_1904_is_read():
    data = workbook(
        '<row r="1"><c r="A1" s="0"><v>20000</v></c></row>',
        styles=styles(14),
        book='<workbookPr date1904="1"/>',
    )
    assert read(data).heading == ["1958-10-04"]


def test_rich_text_is_read_without_how_it_sounds():
    shared = "<si><r><t>平</t></r><r><t>度</t></r><rPh sb='0' eb='1'><t>ping</t></rPh></si>"
    data = workbook('<row r="1"><c r="A1" t="s"><v>0</v></c></row>', shared=shared)
    assert read(data).heading == ["平度"]


def test_a_moment_keeps_its_time_and_a_day_is_a_day(xlsx_of):
    data = xlsx_of(["day"], [datetime.date(2024, 4, 5)])
    assert read(data).rows == [(2, ["2024-04-05"])]
