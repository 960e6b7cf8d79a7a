"""What a file is by its bytes, whatever it is called; what is no table is refused by its name."""

from __future__ import annotations

import io
import re
import zipfile

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from .refusals import FileRefused, Protected

ZIP, OLE = b"PK\x03\x04", b"\xd0\xcf\x11\xe0"
NEAR = 2_000  # characters in which a text says what it is

TABLE = gettext_lazy(
    "This is %(kind)s, whatever it is called. Open it in Excel, WPS or LibreOffice and save it "
    "as “Excel workbook (.xlsx)” or as “CSV UTF-8”."
)
NO_TABLE = gettext_lazy(
    "This is %(kind)s, not a spreadsheet. Send the spreadsheet itself, as “Excel workbook "
    "(.xlsx)” or as “CSV UTF-8”."
)
IN_OLE = (
    ("Workbook", TABLE, gettext_lazy("a workbook in the old .xls or .et format")),
    ("Book", TABLE, gettext_lazy("a workbook in the old .xls or .et format")),
    ("WordDocument", NO_TABLE, gettext_lazy("a Word document")),
    ("PowerPoint Document", NO_TABLE, gettext_lazy("a presentation")),
)
IN_ZIP = (
    ("xl/workbook.bin", TABLE, gettext_lazy("a binary workbook (.xlsb)")),
    ("word/document.xml", NO_TABLE, gettext_lazy("a Word document")),
    ("ppt/presentation.xml", NO_TABLE, gettext_lazy("a presentation")),
    ("Index/Document.iwa", TABLE, gettext_lazy("a Numbers document")),
)
BY_BYTES = (
    (b"%PDF-", NO_TABLE, gettext_lazy("a PDF file")),
    (b"\x89PNG", NO_TABLE, gettext_lazy("a picture")),
    (b"\xff\xd8\xff", NO_TABLE, gettext_lazy("a picture")),
    (b"GIF8", NO_TABLE, gettext_lazy("a picture")),
    (b"Rar!", NO_TABLE, gettext_lazy("a packed archive")),
    (b"7z\xbc\xaf", NO_TABLE, gettext_lazy("a packed archive")),
    (b"\x1f\x8b", NO_TABLE, gettext_lazy("a packed archive")),
    (b"PAR1", NO_TABLE, gettext_lazy("a Parquet file")),
    (b"SQLite format 3", NO_TABLE, gettext_lazy("a database")),
)
ODS, ODT = (
    gettext_lazy("an OpenDocument spreadsheet (.ods)"),
    gettext_lazy("a text document (.odt)"),
)
WEB_ARCHIVE = gettext_lazy("a web archive (.mht)")
WEB_PAGE = gettext_lazy("a web page (HTML)")
BY_TEXT = (
    (r"<(!doctype html|html|head|body|meta|style|table|div)\b", TABLE, WEB_PAGE),
    (
        r"(?s).*urn:schemas-microsoft-com:office:spreadsheet",
        TABLE,
        gettext_lazy("an XML table (Excel 2003)"),
    ),
    (r"(?s).*<html\b", TABLE, WEB_PAGE),
    (r"(?s)<.*<office:document\b", TABLE, gettext_lazy("an OpenDocument spreadsheet (.fods)")),
    (r"<\?xml\b", NO_TABLE, gettext_lazy("an XML file")),
    (r"(?s).*^mime-version:", TABLE, WEB_ARCHIVE),
    (r"\{\\rtf", NO_TABLE, gettext_lazy("a text document (.rtf)")),
    (r"id;p", TABLE, gettext_lazy("a SYLK file (.slk)")),
    (r"table\r?\n0,1", TABLE, gettext_lazy("a DIF file (.dif)")),
    (r"[\[{]\s*[\[{\"]", NO_TABLE, gettext_lazy("a JSON file")),
)


def is_workbook(data: bytes) -> bool:
    """Whether the bytes are an XLSX workbook, or at least an archive as they are.

    Raises ``FileRefused`` for what is neither a workbook nor text.
    """
    if data.startswith(OLE):
        _refuse_ole(data)
    if data.startswith(ZIP):
        _refuse_other_archives(data)
        return True
    head = data[:1024].lstrip()
    for begins, words, kind in BY_BYTES:
        if head.startswith(begins) or (begins == b"%PDF-" and begins in head):
            _refuse(words, kind)
    return False


def refuse_other_texts(text: str) -> None:
    """Raises ``FileRefused`` for what is text, but no delimited text."""
    head = text[:NEAR].lstrip("\ufeff \t\r\n").lower()
    for shape, words, kind in BY_TEXT:
        if re.match(shape, head, re.MULTILINE):
            _refuse(words, kind)


def _refuse_ole(data: bytes) -> None:
    if "EncryptedPackage".encode("utf-16-le") in data:
        raise Protected()
    for stream, words, kind in IN_OLE:
        if f"{stream}\0".encode("utf-16-le") in data:
            _refuse(words, kind)
    _refuse(TABLE, _("a file in an old format of Office or WPS, perhaps with a password"))


def _refuse_other_archives(data: bytes) -> None:
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as archive:
            names = archive.namelist()
            kind = archive.read("mimetype")[:100] if "mimetype" in names else b""
    except Exception:  # whoever reads it says that it is damaged
        return
    if kind.startswith(b"application/vnd.oasis.opendocument"):
        is_table = b"spreadsheet" in kind
        _refuse(*((TABLE, ODS) if is_table else (NO_TABLE, ODT)))
    for name, words, said in IN_ZIP:
        if name in names:
            _refuse(words, said)
    if any(name.lower().endswith((".xlsx", ".xls", ".csv", ".et")) for name in names):
        raise FileRefused(_("This is a packed archive. Unpack it and send the spreadsheet in it."))


def _refuse(words, kind) -> None:
    raise FileRefused(str(words) % {"kind": kind})
