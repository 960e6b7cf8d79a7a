"""Files as people send them, made by hand: a workbook, a Word document, a PDF."""

from __future__ import annotations

import io
import zipfile

import pytest
import xlsxwriter

W = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"


@pytest.fixture
def workbook():
    """A workbook of sheets by name; ``hidden`` names one, ``comments`` are by cell of the first."""

    def make(hidden: str = "", comments: dict[str, str] | None = None, **sheets: list[list]):
        file = io.BytesIO()
        with xlsxwriter.Workbook(file, {"in_memory": True}) as book:
            day = book.add_format({"num_format": "yyyy-mm-dd"})
            for name, rows in sheets.items():
                sheet = book.add_worksheet(name)
                for line, row in enumerate(rows):
                    for place, value in enumerate(row):
                        form = [day] if hasattr(value, "isoformat") else []
                        sheet.write(line, place, value, *form)
                for cell, text in (comments or {}).items():
                    sheet.write_comment(cell, text)
                if name == hidden:
                    sheet.hide()
        return file.getvalue()

    return make


def archive(**parts: str) -> bytes:
    file = io.BytesIO()
    with zipfile.ZipFile(file, "w", zipfile.ZIP_DEFLATED) as packed:
        for name, content in parts.items():
            packed.writestr(name, content)
    return file.getvalue()


@pytest.fixture
def document():
    """A Word document whose body is ``xml``, beside other parts by name."""

    def make(xml: str, **parts: str) -> bytes:
        body = f'<w:document xmlns:w="{W}"><w:body>{xml}</w:body></w:document>'
        others = {
            f"word/{name}.xml": f'<w:x xmlns:w="{W}">{text}</w:x>' for name, text in parts.items()
        }
        return archive(**{"[Content_Types].xml": "<Types/>", "word/document.xml": body, **others})

    return make


@pytest.fixture
def pdf():
    """A PDF with one page for each text; lines are set one under the other."""

    def make(*pages: str) -> bytes:
        objects = [
            "<< /Type /Catalog /Pages 2 0 R >>",
            "",
            "<< /Type /Font /Subtype /Type1 /BaseFont /Helvetica >>",
        ]
        kids = []
        for text in pages:
            shown = " T* ".join(f"({line}) Tj" for line in text.split("\n"))
            stream = f"BT /F1 12 Tf 14 TL 50 700 Td {shown} ET"
            number = len(objects) + 1
            kids.append(f"{number} 0 R")
            objects += [
                f"<< /Type /Page /Parent 2 0 R /Contents {number + 1} 0 R /MediaBox [0 0 600 800] "
                "/Resources << /Font << /F1 3 0 R >> >> >>",
                f"<< /Length {len(stream)} >>\nstream\n{stream}\nendstream",
            ]
        objects[1] = f"<< /Type /Pages /Kids [{' '.join(kids)}] /Count {len(kids)} >>"
        file, places = "%PDF-1.4\n", []
        for number, content in enumerate(objects, start=1):
            places.append(len(file))
            file += f"{number} 0 obj\n{content}\nendobj\n"
        table = "".join(f"{place:010} 00000 n \n" for place in places)
        size = len(objects) + 1
        end = (
            f"xref\n0 {size}\n0000000000 65535 f \n{table}trailer << /Size {size} /Root 1 0 R >>\n"
        )
        return f"{file}{end}startxref\n{len(file)}\n%%EOF".encode()

    return make
