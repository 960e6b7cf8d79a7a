"""What one door for files refuses, all refuse; what one understands, all understand."""

from __future__ import annotations

import csv
import datetime
import io
from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

import pytest
import xlsxwriter
from django.utils import timezone, translation

from awards.models import AwardKind, Round
from awards.nominating import actions as nominating
from awards.nominating.workbook import read_nominations
from colleges.enrollment.filing import importing
from colleges.enrollment.models import Release
from colleges.enrollment.returns import actions as returning
from colleges.enrollment.returns.workbook import read_return
from colleges.models import College, Specialty, SpecialtyCategory
from qingdao_techedu.imports.checking import check
from qingdao_techedu.imports.declaring import registered
from qingdao_techedu.imports.files import read
from qingdao_techedu.imports.problems import FileRefused

pytestmark = pytest.mark.django_db
DOORS = ["records", "figures", "return", "nominations"]
LINE = ["welding", "senior", "junior-leaver", "female"]


@dataclass
class Door:
    """A door with the heading and a row of a file that it takes, and what it says of a file.

    ``name`` is the place of a cell that takes a name, ``number`` of one that takes a figure.
    """

    heading: list[str]
    row: list[Any]
    read: Callable[[bytes], Any]
    name: int
    number: int | None = None

    def told(self, data: bytes) -> list[tuple[int, str]]:
        return [(one.line, f"{one.value} {one.rule}") for one in self.read(data).problems.shown]


@pytest.fixture(autouse=True)
def _in_english():
    with translation.override("en"):
        yield


@pytest.fixture
def editor(staff):
    return staff("editor")


@pytest.fixture
def doors(editor) -> Callable[[str], Door]:
    college = College.objects.get(code="qd-002")

    def records() -> Door:
        return Door(
            ["code", "name_zh", "sponsor_zh"],
            ["qd-901", "示例学校", "某局"],
            lambda data: check(registered()["colleges"], read(data)),
            2,
        )

    def figures() -> Door:
        release = Release.objects.create(year=2031, provenance="official")
        heading = ["college", "specialty", "level", "entry_route", "sex", "measure", "value"]
        row = ["qd-002", *LINE, "enrolled", 120]
        return Door(heading, row, lambda data: importing.check(data, release), 0, 6)

    def annual_return() -> Door:
        College.objects.update(publication="published")
        release = Release.objects.create(year=2031, provenance="official")
        day = datetime.date(2099, 3, 31)
        (asked,) = returning.ask(release, [college], due_on=day, by=editor)
        heading = ["college", "specialty", "level", "entry_route", "sex", "enrolled"]
        return Door(heading, ["qd-002", *LINE, 120], lambda data: read_return(data, asked), 0, 5)

    def nominations() -> Door:
        kind = AwardKind.objects.get(slug="outstanding-student")
        round_ = Round.objects.create(kind=kind, year=2031)
        day = timezone.localdate() + datetime.timedelta(days=7)
        nominating.invite(round_, [college], places=9, due_on=day, by=editor)
        return Door(
            ["college", "name", "specialty"],
            ["qd-002", "王样", "welding"],
            lambda data: read_nominations(data, round_, by=editor),
            1,
        )

    made = {
        "records": records,
        "figures": figures,
        "return": annual_return,
        "nominations": nominations,
    }
    return lambda name: made[name]()


@pytest.fixture(params=DOORS)
def door(request, doors) -> Door:
    return doors(request.param)


@pytest.fixture(params=["records", "nominations"])
def of_names(request, doors) -> Door:
    return doors(request.param)


@pytest.fixture(params=["figures", "return"])
def of_figures(request, doors) -> Door:
    return doors(request.param)


def as_csv(*rows: list, encoding: str = "utf-8") -> bytes:
    text = io.StringIO(newline="")
    csv.writer(text).writerows(rows)
    return text.getvalue().encode(encoding)


def as_xlsx(*rows: list, merged: str = "", format_of: dict[int, str] | None = None) -> bytes:
    """A workbook; ``format_of`` gives the number formats of columns."""
    file = io.BytesIO()
    with xlsxwriter.Workbook(file, {"in_memory": True, "nan_inf_to_errors": True}) as book:
        sheet = book.add_worksheet()
        formats = {n: book.add_format({"num_format": f}) for n, f in (format_of or {}).items()}
        for line, row in enumerate(rows):
            for place, value in enumerate(row):
                sheet.write(line, place, value, formats.get(place) if line else None)
        if merged:
            sheet.merge_range(merged, rows[1][0])
    return file.getvalue()


def with_cell(row: list, place: int, value: Any) -> list:
    return [*row[:place], value, *row[place + 1 :]]


@pytest.mark.parametrize("write", [as_csv, as_xlsx], ids=["csv", "xlsx"])
def test_the_plain_file_is_taken(door, write):
    assert door.told(write(door.heading, door.row)) == []


@pytest.mark.parametrize("write", [as_csv, as_xlsx], ids=["csv", "xlsx"])
def test_s1_a_cell_under_no_heading_is_told_by_its_line(door, write):
    for loose in ("234", "备注"):
        told = door.told(write(door.heading, [*door.row, loose]))
        assert (2, f"{loose} the cell stands under no heading.") in told


@pytest.mark.parametrize(
    "name", ["平度市技师学院", "学校", "师", "青岛市技师学院", "某市职业中等专业学校"]
)
def test_s2_s3_gbk_is_read_as_gbk_whatever_it_spells(doors, name):
    door = doors("records")
    rows = (["code", "sponsor_zh"], ["qd-002", name])
    for encoding in ("gbk", "utf-8", "utf-16-le"):
        checked = door.read(as_csv(*rows, encoding=encoding))
        assert [row.values["sponsor_zh"] for row in checked.rows] == [name]


# S4: codes that a spreadsheet took for numbers


@pytest.fixture
def directory(db):
    """Rows of the official directory, as numbers and as text."""
    Specialty.objects.filter(slug="welding").update(national_code="0103")
    return [
        ["category_code", "category_name", "national_code", "name_zh"],
        [2, "电工电子类", 201, "机电一体化技术"],
        [1, "机械类", 103, Specialty.objects.get(slug="welding").name_zh],
    ]


def test_s4_codes_get_back_the_zeros_that_a_spreadsheet_took(directory):
    table = registered()["specialty-directory"]
    made = {
        "numbers": as_xlsx(*directory),
        "formats": as_xlsx(*directory, format_of={0: "00", 2: "0000"}),
        "csv": as_csv(*directory),
    }
    for data in made.values():
        checked = check(table, read(data))
        assert list(map(str, checked.problems)) == []
        assert [row.values["national_code"] for row in checked.rows] == ["0201", "0103"]
        assert [row.values["code"] for row in checked.before.rows] == ["02", "01"]
        categories = SpecialtyCategory.objects.filter(code__in=["02", "01"])
        assert {row.values["category"] for row in checked.rows} == {one.pk for one in categories}


def test_s4_a_category_of_the_same_name_under_another_code_is_a_fault():
    rows = (
        ["category_code", "category_name", "national_code", "name_zh"],
        ["77", "机械类", "7701", "测试专业"],
    )
    problems = check(registered()["specialty-directory"], read(as_csv(*rows))).problems
    assert "this is the name of 01 already." in [one.rule for one in problems]


def test_s4_a_number_that_lost_its_digits_is_no_code(doors):
    told = doors("records").told(as_csv(["code", "phone"], ["qd-002", "5.32859E+10"]))
    assert "its digits are lost" in told[0][1]


def test_s4_a_telephone_number_that_lost_its_zero_is_told(doors):
    rows = (["code", "phone"], ["qd-002", 53285912345])
    assert "the zero before the area code" in doors("records").told(as_xlsx(*rows))[0][1]
    for number in ("0532-85912345", "85912345", "4008001234", "12345"):
        assert doors("records").told(as_csv(rows[0], ["qd-002", number])) == []


def test_a_text_of_which_the_spreadsheet_made_yes_or_no_is_told(doors):
    rows = (["code", "sponsor_zh"], ["qd-002", True])
    assert "made yes or no" in doors("records").told(as_xlsx(*rows))[0][1]


def test_a_text_of_which_the_spreadsheet_made_a_date_is_told(doors):
    door = doors("nominations")
    rows = (["college", "name", "class_name"], ["qd-002", "王样", datetime.date(2023, 1, 1)])
    told = door.told(as_xlsx(*rows, format_of={2: "mmm-yy"}))
    assert told == [(2, "2023-01 the spreadsheet has made a date of the text.")]


@pytest.mark.parametrize("value", ["#N/A", "#DIV/0!", "#NUM!"])
def test_s5_the_text_of_a_fault_is_refused(door, value):
    with pytest.raises(FileRefused, match=r"^Cell [A-Z]2 shows a fault"):
        door.read(as_csv(door.heading, with_cell(door.row, door.name, value)))


@pytest.mark.parametrize("value", [float("nan"), float("inf")])
def test_s5_a_number_that_is_none_is_refused(door, value):
    with pytest.raises(FileRefused, match=r"[A-Z]2"):
        door.read(as_xlsx(door.heading, with_cell(door.row, door.name, value)))


@pytest.mark.parametrize("value", ["NaN", "Infinity", "-inf", "1e9", "1,234", "１，２３４", "1.5"])
def test_s5_figures_are_digits_alone(of_figures, value):
    row = with_cell(of_figures.row, of_figures.number, value)
    ((line, told),) = of_figures.told(as_csv(of_figures.heading, row))
    assert line == 2
    assert told.startswith(value)


def test_full_width_digits_are_digits(of_figures):
    row = with_cell(of_figures.row, of_figures.number, "１２０")
    found = of_figures.read(as_csv(of_figures.heading, row)).figures
    assert list(getattr(found, "figures", found).values()) == [(120, "")]


@pytest.mark.parametrize("name", ["figures", "return", "nominations"])
def test_s7_columns_that_contradict_each_other_are_told(doors, name):
    door = doors(name)
    heading = ["college_code", *door.heading]
    assert door.told(as_csv(heading, ["qd-002", "平度市技师学院", *door.row[1:]])) == []
    ((line, told),) = door.told(as_csv(heading, ["qd-002", "青岛市技师学院", *door.row[1:]]))
    assert (line, told) == (2, "青岛市技师学院 this contradicts “qd-002” in the same row.")


def test_s7_the_ways_to_know_a_record_must_not_contradict_each_other():
    first, second = Specialty.objects.order_by("slug")[:2]
    rows = (["slug", "name_zh"], [first.slug, second.name_zh])
    (problem,) = check(registered()["specialties"], read(as_csv(*rows))).problems
    assert problem.line == 2
    assert "by the rest of the row" in problem.rule


@pytest.mark.parametrize(
    "mark", ["<清空>", "＜清空＞", "< 清空 >", "《清空》", "〈清空〉", "<CLEAR>"]
)
def test_s8_the_mark_is_understood_however_it_is_typed(doors, mark):
    rows = (["code", "phone", "note_zh"], ["qd-002", mark, mark])
    checked = doors("records").read(as_csv(*rows))
    assert list(map(str, checked.problems)) == []
    assert checked.rows[0].values["phone"] == checked.rows[0].values["note_zh"] == ""


@pytest.mark.parametrize("near", ["【清空】", "[清空]", "(clear)", "清空", "<清除>", "<清空", "无"])
def test_s8_what_is_near_the_mark_is_a_fault(doors, near):
    for column in ("phone", "note_zh"):
        told = doors("records").told(as_csv(["code", column], ["qd-002", near]))
        assert told == [] if (near, column) == ("无", "note_zh") else "is no value" in told[0][1]


@pytest.mark.parametrize("year", ["2031", "２０３１", "2031年", "2031 年度"])
def test_s8_a_year_is_understood_as_people_write_it(of_figures, year):
    heading, row = [*of_figures.heading, "year"], of_figures.row
    assert of_figures.told(as_csv(heading, [*row, year])) == []
    ((_line, told),) = of_figures.told(as_csv(heading, [*row, "2030"]))
    assert told == "2030 the figures are taken for 2031."


@pytest.mark.parametrize("sign", ["\u200b", "\ufeff", "\u00ad", "\u2060"])
def test_s9_what_has_no_shape_is_dropped(door, sign):
    text = str(door.row[door.name])
    row = with_cell(door.row, door.name, f"{text[:2]}{sign}{text[2:]}")
    assert door.told(as_csv(door.heading, row)) == []
    read_back = door.read(as_csv(door.heading, row))
    values = getattr(read_back, "rows", None) or getattr(read_back, "grants", None)
    assert sign not in repr(values)


@pytest.mark.parametrize("sign", ["\u202e", "\u0001", "\ufffd", "\ue000"])
def test_s9_what_cannot_be_seen_is_named_by_its_number(of_names, sign):
    row = with_cell(of_names.row, of_names.name, f"王{sign}样")
    ((line, told),) = of_names.told(as_csv(of_names.heading, row))
    assert line == 2
    assert f"U+{ord(sign):04X}" in told


@pytest.mark.parametrize(
    "words", ["合计", "合计：1", "合计 1人", "小 计", "总计（人）", "全市合计", "Total", "备注：略"]
)
def test_s10_a_total_or_a_remark_is_no_row(door, words):
    for place in range(len(door.row)):
        below = with_cell([""] * len(door.row), place, words)
        told = door.told(as_csv(door.heading, door.row, below))
        assert told == [(3, f"{words} this row is a total or a remark, not a row of the table.")]


@pytest.mark.parametrize(
    "words", ["填表人：张三", "填报单位（盖章）：", "说明：1. 截至9月", "注：略"]
)
def test_s10_what_stands_below_a_table_is_no_row(door, words):
    told = door.told(as_csv(door.heading, door.row, [], [words]))
    assert told == [(4, f"{words} this row is a total or a remark, not a row of the table.")]


def test_s10_headings_that_stand_again_are_told(door):
    told = door.told(as_csv(door.heading, door.row, door.heading))
    assert told == [(3, " the headings stand here again.")]


@pytest.mark.parametrize(
    "content",
    [b"<html><table><tr><td>1", b"%PDF-1.4", b"\xd0\xcf\x11\xe0" + bytes(99), b"{\\rtf1"],
)
def test_s11_what_is_no_table_is_called_by_its_name(door, content):
    with pytest.raises(FileRefused, match=r"^This is a.*save it|^This is a.*Send the spreadsheet"):
        door.read(content)


@pytest.mark.parametrize(
    "dress",
    ["{}：", "＊{}", "* {} *", "{}（必填）", "{}(选填)：", " {}\n（如示例）", "【{}】", "{}："],
)
def test_s12_a_heading_is_understood_in_its_dress(door, dress):
    heading = [dress.format(one) for one in door.heading]
    assert door.told(as_csv(heading, door.row)) == []


def test_a_title_above_and_numbers_beside_a_table_are_no_faults(door):
    heading = ["序号", *door.heading]
    data = as_csv(["青岛市2031年统计表"], [], heading, [1, *door.row], [2, *[""] * len(door.row)])
    assert door.told(data) == []


def test_merged_cells_below_the_headings_are_told(door):
    data = as_xlsx(door.heading, door.row, [""], merged="A2:A3")
    assert (2, " the cells A2:A3 are merged: only the first of them holds a value.") in door.told(
        data
    )


@pytest.mark.parametrize(
    ("form", "kept"),
    [('yyyy"年"m"月"', "1958-09"), ("yyyy", "1958"), ("yyyy-mm-dd", "1958-09-01")],
)
def test_c5_a_date_is_as_precise_as_its_cell_shows(doors, form, kept):
    rows = (["code", "founded"], ["qd-002", datetime.date(1958, 9, 1)])
    checked = doors("records").read(as_xlsx(*rows, format_of={1: form}))
    assert list(map(str, checked.problems)) == []
    assert checked.rows[0].values["founded"] == kept


def test_c5_a_day_without_its_year_is_no_date(doors):
    rows = (["code", "founded"], ["qd-002", datetime.date(1958, 9, 1)])
    told = doors("records").told(as_xlsx(*rows, format_of={1: 'm"月"d"日"'}))
    assert told[0][1].startswith("9月1日")
