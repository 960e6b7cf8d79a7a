"""A file of nominations: the template goes out, and every fault comes back with its line."""

from __future__ import annotations

import io

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils import translation
from python_calamine import CalamineWorkbook

from awards.models import AwardKind, Round
from awards.nominating import actions
from awards.nominating.workbook import read_nominations, table_of
from colleges.models import Specialty
from qingdao_techedu.imports.problems import FileRefused
from qingdao_techedu.imports.templates import as_xlsx, to_fill_in
from tests.awards.nominating.conftest import as_file

pytestmark = pytest.mark.django_db
HEADING = ("姓名", "班级", "专业", "同名的另一人")


def told(file) -> list[tuple[int, str]]:
    return [(one.line, f"{one.rule} {one.way_out}") for one in file.problems.shown]


@pytest.fixture
def read(quota, reporter, college):
    """Reads rows as the file of the college's reporter."""

    def rows(*rows, heading=("name", "class_name", "specialty", "is_another_person")):
        return read_nominations(as_file(heading, *rows), quota.round, college, by=reporter)

    return rows


@pytest.mark.parametrize("language", ["zh-hans", "en"])
def test_the_template_comes_back_in_either_language(quota, college, reporter, language):
    with translation.override(language):
        data = as_xlsx(table_of(quota.round, college))
    book = CalamineWorkbook.from_filelike(io.BytesIO(data))
    heading = book.get_sheet_by_index(0).to_python()[0]
    assert len(heading) == 4
    words = " ".join(str(cell) for row in book.get_sheet_by_index(2).to_python() for cell in row)
    assert "Every row is a new record" in words
    assert "recognized by" not in words
    specialty = Specialty.objects.all()[0]
    rows = [heading, ["王 小明", "2023级1班", specialty.name_zh, ""]]
    file = read_nominations(as_file(*rows), quota.round, college, by=reporter)
    assert not told(file)
    (grant,) = file.grants
    assert (grant.name, grant.class_name, grant.specialty) == ("王小明", "2023级1班", specialty)
    assert grant.college == college


def test_a_file_of_the_bureau_names_the_college_in_each_row(quota, college, other, editor):
    rows = (["college", "name"], [college.code, "王小明"], [other.name_zh, "王小明"])
    file = read_nominations(as_file(*rows), quota.round, by=editor)
    assert not told(file)
    assert [grant.college for grant in file.grants] == [college, other]


def test_all_faults_are_told_with_their_lines(quota, editor, nominate):
    nominate("李雷")
    rows = (
        ["college", "name", "class_name", "specialty", "is_another_person"],
        ["nowhere", "甲某", "", "", ""],
        ["qd-002", "", "一班", "", ""],
        ["", "丙某", "", "", ""],
        ["qd-002", "李 雷", "", "", ""],
        ["qd-001", "丁某", "手机13800138000", "", ""],
        ["qd-001", "戊某", "", "没有的专业", "maybe"],
        ["qd-001", "己某", "", "", ""],
        ["qd-001", "己 某", "", "", "no"],
        ["qd-001", "己某", "", "", "yes", "右边"],
    )
    file = read_nominations(as_file(*rows), quota.round, by=editor)
    lines = [line for line, _rule in told(file)]
    assert lines == [2, 3, 4, 5, 6, 7, 7, 9, 10]
    by_line = dict(told(file))
    assert "no such record" in by_line[2]
    assert "the cell is empty" in by_line[3]
    assert "the cell is empty" in by_line[4]
    assert "nominated this name in the round already" in by_line[5]
    assert "not published" in by_line[6]
    assert "entered in the form" not in by_line[6]
    assert "neither yes nor no" in by_line[7]
    assert "stands further up" in by_line[9]
    assert "under no heading" in by_line[10]


def test_a_quota_is_exceeded_from_a_line_on(read, nominate):
    nominate("李雷")
    file = read(["甲某"], ["乙某"], ["丙某"], ["丁某"])
    assert told(file) == [
        (4, "from here on the quota of 3 places is exceeded: 1 taken, 4 more sent. ")
    ]


def test_twins_inside_a_file_need_their_confirmation(read):
    assert [line for line, _ in told(read(["甲某"], ["甲某"]))] == [3]
    file = read(["甲某", "", "", ""], ["甲某", "", "", "是"])
    assert not told(file)
    assert [grant.is_another_person for grant in file.grants] == [False, True]


def test_a_college_after_its_last_day_is_told_once(read, after_the_last_day):
    after_the_last_day()
    file = read(["甲某"], ["乙某"])
    assert len(file.problems) == 1
    assert "last day of nominating was" in told(file)[0][1]


@pytest.mark.parametrize(
    "heading", [("class_name",), ("name", "name"), ("name", "生日"), ("name", "手机")]
)
def test_a_heading_that_does_not_fit_is_told(read, heading):
    file = read(["甲某", "x"], heading=heading)
    assert {line for line, _rule in told(file)} == {1}
    assert not file.grants


def test_a_file_without_rows_is_told(read):
    assert "nothing below the headings" in told(read())[0][1]


def test_a_class_does_not_sit_in_a_class(editor, college):
    kind = AwardKind.objects.get(slug="outstanding-class")
    round_ = Round.objects.create(kind=kind, year=2025)
    names = [column.name for column in to_fill_in(table_of(round_, college))]
    assert names == ["name", "specialty", "is_another_person"]
    rows = (["name", "class_name"], ["2023级1班", "2023级1班"])
    file = read_nominations(as_file(*rows), round_, college, by=editor)
    assert "no such column" in told(file)[0][1]


@pytest.mark.parametrize("data", [b"", b"PK\x03\x04 broken", b"name\n\x00", b"\xd0\xcf\x11\xe0"])
def test_what_is_no_file_is_refused(quota, college, reporter, data):
    with pytest.raises(FileRefused):
        read_nominations(data, quota.round, college, by=reporter)


def test_no_row_costs_a_query(quota, college, editor, due_on):
    actions.set_quota(quota, places=50_000, due_on=due_on, by=editor, seen=quota.version)
    specialty = Specialty.objects.all()[0].name_zh

    def queries_of(count: int) -> int:
        rows = [[f"样{number}", "一班", specialty] for number in range(count)]
        data = as_file(["name", "class_name", "specialty"], *rows)
        with CaptureQueriesContext(connection) as queries:
            file = read_nominations(data, quota.round, college, by=editor)
        assert not told(file)
        assert len(file.grants) == count
        return len(queries)

    # Names are looked up by hundreds.
    assert queries_of(5_000) <= queries_of(10) + 10
