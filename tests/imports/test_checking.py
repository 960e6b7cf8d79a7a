"""Every fault of a file is told: line, column, value, rule, and a way out."""

from __future__ import annotations

import datetime
from decimal import Decimal

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils import translation
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from colleges.models import College, Offering, Specialty
from qingdao_techedu.imports.checking import check
from qingdao_techedu.imports.declaring import registered
from qingdao_techedu.imports.files import Spreadsheet
from qingdao_techedu.imports.problems import SHOWN, FileProblem, Problems

COLLEGE = ["code", "name_zh"]


@pytest.fixture(autouse=True)
def _in_english():
    with translation.override("en"):
        yield


def test_every_fault_of_a_file_is_told_and_not_only_the_first(faults):
    told = faults(
        "colleges",
        ["code", "name_zh", "ownership", "district", "founded", "confirmed_on"],
        ["QD 1", "甲", "public", "370202", "1958", "2024-04-24"],
        ["qd-901", "", "royal", "999999", "1958-13", "2024-02-30"],
    )
    assert told == [
        "Line 2, column code, “QD 1”: Like qd-001. For example: qd-020.",
        "Line 3, column ownership, “royal”: is not in the list. "
        "Write one of: Public, State-owned enterprise, Enterprise, Private.",
        "Line 3, column district, “999999”: there is no such record (division). "
        "Write it as it stands in the portal, or enter it there first.",
        "Line 3, column founded, “1958-13”: “1958-13” is not a date; "
        "write 1991, 2024-12 or 2024-04-24. For example: 1958.",
        "Line 3, column confirmed_on, “2024-02-30”: “2024-02-30” value has the correct format "
        "(YYYY-MM-DD) but it is an invalid date. For example: 2026-09-01.",
        "Line 3, column name_zh: a new record needs it.",
    ]


@pytest.mark.parametrize(
    "heading",
    [
        ["code", "name_zh", "district"],
        ["Code", "Name (Chinese)", "District"],
        ["代码", "名称（中文）", "区市"],
        ["  代码 ", "名称(中文)", "DISTRICT"],
    ],
)
def test_a_heading_is_the_name_or_the_label_in_either_language(checked, heading):
    with translation.override("zh-hans"):
        labels = [registered()["colleges"].label_of(one) for one in _columns("colleges", heading)]
    heading = [labels[n] if one == "区市" else one for n, one in enumerate(heading)]
    result = checked("colleges", heading, ["qd-901", "甲", "370202"])
    assert not list(result.problems)
    assert set(result.rows[0].values) == {"code", "name_zh", "district"}


def _columns(table, heading):
    return [registered()[table].column(name) for name in ("code", "name_zh", "district")]


def test_a_template_from_before_a_term_changed_is_understood(checked):
    result = checked(
        "colleges",
        ["代码", "名称（中文）", "英文名称的来历", "数据来历"],
        ["qd-901", "甲", "", "official"],
    )
    assert not list(result.problems)
    assert result.rows[0].values["provenance"] == "official"


def test_headings_that_do_not_fit_are_all_told(faults):
    told = faults("colleges", ["name_zh", "Telephon", "", "name_zh"], ["甲", "1", "2", "3"])
    assert [one.partition(". ")[0] for one in told] == [
        "Line 1, column Telephon: there is no such column",
        "Line 1: this column has no heading",
        "Line 1, column name_zh: this column stands in the heading twice",
        "Line 1, column Code: the column is missing; records are recognized by it",
    ]
    assert "There are: Code, Name (Chinese)," in told[0]


def test_a_file_without_rows_is_told(faults):
    assert faults("colleges", COLLEGE) == ["Line 1: there is nothing below the headings."]


def test_a_cell_beyond_the_headings_is_told(faults):
    told = faults("colleges", COLLEGE, ["qd-901", "甲", "", "乙"])
    assert told[0].startswith("Line 2, “乙”: the cell stands under no heading.")


@pytest.mark.parametrize("text", ["public", "Public", "PUBLIC ", "公办"])
def test_a_choice_is_its_code_or_its_label_in_either_language(checked, text):
    result = checked("colleges", [*COLLEGE, "ownership"], ["qd-901", "甲", text])
    assert result.rows[0].values["ownership"] == "public"


@pytest.mark.parametrize(
    ("text", "kept"),
    [
        ("1991", "1991"),
        ("1991年", "1991"),
        ("2024-12", "2024-12"),
        ("2024年9月", "2024-09"),
        ("2024/9", "2024-09"),
        ("2024年4月24日", "2024-04-24"),
        ("2024/4/5", "2024-04-05"),
        ("２０２４．４．５", "2024-04-05"),
    ],
)
def test_a_date_keeps_its_precision(checked, text, kept):
    result = checked("colleges", [*COLLEGE, "founded"], ["qd-901", "甲", text])
    assert result.rows[0].values["founded"] == kept


def test_what_may_be_october_or_january_is_no_date(faults):
    told = faults("colleges", [*COLLEGE, "founded"], ["qd-901", "甲", "2024.1"])
    assert "“2024.1” is not a date" in told[0]


def test_whole_days_and_numbers_are_read(checked):
    result = checked(
        "offerings",
        ["college", "specialty", "level", "entry_route", "valid_from", "length_years", "filed_on"],
        ["qd-004", "welding", "高级工", "", "2024", "3", "2024年6月30日"],
    )
    values = result.rows[0].values
    assert values["length_years"] == Decimal(3)
    assert values["filed_on"] == datetime.date(2024, 6, 30)


@pytest.mark.parametrize("way", ["welding", "焊接加工"])
def test_a_record_is_named_by_each_of_its_ways(checked, way):
    welding = Specialty.objects.get(slug="welding")
    way = welding.name_zh if way != "welding" else way
    result = checked(
        "offerings",
        ["college", "specialty", "level", "entry_route", "valid_from"],
        ["青岛市技师学院", way, "", "", "2031"],
    )
    assert not list(result.problems)
    assert result.rows[0].values["specialty"] == welding.pk


def test_a_name_that_several_records_bear_is_told(faults):
    College.objects.create(code="qd-901", name_zh="重名学校")
    College.objects.create(code="qd-902", name_zh="重名学校")
    told = faults(
        "offerings",
        ["college", "specialty", "level", "entry_route", "valid_from"],
        ["重名学校", "welding", "", "", ""],
    )
    assert told == [
        "Line 2, column college, “重名学校”: 2 records bear this name. Write the code instead."
    ]


def test_two_rows_of_the_same_record_are_told(faults):
    told = faults("colleges", COLLEGE, ["qd-901", "甲"], ["qd-001", "乙"], ["qd-901", "丙"])
    assert told == ["Line 4: line 2 means the same record. Leave one of the two."]


def test_two_rows_that_claim_what_only_one_may_have_are_told(faults):
    told = faults(
        "specialty-directory",
        ["category_code", "national_code", "name_zh"],
        ["", "9901", "测试一"],
        ["", "9902", "测试一"],
    )
    assert told == ["Line 3: line 2 means the same record. Leave one of the two."]


def test_rows_without_a_name_are_not_taken_for_the_same(faults):
    told = faults("specialty-directory", ["national_code", "name_zh"], ["9901", ""], ["9902", ""])
    assert told[0] == "Line 2, column name_zh: a new record needs it."
    assert not [one for one in told if "the same record" in one]


def test_a_constraint_that_the_record_would_break_is_told(faults):
    told = faults(
        "colleges",
        [*COLLEGE, "provenance", "verification"],
        ["qd-901", "甲", "sample", "verified"],
    )
    assert told == ["Line 2: Sample data cannot carry a verification."]


def test_a_code_that_was_given_before_is_refused(faults):
    College.objects.create(code="qd-901", name_zh="旧校").delete()
    told = faults("colleges", COLLEGE, ["qd-901", "新校"])
    assert told == [
        "Line 2, column code, “qd-901”: "
        "This code belonged to another college; codes are never given again."
    ]


def test_emptying_what_is_needed_is_told(faults):
    told = faults("colleges", COLLEGE, ["qd-001", "<clear>"])
    assert told == ["Line 2, column name_zh, “<clear>”: This field cannot be blank."]


def test_a_row_without_a_key_is_told(faults):
    told = faults("colleges", COLLEGE, ["", "甲"])
    assert told == [
        "Line 2: the row does not say which record it means. Fill in: code.",
    ]


def test_rows_that_contradict_each_other_on_their_category_are_told(faults):
    told = faults(
        "specialty-directory",
        ["category_code", "category_name", "national_code", "name_zh"],
        ["77", "测试类", "7701", "测试一"],
        ["77", "试验类", "7702", "测试二"],
    )
    assert told == [
        "Line 3, column category_name, “试验类”: line 2 says “测试类” of the same record. "
        "Write the same in both."
    ]


def test_the_same_sentences_are_told_in_chinese(checked):
    with translation.override("zh-hans"):
        told = checked("colleges", [*COLLEGE, "founded"], ["qd-901", "甲", "昨天"]).problems
    assert "不是日期" in next(iter(told)).rule


def test_very_many_faults_are_counted_and_the_first_shown():
    problems = Problems()
    for line in range(SHOWN + 50, 0, -1):
        problems.add(line, "code", "x" * 100, "is wrong.")
    assert (len(problems), len(problems.shown), problems.unshown_count) == (250, 200, 50)
    assert problems.shown[0] == FileProblem(1, "code", "x" * 59 + "…", "is wrong.")


@pytest.mark.parametrize("count", [5, 60])
def test_reading_costs_as_many_queries_for_few_rows_as_for_many(checked, count):
    specialties = Specialty.objects.values_list("slug", flat=True)
    rows = [
        ["qd-001", specialties[n % len(specialties)], "senior", "", str(1900 + n)]
        for n in range(count)
    ]
    college = College.objects.get(code="qd-001")
    numbers = dict(Specialty.objects.values_list("slug", "pk"))
    for _code, slug, level, _route, year in rows:
        Offering.objects.create(
            college=college, specialty_id=numbers[slug], level=level, valid_from=year
        )
    heading = ["college", "specialty", "level", "entry_route", "valid_from"]
    with CaptureQueriesContext(connection) as queries:
        assert not list(checked("offerings", heading, *rows).problems)
    assert len(queries) == 3


def test_a_rule_that_many_rows_ask_alike_is_asked_once(checked):
    def cost(count: int) -> int:
        rows = [["welding", "qd-004", "senior", "", str(1900 + n)] for n in range(count)]
        heading = ["specialty", "college", "level", "entry_route", "valid_from"]
        with CaptureQueriesContext(connection) as queries:
            assert not list(checked("offerings", heading, *rows).problems)
        return len(queries)

    assert cost(2) == cost(40)


CELLS = st.one_of(
    st.text(max_size=20),
    st.sampled_from(["qd-001", "welding", "<clear>", "370202", "2024-13", "99999999999999999999"]),
    st.from_regex(r"[-+]?\d{0,30}[./-]?\d{0,5}[eE]?\d{0,9}", fullmatch=True),
)


@settings(suppress_health_check=[HealthCheck.function_scoped_fixture])
@pytest.mark.parametrize("name", list(registered()))
@given(data=st.data())
def test_any_text_in_any_cell_is_understood_or_told(db, name, data):
    table = registered()[name]
    heading = [column.name for column in table.sheet_columns]
    cells = st.lists(CELLS, min_size=len(heading), max_size=len(heading))
    rows = data.draw(st.lists(cells, min_size=1, max_size=3))
    # As ``files`` hands them on: without NUL and what surrounds them.
    plain = [[cell.replace("\x00", "").strip() for cell in row] for row in rows]
    sheet = Spreadsheet(heading, 1, list(enumerate(plain, start=2)), "CSV")
    for problem in check(table, sheet).problems:
        assert problem.line >= 2
        assert problem.rule


def test_personal_numbers_are_told_by_line_and_column_and_masked(faults):
    told = faults(
        "colleges",
        ["code", "name_zh", "phone", "description_zh"],
        ["qd-901", "甲", "0532-85912345", "简介"],
        ["qd-902", "乙", "13812345678", "负责人 370202199001011237"],
    )
    assert told == [
        "Line 3, column phone, “138******78”: mobile number: such numbers are not published. "
        "Empty the cell. What must be said all the same is entered in the form.",
        "Line 3, column description_zh, “370*************37”: resident ID number: such numbers "
        "are not published. Empty the cell. What must be said all the same is entered in the form.",
    ]
