"""Files as they come: encodings, separators, limits, and what is no spreadsheet at all."""

from __future__ import annotations

import datetime

import pytest
from django.utils import translation
from hypothesis import given
from hypothesis import strategies as st

from qingdao_techedu.imports.files import MAX_BYTES, MAX_ROWS, Spreadsheet, read
from qingdao_techedu.imports.problems import FileRefused

TEXT = "编码,名称\nqd-901,青岛港湾技师学院\nqd-902,莱西市技工学校\n"


@pytest.fixture(autouse=True)
def _in_english():
    with translation.override("en"):
        yield


def refusal(data: bytes) -> str:
    with pytest.raises(FileRefused) as refused:
        read(data)
    return str(refused.value)


@pytest.mark.parametrize(
    ("encoding", "read_as"),
    [
        ("utf-8", "CSV, UTF-8"),
        ("utf-8-sig", "CSV, UTF-8"),
        ("utf-16", "CSV, UTF-16"),
        ("gbk", "CSV, GB18030"),
        ("gb18030", "CSV, GB18030"),
    ],
)
def test_the_encodings_of_chinese_offices_are_read(encoding, read_as):
    sheet = read(TEXT.encode(encoding))
    assert sheet == Spreadsheet(
        ["编码", "名称"],
        1,
        [(2, ["qd-901", "青岛港湾技师学院"]), (3, ["qd-902", "莱西市技工学校"])],
        read_as,
    )


def test_rare_characters_of_gb18030_are_read():
    assert read("名\n㐀𠮷\n".encode("gb18030")).rows == [(2, ["㐀𠮷"])]


def test_a_broken_byte_in_utf8_is_named_by_its_line_and_not_read_as_something_else():
    data = TEXT.encode().replace("莱".encode(), b"\xe8\x8e")
    assert refusal(data).startswith("Line 3 holds bytes that are no text in UTF-8 (E8 8E")


def test_a_broken_byte_after_a_byte_order_mark_is_named_by_its_line():
    data = b"\xef\xbb\xbf" + TEXT.encode("gbk")
    assert refusal(data).startswith("Line 1 holds bytes that are no text in UTF-8")


def test_a_broken_byte_in_gb18030_is_named_by_its_line():
    data = TEXT.encode("gbk") + b"\xff\xff\n"
    assert refusal(data).startswith("Line 4 holds bytes that are no text in GB18030 (FF FF 0A)")


@pytest.mark.parametrize("separator", [",", ";", "\t"])
def test_the_separator_is_found(separator):
    text = separator.join(["code", '"name, full; or not"']) + "\n" + separator.join(["a", "b"])
    assert read(text.encode()).rows == [(2, ["a", "b"])]


def test_a_row_over_several_lines_is_known_by_its_first():
    sheet = read(b'code,name\n\n,,\na,"one\ntwo"\nb,three\n')
    assert sheet.rows == [(4, ["a", "one\ntwo"]), (6, ["b", "three"])]


def test_an_unclosed_quotation_mark_is_told_with_its_line():
    assert refusal(b'code,name\na,b\nc,"d\n').startswith("The row at line 3 is not well-formed CSV")


def test_a_guarded_formula_is_read_without_its_guard():
    assert read(b"code\n'=1+1\n''=x\n'quoted'\n").rows == [
        (2, ["=1+1"]),
        (3, ["'=x"]),
        (4, ["'quoted'"]),
    ]


def test_a_workbook_is_read_as_it_would_be_typed(xlsx_of):
    data = xlsx_of(
        ["code", "number", "share", "day", "flag"],
        [],
        ["0103", 2024, 35.7, datetime.date(2024, 4, 5), True],
    )
    sheet = read(data)
    assert sheet.rows == [(3, ["0103", "2024", "35.7", "2024-04-05", "TRUE"])]
    assert sheet.read_as == "XLSX"


def test_leading_empty_rows_of_a_workbook_are_counted(xlsx_of):
    sheet = read(xlsx_of([], ["", "code"], ["", "a"]))
    assert (sheet.heading_line, sheet.rows) == (2, [(3, ["", "a"])])


def test_a_number_that_the_spreadsheet_has_rounded_is_refused(xlsx_of):
    assert refusal(xlsx_of(["code"], [370202198001011234])).startswith(
        "Line 2 holds a number of more than 15 digits"
    )


@pytest.mark.parametrize("data", [b"", b"\n\n\n", b"\xef\xbb\xbf", b" , ,\n"])
def test_an_empty_file_is_refused(data):
    assert refusal(data) == "The file is empty. Download the template and fill it in."


def test_an_empty_workbook_is_refused(xlsx_of):
    assert refusal(xlsx_of()).startswith("The file is empty.")


def test_a_file_too_large_is_refused():
    assert refusal(b"a" * (MAX_BYTES + 1)).startswith("The file is larger than 5 MB.")


def test_too_many_rows_are_refused_and_just_enough_are_read():
    assert len(read(b"code\n" + b"a\n" * MAX_ROWS).rows) == MAX_ROWS
    assert refusal(b"code\n" + b"a\n" * (MAX_ROWS + 1)).startswith(
        "The file has more than 5000 rows."
    )


def test_too_many_columns_are_refused():
    assert len(read(b"a," * 59 + b"a").heading) == 60
    assert refusal(b"a," * 60 + b"a").startswith("The sheet has more than 60 columns.")


def test_a_million_empty_rows_are_refused():
    assert refusal(b"code\n" + b",,\n" * 1_000_000).startswith(
        "The sheet goes on below line 20000."
    )


def test_a_nul_character_is_refused_with_its_line():
    assert refusal(b"code\na\nb\x00c\n").startswith("Line 3 holds a NUL character")


def test_an_old_workbook_is_refused():
    assert refusal(b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + b"\0" * 500).startswith(
        "This is a file in an old format of Office or WPS, perhaps with a password, "
    )


@given(st.binary(max_size=300))
def test_any_bytes_are_read_or_refused(data):
    try:
        assert isinstance(read(data), Spreadsheet)
    except FileRefused as refused:
        assert str(refused)


@given(st.text(max_size=200))
def test_any_text_is_read_or_refused(text):
    try:
        assert isinstance(read(text.encode("utf-8", "replace")), Spreadsheet)
    except FileRefused as refused:
        assert str(refused)
