"""Files are searched wherever they hold words, and refused where they cannot be searched."""

from __future__ import annotations

import datetime
import io
import zipfile

import pypdf
import pytest
from django.utils import translation

from qingdao_techedu.personal_numbers import workbooks
from qingdao_techedu.personal_numbers.files import in_file
from qingdao_techedu.spreadsheets.metering import Most
from qingdao_techedu.spreadsheets.refusals import FileRefused

from .conftest import archive

IDENTITY, MOBILE = "370202199001011237", "13812345678"


@pytest.fixture(autouse=True)
def _in_english():
    with translation.override("en"):
        yield


def places(data: bytes) -> list[tuple[str, str]]:
    return [(one.place, str(one.finding.kind)) for one in in_file("名单", data)]


def test_a_finding_names_file_place_and_masked_number():
    (found,) = in_file("名单.csv", f"姓名,电话\n王建国,{MOBILE}\n".encode())
    assert str(found) == "名单.csv, line 2, column 2: mobile number 138******78"


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "gb18030", "utf-16"])
@pytest.mark.parametrize("separator", [",", ";", "\t"])
def test_delimited_text_is_searched_in_every_encoding(encoding, separator):
    rows = [
        ["姓名", "证件", "一", "二"],
        ["王建国", IDENTITY, "", ""],
        ["李娜", "370202", "19900101", "1237"],
    ]
    data = "\n".join(separator.join(row) for row in rows).encode(encoding)
    assert places(data) == [("line 2, column 2", "identity"), ("line 3, column 2", "identity")]


def test_plain_text_is_told_by_its_line():
    assert places(f"通知\n请致电 138\n1234 5678\n{IDENTITY}".encode()) == [
        ("line 2", "mobile"),
        ("line 4", "identity"),
    ]


def test_cells_under_a_row_of_several_lines_keep_their_line():
    data = f'姓名,说明\n王建国,"一\n二"\n李娜,"三\n{MOBILE}"\n'.encode()
    assert places(data) == [("line 5, column 2", "mobile")]


def test_every_sheet_hidden_ones_too_and_comments_are_searched(workbook):
    data = workbook(
        hidden="底稿",
        comments={"A1": f"联系 {MOBILE}"},
        名单=[["姓名", "手机"], ["王建国", int(MOBILE)]],
        底稿=[["李娜", *IDENTITY]],
    )
    found = places(data)
    assert found[:2] == [("名单!B2", "mobile"), ("底稿!B1", "identity")]
    assert {place.split("/")[-1] for place, _kind in found[2:]} == {
        "comments1.xml",
        "comments2.xml",
    }


def test_a_number_that_the_spreadsheet_has_rounded_is_found_all_the_same(workbook):
    data = workbook(a=[["王建国", float(IDENTITY)], ["产值", 912345678901234567.0]])
    assert places(data) == [("a!B1", "identity")]


def test_a_date_cell_under_a_heading_of_births_is_found(workbook):
    data = workbook(
        a=[["姓名", "班级", "出生日期"], ["王建国", "机电一班", datetime.date(2008, 5, 1)]]
    )
    assert places(data) == [("a!C2", "birth")]


def test_a_word_document_is_searched_in_paragraphs_tables_notes_and_what_was_crossed_out(document):
    run = "<w:r><w:t>{}</w:t></w:r>".format
    cell = "<w:tc><w:p><w:r><w:t>{}</w:t></w:r></w:p></w:tc>".format
    row = "".join(map(cell, ["王建国", "370202", "19900101", "1237"]))
    data = document(
        f"<w:p>{run('通知')}</w:p><w:p>{run('1381')}{run('2345678')}</w:p>"
        f"<w:tbl><w:tr>{row}</w:tr></w:tbl>"
        f"<w:p><w:del><w:r><w:delText>{MOBILE}</w:delText></w:r></w:del></w:p>",
        footnotes=f"<w:p>{run(IDENTITY)}</w:p>",
    )
    assert places(data) == [
        ("paragraph 2", "mobile"),
        ("paragraph 3", "identity"),
        ("paragraph 7", "mobile"),
        ("footnotes.xml, paragraph 1", "identity"),
    ]


def test_a_pdf_is_searched_page_by_page(pdf):
    data = pdf("Rules", f"Contact\nTel {MOBILE}", f"ID {IDENTITY[:6]}\n{IDENTITY[6:]}")
    assert places(data) == [("page 2, line 2", "mobile"), ("page 3, line 1", "identity")]


def test_what_holds_nothing_personal_passes(workbook, document, pdf):
    office = "0532-85912345"
    for data in (
        f"院校,办公电话\n平度市技师学院,{office}\n".encode(),
        workbook(a=[["院校", "在校生"], ["平度市技师学院", 4390]]),
        document(f"<w:p><w:r><w:t>电话 {office}</w:t></w:r></w:p>"),
        pdf(f"Tel {office}"),
        b"",
    ):
        assert places(data) == []


def bomb() -> bytes:
    file = io.BytesIO()
    with zipfile.ZipFile(file, "w", zipfile.ZIP_DEFLATED) as packed:
        packed.writestr("[Content_Types].xml", "<Types/>")
        packed.writestr("word/document.xml", b" " * (80 * 2**20))
    return file.getvalue()


def encrypted(pdf_of) -> bytes:
    writer = pypdf.PdfWriter(clone_from=io.BytesIO(pdf_of("secret")))
    writer.encrypt("secret", algorithm="RC4-128")
    file = io.BytesIO()
    writer.write(file)
    return file.getvalue()


def test_what_cannot_be_searched_is_refused_with_a_sentence(pdf):
    entity = '<!DOCTYPE x [<!ENTITY a "b">]><x>&a;</x>'
    for data, words in (
        (bomb(), "too large"),
        (b"0" * (40 * 2**20 + 1), "too large"),
        (encrypted(pdf), "password"),
        (b"\xd0\xcf\x11\xe0" + bytes(512), "password"),
        (b"PK\x03\x04 no archive", "damaged"),
        (archive(**{"word/document.xml": entity}), "damaged"),
        (archive(**{"xl/workbook.xml": "<a/>"}), "damaged"),
        (b"%PDF-1.7 and nothing more", "damaged"),
        (b"\x89PNG\r\n\x1a\n\x00\x00", "none of those"),
    ):
        with pytest.raises(FileRefused, match=words):
            in_file("x", data)


def test_a_sheet_that_spans_more_than_can_be_held_is_refused_before_it_is_read(
    workbook, monkeypatch
):
    monkeypatch.setattr(workbooks, "MOST", Most(cells=100))
    assert places(workbook(a=[["x"] * 10] * 10)) == []
    with pytest.raises(FileRefused, match="too large"):
        in_file("x", workbook(a=[["x"] * 11] * 10))


def test_shared_texts_are_counted_wherever_they_stand(workbook, monkeypatch):
    monkeypatch.setattr(workbooks, "MOST", Most(characters=1_000))
    with pytest.raises(FileRefused, match="too large"):
        in_file("x", workbook(a=[["长" * 100]] * 11))


def test_a_number_is_found_once_where_a_long_text_is_read_in_pieces():
    lines = ["一行"] * 3_000
    lines[998:1001] = ["370202", "19900101", "1237"]
    lines[1990] = MOBILE
    assert places("\n".join(lines).encode()) == [("line 999", "identity"), ("line 1991", "mobile")]


def test_a_passage_that_has_no_end_is_refused():
    with pytest.raises(FileRefused, match="too large"):
        in_file("x", b"1 " * 2**20)
