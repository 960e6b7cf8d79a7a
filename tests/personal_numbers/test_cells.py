"""Numbers that a table divides among its cells."""

from __future__ import annotations

import pytest

from qingdao_techedu.personal_numbers.cells import in_cells

IDENTITY = "370202199001011237"


def told(cells, heading=()):
    return [(one.cell, str(one.finding.kind)) for one in in_cells(cells, heading)]


def test_a_number_in_one_cell_is_told_by_its_cell():
    assert told(["王建国", "13812345678", IDENTITY]) == [(1, "mobile"), (2, "identity")]


@pytest.mark.parametrize(
    "cells",
    [list(IDENTITY), ["370202", "19900101", "1237"], ["37", "", "0202199001", "01", "1237"]],
)
def test_an_id_number_divided_among_cells_is_found(cells):
    assert told(["王建国", *cells]) == [(1, "identity")]


def test_eleven_cells_of_one_digit_are_a_mobile_number():
    assert told(["王建国", *"13812345678", "备注"]) == [(1, "mobile")]


def test_three_columns_of_figures_are_none_unless_the_heading_says_so():
    assert told(["151", "2034", "1876"]) == []
    assert told(["1512 034", "1876"]) == []
    assert told(["15 120 341 876"], ["手机"]) == [(0, "mobile")]


def test_a_date_under_a_heading_of_births_needs_somebody_in_its_row():
    heading = ["姓名", "备注", "出生日期"]
    assert told(["王建国", "优秀学生，机电", "2008-05-01"], heading) == [(2, "birth")]
    assert told(["", "", "2008-05-01"], heading) == []
    assert told(["王建国", "优秀学生，机电", "2008-05-01"], ["姓名", "备注", "入学"]) == []
