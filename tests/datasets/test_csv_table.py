"""Any table as CSV: what is written is what a reader gets back, and nothing runs."""

from __future__ import annotations

import csv
import io
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from qingdao_techedu.datasets import cells, csv_table

CELLS = (
    st.text()
    | st.text(alphabet=list("=+-@\t\r\n\"',;青 a1"))
    | st.sampled_from(['"引号"', "逗号,分隔", "两行\n文字", "\r\n", "'", '""', "\x00", "\u2028"])
)


@given(st.integers(1, 4).flatmap(lambda n: st.lists(st.lists(CELLS, min_size=n, max_size=n))))
def test_cells_come_back_as_they_were_written(rows):
    text = "".join(map(csv_table.line, rows))
    assert list(csv.reader(io.StringIO(text, newline=""))) == rows


def test_lines_end_with_carriage_return_and_line_feed():
    assert b"".join(csv_table.lines([["a", "b"], [1, None]])) == b"\xef\xbb\xbfa,b\r\n1,\r\n"


@pytest.mark.parametrize("start", list("=+-@\t\r"))
def test_a_text_that_begins_like_a_formula_is_disarmed(start):
    assert cells.without_formula(f"{start}1+1") == f"'{start}1+1"
    assert cells.without_formula(f"1{start}1") == f"1{start}1"


@given(CELLS)
def test_no_text_is_left_that_a_spreadsheet_would_run(cell):
    safe = cells.without_formula(cell)
    assert not safe.startswith(cells.FORMULA_STARTS)
    assert safe.removeprefix("'") == cell.removeprefix("'")


@pytest.mark.parametrize("number", [-5, 0, 43_900, None, Decimal("-1.5")])
def test_numbers_are_never_changed(number):
    assert cells.without_formula(number) == number


@pytest.mark.parametrize(
    ("value", "written"),
    [("43900.0000", "43900"), ("35.7600", "35.76"), ("100.0000", "100"), ("0.0000", "0")],
)
def test_decimals_are_written_without_idle_zeros(value, written):
    assert cells.without_idle_zeros(Decimal(value)) == written
