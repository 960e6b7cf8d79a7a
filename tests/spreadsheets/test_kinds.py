"""What is no table is called by its name, whatever the file is called."""

from __future__ import annotations

import io
import zipfile

import pytest
from django.utils import translation

from qingdao_techedu.imports.files import read
from qingdao_techedu.spreadsheets.refusals import FileRefused

OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(504)
XML_2003 = (
    '<?xml version="1.0"?>\n<?mso-application progid="Excel.Sheet"?>\n<Workbook '
    'xmlns="urn:schemas-microsoft-com:office:spreadsheet"><Worksheet ss:Name="a"/></Workbook>'
)
HTML = (
    '<html xmlns:x="urn:schemas-microsoft-com:office:excel"><table><tr><td>编码</td></tr></table>'
)
MHT = 'MIME-Version: 1.0\nContent-Type: multipart/related; boundary="x"\n\n--x\n'


def archive(**parts: str) -> bytes:
    file = io.BytesIO()
    with zipfile.ZipFile(file, "w") as packed:
        for name, content in parts.items():
            packed.writestr(name, content)
    return file.getvalue()


def ole(stream: str) -> bytes:
    return OLE + stream.encode("utf-16-le") + bytes(64)


@pytest.mark.parametrize(
    ("data", "kind"),
    [
        (HTML.encode(), "a web page (HTML)"),
        (b"\xef\xbb\xbf\r\n <!DOCTYPE HTML><html>", "a web page (HTML)"),
        (b"<table><tr><td>1", "a web page (HTML)"),
        (HTML.encode("utf-16"), "a web page (HTML)"),
        (HTML.encode("gbk"), "a web page (HTML)"),
        (XML_2003.encode(), "an XML table (Excel 2003)"),
        (b"<?xml version='1.0'?><office:document/>", "an OpenDocument spreadsheet (.fods)"),
        (b"<?xml version='1.0'?><rows/>", "an XML file"),
        (MHT.encode(), "a web archive (.mht)"),
        (b"From: <Saved>\nSubject: x\nMIME-Version: 1.0\n", "a web archive (.mht)"),
        (b"{\\rtf1 a}", "a text document (.rtf)"),
        (b"ID;PWXL;N;E\nP;PGeneral", "a SYLK file (.slk)"),
        (b'TABLE\n0,1\n"EXCEL"', "a DIF file (.dif)"),
        (b'[{"code": "qd-001"}]', "a JSON file"),
        (b"%PDF-1.7\n", "a PDF file"),
        (b"\x89PNG\r\n\x1a\n", "a picture"),
        (b"Rar!\x1a\x07", "a packed archive"),
        (ole("Workbook"), "a workbook in the old .xls or .et format"),
        (ole("WordDocument"), "a Word document"),
        (OLE, "a file in an old format of Office or WPS, perhaps with a password"),
        (
            archive(mimetype="application/vnd.oasis.opendocument.spreadsheet"),
            "an OpenDocument spreadsheet (.ods)",
        ),
        (
            archive(mimetype="application/vnd.oasis.opendocument.text"),
            "a text document (.odt)",
        ),
        (archive(**{"xl/workbook.bin": ""}), "a binary workbook (.xlsb)"),
        (archive(**{"word/document.xml": ""}), "a Word document"),
    ],
)
def test_what_is_no_table_is_called_by_its_name_and_told_how_to_save_it(data, kind):
    with translation.override("en"), pytest.raises(FileRefused) as refused:
        read(data)
    assert str(refused.value).startswith(f"This is {kind}, ")
    assert "“Excel workbook (.xlsx)” or as “CSV UTF-8”" in str(refused.value)


def test_a_password_and_a_packed_table_are_told():
    with translation.override("en"):
        with pytest.raises(FileRefused, match="protected by a password"):
            read(ole("EncryptedPackage"))
        with pytest.raises(FileRefused, match="Unpack it and send the spreadsheet in it"):
            read(archive(**{"院校.xlsx": ""}))


@pytest.mark.parametrize("text", ["identity,name\na,b\n", "table,name\n0,1\n", "[1],name\na,b\n"])
def test_a_table_that_begins_alike_is_read(text):
    assert len(read(text.encode()).rows) == 1
