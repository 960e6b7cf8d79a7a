"""The workbook of a return goes out with last year's figures and comes back with this year's."""

from __future__ import annotations

import io

import pytest
import xlsxwriter
from python_calamine import CalamineWorkbook

from colleges.enrollment.models import Measure
from colleges.enrollment.returns.lines import sheet_of
from colleges.enrollment.returns.workbook import as_xlsx, read_return
from colleges.models import College
from qingdao_techedu.imports.problems import MANY, FileRefused

WIDTH = 5  # columns that say which line it is


def rows_of(data: bytes) -> list[list]:
    return CalamineWorkbook.from_filelike(io.BytesIO(data)).get_sheet_by_index(0).to_python()


def as_file(rows: list[list]) -> bytes:
    file = io.BytesIO()
    with xlsxwriter.Workbook(file, {"in_memory": True}) as book:
        sheet = book.add_worksheet()
        for number, row in enumerate(rows):
            sheet.write_row(number, 0, row)
    return file.getvalue()


@pytest.fixture
def rows(asked) -> list[list]:
    """The workbook as it is downloaded, row by row."""
    return rows_of(as_xlsx(sheet_of(asked)))


def test_it_shows_last_year_and_leaves_this_year_blank(rows, asked, specialty):
    heading, *lines = rows
    assert len(lines) == 2
    assert lines[0][:2] == [asked.college.name_zh, specialty.name_zh]
    enrolled = next(place for place, name in enumerate(heading) if name == "在校生数")
    assert heading[enrolled - 1] == "2030 在校生数"
    assert [(row[enrolled - 1], row[enrolled]) for row in lines] == [(120, ""), (180, "")]


def test_filled_in_it_comes_back_as_the_figures_of_the_form(rows, asked, figures):
    measures = list(Measure.objects.all())
    expected = figures(employed=("x", 45))
    for row, sex in zip(rows[1:], ("female", "male"), strict=True):
        for place, measure in enumerate(measures):
            value, symbol = next(
                one for key, one in expected.items() if key[3:] == (sex, measure.pk)
            )
            row[WIDTH + 2 * place + 1] = symbol or value
    file = read_return(as_file(rows), asked)
    assert not list(map(str, file.problems))
    assert file.figures == expected


def test_a_workbook_that_is_not_filled_in_is_told_so(rows, asked):
    file = read_return(as_file(rows), asked)
    assert len(file.problems) == 1
    assert not file.figures


@pytest.mark.parametrize(
    ("value", "place"),
    [
        (-3, WIDTH + 1),
        (1.5, WIDTH + 1),
        ("many", WIDTH + 1),
        (10_000_000, WIDTH + 1),
        ("no such specialty", 1),
        ("no such level", 2),
    ],
)
def test_a_fault_is_told_by_line_column_and_value(rows, asked, value, place):
    rows[1][WIDTH + 1], rows[1][place] = 5, value
    rows[1][place] = value
    file = read_return(as_file(rows), asked)
    (problem,) = file.problems
    assert problem.line == 2
    assert problem.value == str(value)
    assert problem.column == rows[0][place]
    assert problem.rule


def test_another_college_s_workbook_is_refused(rows, asked):
    other = College.objects.exclude(pk=asked.college_id)[0]
    rows[1][0], rows[1][WIDTH + 1] = other.name_zh, 5
    (problem,) = read_return(as_file(rows), asked).problems
    assert problem.column == rows[0][0]


def test_a_line_that_stands_there_twice_is_refused(rows, asked):
    for row in rows[1:]:
        row[WIDTH + 1] = 5
    (problem,) = read_return(as_file([*rows, rows[1]]), asked).problems
    assert problem.line == 4


def test_a_file_of_faults_alone_is_read_only_until_it_is_plain(rows, asked):
    faulty = ["nobody"] * WIDTH + [-1] * (len(rows[0]) - WIDTH)
    file = read_return(as_file([rows[0], *[faulty] * 600]), asked)
    assert MANY <= len(file.problems) < MANY + len(faulty)


@pytest.mark.parametrize("data", [b"", b"\xff\xfe\x00", b"PK\x03\x04 no workbook"])
def test_what_is_no_spreadsheet_is_refused(asked, data):
    with pytest.raises(FileRefused):
        read_return(data, asked)
