"""Workbooks of raw XML, for what no writer of spreadsheets writes on purpose."""

from __future__ import annotations

import io
import zipfile
from xml.sax.saxutils import quoteattr

NAMESPACE = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"
KINDS = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
PACKAGE = "http://schemas.openxmlformats.org/package/2006/"


def workbook(
    rows: str,
    *,
    styles: str = "",
    shared: str = "",
    after: str = "",
    before: str = "",
    book: str = "",
) -> bytes:
    """A workbook of one sheet: XML of its rows, and of whatever else matters."""
    related = {"r1": ("worksheet", "worksheets/sheet1.xml")}
    parts = {
        "xl/workbook.xml": f'<workbook xmlns="{NAMESPACE}" xmlns:r="{KINDS}">{book}<sheets>'
        '<sheet name="S" sheetId="1" r:id="r1"/></sheets></workbook>',
        "xl/worksheets/sheet1.xml": f'<worksheet xmlns="{NAMESPACE}">{before}'
        f"<sheetData>{rows}</sheetData>{after}</worksheet>",
    }
    if styles:
        related["r2"] = ("styles", "styles.xml")
        parts["xl/styles.xml"] = f'<styleSheet xmlns="{NAMESPACE}">{styles}</styleSheet>'
    if shared:
        related["r3"] = ("sharedStrings", "sharedStrings.xml")
        parts["xl/sharedStrings.xml"] = f'<sst xmlns="{NAMESPACE}">{shared}</sst>'
    links = "".join(
        f'<Relationship Id="{key}" Type="{KINDS}/{kind}" Target="{target}"/>'
        for key, (kind, target) in related.items()
    )
    file = io.BytesIO()
    with zipfile.ZipFile(file, "w") as archive:
        archive.writestr("[Content_Types].xml", f'<Types xmlns="{PACKAGE}content-types"/>')
        archive.writestr(
            "_rels/.rels",
            f'<Relationships xmlns="{PACKAGE}relationships"><Relationship Id="r1" '
            f'Type="{KINDS}/officeDocument" Target="xl/workbook.xml"/></Relationships>',
        )
        archive.writestr(
            "xl/_rels/workbook.xml.rels",
            f'<Relationships xmlns="{PACKAGE}relationships">{links}</Relationships>',
        )
        for name, content in parts.items():
            archive.writestr(name, content)
    return file.getvalue()


def styles(*codes: str | int) -> str:
    """A style for each format, by its code or by its built-in number."""
    formats = "".join(
        f'<numFmt numFmtId="{164 + place}" formatCode={quoteattr(code)}/>'
        for place, code in enumerate(codes)
        if isinstance(code, str)
    )
    used = "".join(
        f'<xf numFmtId="{164 + place if isinstance(code, str) else code}"/>'
        for place, code in enumerate(codes)
    )
    return f"<numFmts>{formats}</numFmts><cellXfs>{used}</cellXfs>"


def text(place: str, words: str) -> str:
    return f'<c r="{place}" t="inlineStr"><is><t>{words}</t></is></c>'
