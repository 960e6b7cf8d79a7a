"""Workbooks made to do harm: refused before they unfold, with a sentence."""

from __future__ import annotations

import io
import struct
import zipfile

import pytest
from django.utils import translation
from hypothesis import given
from hypothesis import strategies as st

from qingdao_techedu.imports.files import Spreadsheet, read
from qingdao_techedu.imports.problems import FileRefused

SHEET = "xl/worksheets/sheet1.xml"
STRINGS = "xl/sharedStrings.xml"
NAMESPACE = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"


@pytest.fixture(autouse=True)
def _in_english():
    with translation.override("en"):
        yield


@pytest.fixture
def plain(xlsx_of):
    return xlsx_of(["code", "name"], ["a", "b"])


def rebuilt(data: bytes, **changes) -> bytes:
    """The workbook with some parts in another form; None takes one away."""
    file = io.BytesIO()
    with (
        zipfile.ZipFile(io.BytesIO(data)) as old,
        zipfile.ZipFile(file, "w", zipfile.ZIP_DEFLATED) as new,
    ):
        parts = {name: old.read(name) for name in old.namelist()} | changes.get("parts", {})
        for name, content in parts.items():
            if content is not None:
                new.writestr(name, content)
    return file.getvalue()


def worksheet(rows: str) -> bytes:
    return f'<worksheet xmlns="{NAMESPACE}"><sheetData>{rows}</sheetData></worksheet>'.encode()


def refusal(data: bytes) -> str:
    with pytest.raises(FileRefused) as refused:
        read(data)
    return str(refused.value)


def test_the_plain_workbook_is_read(plain):
    assert read(plain).rows == [(2, ["a", "b"])]


def test_parts_that_unpack_too_far_are_refused(plain):
    bomb = b"<worksheet>" + b" " * (40 * 2**20)
    assert refusal(rebuilt(plain, parts={SHEET: bomb})).startswith(
        "The workbook unpacks to more than 32 MB"
    )


def test_a_part_that_lies_about_its_size_is_refused(plain):
    bomb = rebuilt(plain, parts={SHEET: b"<worksheet>" + b" " * (40 * 2**20)})
    at = bomb.rindex(SHEET.encode()) - 46
    assert bomb[at : at + 4] == b"PK\x01\x02"
    lying = bomb[: at + 24] + struct.pack("<L", 100) + bomb[at + 28 :]
    assert "not a readable XLSX" in refusal(lying)


def test_a_short_text_shared_by_very_many_cells_is_refused(plain):
    strings = f'<sst xmlns="{NAMESPACE}"><si><t>{"长" * 30_000}</t></si></sst>'.encode()
    cell = "<c t='s'><v>0</v></c>"
    rows = "".join(f"<row>{cell * 50}</row>" for _line in range(100))
    data = rebuilt(plain, parts={STRINGS: strings, SHEET: worksheet(rows)})
    assert refusal(data).startswith("The workbook unpacks to more than 32 MB")


@pytest.mark.parametrize("place", ["A1048576", "A20001"])
def test_a_cell_far_below_is_refused(plain, place):
    rows = f'<row><c r="A1" t="str"><v>code</v></c></row><row><c r="{place}"><v>1</v></c></row>'
    data = rebuilt(plain, parts={SHEET: worksheet(rows)})
    assert refusal(data).startswith("The sheet goes on below line 20000.")


def test_a_cell_far_to_the_right_is_refused(plain):
    data = rebuilt(plain, parts={SHEET: worksheet('<row><c r="XFD1"><v>1</v></c></row>')})
    assert refusal(data).startswith("The sheet has more than 60 columns.")


def test_a_hundred_thousand_empty_formatted_rows_do_no_harm(plain):
    empty = "".join(f'<row r="{n}"><c r="A{n}" s="1"/></row>' for n in range(3, 100_000))
    head = '<row r="1"><c r="A1" t="str"><v>code</v></c></row>'
    body = '<row r="2"><c r="A2" t="str"><v>a</v></c></row>'
    data = rebuilt(plain, parts={SHEET: worksheet(head + body + empty)})
    assert read(data).rows == [(2, ["a"])]


def test_a_formula_is_refused_with_its_cell(xlsx_of):
    data = xlsx_of(["code", "name"], ["a", "=HYPERLINK(1)"])
    assert refusal(data).startswith("Cell B2 holds a formula.")


def test_a_faulty_cell_is_refused_with_its_place(plain):
    rows = '<row r="1"><c r="A1" t="e"><v>#N/A</v></c></row>'
    assert refusal(rebuilt(plain, parts={SHEET: worksheet(rows)})).startswith(
        "Cell A1 shows a fault"
    )


def test_macros_are_refused(plain):
    data = rebuilt(plain, parts={"xl/vbaProject.bin": b"Sub AutoOpen()"})
    assert refusal(data).startswith("The workbook holds macros.")


def test_an_encrypted_part_is_refused(plain):
    data = bytearray(plain)
    at = data.index(b"PK\x01\x02")
    data[at + 8] |= 1
    assert refusal(bytes(data)).startswith("The file is protected by a password")


def test_a_document_type_is_refused(plain):
    entity = b'<!DOCTYPE x [<!ENTITY a "aaaa">]>' + worksheet("<row><c><v>&a;</v></c></row>")
    assert "not a readable XLSX" in refusal(rebuilt(plain, parts={SHEET: entity}))


@pytest.mark.parametrize(
    "parts",
    [
        {SHEET: None},
        {SHEET: b"not xml"},
        {SHEET: worksheet('<row><c r="A1" t="s"><v>99</v></c></row>')},
        {SHEET: worksheet('<row><c r="A1" t="s"><v>-1</v></c></row>')},
        {SHEET: worksheet('<row r="9999999999"><c><v>1</v></c></row>')},
        {"xl/workbook.xml": None},
        {"XL/worksheets/SHEET1.xml": b"<worksheet/>"},
    ],
)
def test_a_damaged_workbook_is_refused(plain, parts):
    assert "not a readable XLSX" in refusal(rebuilt(plain, parts=parts))


def test_an_archive_of_something_else_is_refused():
    file = io.BytesIO()
    with zipfile.ZipFile(file, "w") as archive:
        archive.writestr("mimetype", "application/vnd.oasis.opendocument.spreadsheet")
    assert refusal(file.getvalue()).startswith("This is an OpenDocument spreadsheet (.ods)")


@given(st.data())
def test_a_workbook_with_any_byte_changed_is_read_or_refused(data):
    content = bytearray(_workbook())
    for _time in range(data.draw(st.integers(1, 4))):
        content[data.draw(st.integers(4, len(content) - 1))] = data.draw(st.integers(0, 255))
    try:
        assert isinstance(read(bytes(content)), Spreadsheet)
    except FileRefused as refused:
        assert str(refused)


@given(st.text(alphabet=st.characters(codec="utf-8"), max_size=60))
def test_any_content_of_a_cell_is_read_or_refused(text):
    escaped = text.replace("&", "&amp;").replace("<", "&lt;")
    rows = f'<row><c r="A1" t="str"><v>{escaped}</v></c></row>'
    try:
        assert isinstance(read(rebuilt(_workbook(), parts={SHEET: worksheet(rows)})), Spreadsheet)
    except FileRefused as refused:
        assert str(refused)


def _workbook() -> bytes:
    """The smallest workbook, not compressed, so that a changed byte reaches the reader."""
    kind = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
    package = "http://schemas.openxmlformats.org/package/2006/"
    file = io.BytesIO()
    with zipfile.ZipFile(file, "w") as archive:
        archive.writestr("[Content_Types].xml", f'<Types xmlns="{package}content-types"/>')
        archive.writestr(
            "_rels/.rels",
            f'<Relationships xmlns="{package}relationships"><Relationship Id="r1" '
            f'Type="{kind}/officeDocument" Target="xl/workbook.xml"/></Relationships>',
        )
        archive.writestr(
            "xl/_rels/workbook.xml.rels",
            f'<Relationships xmlns="{package}relationships"><Relationship Id="r1" '
            f'Type="{kind}/worksheet" Target="worksheets/sheet1.xml"/></Relationships>',
        )
        archive.writestr(
            "xl/workbook.xml",
            f'<workbook xmlns="{NAMESPACE}" xmlns:r="{kind}"><sheets>'
            '<sheet name="S" sheetId="1" r:id="r1"/></sheets></workbook>',
        )
        archive.writestr(
            SHEET, worksheet('<row r="1"><c r="A1" t="inlineStr"><is><t>code</t></is></c></row>')
        )
    return file.getvalue()


def test_the_smallest_workbook_is_read():
    assert read(_workbook()).heading == ["code"]
