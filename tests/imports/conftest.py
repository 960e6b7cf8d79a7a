"""Files as clerks send them."""

from __future__ import annotations

import csv
import io

import pytest
import xlsxwriter

from qingdao_techedu.imports.checking import check
from qingdao_techedu.imports.declaring import registered
from qingdao_techedu.imports.files import read


@pytest.fixture
def csv_of():
    """CSV in UTF-8 from rows of text."""

    def write(*rows: list[str], encoding: str = "utf-8") -> bytes:
        text = io.StringIO(newline="")
        csv.writer(text).writerows(rows)
        return text.getvalue().encode(encoding)

    return write


@pytest.fixture
def xlsx_of():
    """A workbook from rows of values as a spreadsheet would hold them."""

    def write(*rows: list) -> bytes:
        file = io.BytesIO()
        with xlsxwriter.Workbook(file, {"in_memory": True}) as workbook:
            day = workbook.add_format({"num_format": "yyyy-mm-dd"})
            sheet = workbook.add_worksheet()
            for line, row in enumerate(rows):
                for place, value in enumerate(row):
                    is_date = hasattr(value, "isoformat")
                    sheet.write(line, place, value, *([day] if is_date else []))
        return file.getvalue()

    return write


@pytest.fixture
def checked(db, csv_of):
    """Rows of text, checked against a registered table."""

    def run(table: str, *rows: list[str]):
        return check(registered()[table], read(csv_of(*rows)))

    return run


@pytest.fixture
def faults(checked):
    """What is wrong with rows of text, as the sentences a clerk reads."""

    def run(table: str, *rows: list[str]) -> list[str]:
        return [str(problem) for problem in checked(table, *rows).problems.shown]

    return run
