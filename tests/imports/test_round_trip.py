"""Whatever a template holds, the reader reads it again: any text in any cell, in both formats."""

from __future__ import annotations

from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from colleges.enrollment.figures.imports import FIGURES
from colleges.enrollment.models import Release, Return
from colleges.enrollment.returns.lines import ReturnSheet
from colleges.enrollment.returns.workbook import table_of as return_table
from colleges.models import College
from qingdao_techedu.imports.declaring import registered
from qingdao_techedu.imports.files import FAULT, read
from qingdao_techedu.imports.headings import understood
from qingdao_techedu.imports.problems import Problems
from qingdao_techedu.imports.templates import as_csv, as_xlsx, to_fill_in

TABLES = {**registered(), "figures": FIGURES}
# What a cell can hold: Excel takes no control characters, and writes ``_x0041_`` in its own way.
TEXT = st.text(
    st.characters(codec="utf-8", exclude_categories=["Cc", "Cs", "Co", "Cn"]), max_size=12
).map(str.strip)
CELL = TEXT.filter(lambda text: not FAULT.fullmatch(text) and "_x" not in text)


@pytest.mark.parametrize("suffix", ["xlsx", "csv"])
@pytest.mark.parametrize("name", TABLES)
@given(data=st.data())
def test_any_text_of_a_template_is_read_again(name, suffix, data):
    table = TABLES[name]
    columns = to_fill_in(table)
    width = len(columns)
    row = st.lists(CELL, min_size=width, max_size=width).filter(any)
    rows = data.draw(st.lists(row, min_size=1, max_size=4))
    written = as_xlsx_of(table, rows) if suffix == "xlsx" else b"".join(as_csv(table, rows))
    sheet = read(written)
    padded = [[*cells, *[""] * (width - len(cells))] for _line, cells in sheet.rows]
    assert padded == rows
    problems = Problems()
    headings = understood(table, sheet, problems)
    assert not problems
    assert [headings.places[column.name] for column in columns] == [[n] for n in range(width)]


def as_xlsx_of(table, rows) -> bytes:
    """Without the list of codes, which is read from the database and tells nothing of cells."""
    return as_xlsx(replace(table, lists_codes=False), rows)


def test_a_return_has_one_heading_for_each_column():
    annual_return = Return(release=Release(year=2031), college=College(name_zh="示例"))
    table = return_table(ReturnSheet(annual_return, [], None, {}, {}, []))
    assert len({table.label_of(column) for column in table.columns}) == len(table.columns)
