"""What a checked file does: only what differs is saved, and twice is once."""

from __future__ import annotations

import pytest

from colleges.chains.models import Alignment
from colleges.models import College, Offering, Specialty, SpecialtyCategory
from qingdao_techedu.imports.applying import apply

DIRECTORY = [
    ["专业大类代码", "category_name", "national_code", "name_zh"],
    ["77", "测试类", "7701", "测试技术应用"],
    ["77", "测试类", "7702", "试验设备维护"],
    ["01", "", "0103", "焊接加工"],
]


@pytest.fixture
def applied(checked):
    """Rows of text, checked and applied."""

    def run(table: str, *rows: list[str]):
        result = checked(table, *rows)
        assert not [str(problem) for problem in result.problems]
        return apply(result)

    return run


def counts(outcome) -> tuple[int, int, int]:
    return outcome.created, outcome.changed, outcome.unchanged


def test_records_are_made_changed_and_left_alone_and_twice_is_once(applied):
    rows = [
        ["code", "name_zh", "phone"],
        ["qd-901", "新技工学校", "0532-1"],
        ["qd-002", "平度市技师学院", "0532-2"],
        ["qd-003", "青岛海洋技师学院", ""],
    ]
    assert counts(applied("colleges", *rows)) == (1, 1, 1)
    assert College.objects.get(code="qd-002").phone == "0532-2"
    new = College.objects.get(code="qd-901")
    assert (new.pinyin, new.publication) == ("xin ji gong xue xiao", "draft")
    entries = College.history.count()
    assert counts(applied("colleges", *rows)) == (0, 0, 3)
    assert College.history.count() == entries


def test_each_saved_record_has_one_more_entry_in_its_history(applied):
    pingdu = College.objects.get(code="qd-002")
    before = pingdu.history.count()
    applied("colleges", ["code", "phone"], ["qd-002", "0532-2"])
    assert pingdu.history.count() == before + 1
    assert pingdu.history.first().phone == "0532-2"


def test_a_blank_cell_leaves_what_is_there_and_the_mark_empties_it(applied):
    College.objects.filter(code="qd-002").update(phone="1", website="https://example.org/")
    applied("colleges", ["code", "phone", "website"], ["qd-002", "", "<清空>"])
    pingdu = College.objects.get(code="qd-002")
    assert (pingdu.phone, pingdu.website) == ("1", "")


def test_the_mark_takes_a_reference_away(applied):
    applied("colleges", ["code", "district"], ["qd-002", "<clear>"])
    assert College.objects.get(code="qd-002").district is None


def test_how_lines_end_is_no_difference(applied):
    College.objects.filter(code="qd-002").update(description_zh="一\r\n二")
    outcome = applied("colleges", ["code", "description_zh"], ["qd-002", "一\n二"])
    assert counts(outcome) == (0, 0, 1)


def test_an_offering_is_recognized_by_all_that_makes_it_one(applied):
    head = ["college", "specialty", "level", "entry_route", "valid_from", "length_years"]
    rows = [
        ["qd-001", "welding", "senior", "", "2024", "3"],
        ["qd-001", "welding", "senior", "", "2025", "3"],
        ["qd-001", "welding", "", "", "", "3.0"],
    ]
    assert counts(applied("offerings", head, *rows)) == (2, 1, 0)
    assert counts(applied("offerings", head, *rows)) == (0, 0, 3)
    assert Offering.objects.filter(college__code="qd-001", specialty__slug="welding").count() == 3


def test_alignments_are_imported(applied):
    head = ["specialty", "chain", "strength"]
    rows = [
        ["welding", "24-chains-2022/marine-equipment", "核心"],
        ["焊接", "24-chains-2022/轨道交通装备", "support"],
    ]
    rows[1][0] = Specialty.objects.get(slug="welding").name_zh
    assert counts(applied("alignments", head, *rows)) == (2, 0, 0)
    assert set(Alignment.objects.values_list("chain__slug", "strength")) == {
        ("marine-equipment", "core"),
        ("rail-transit-equipment", "support"),
    }


def test_the_directory_brings_its_categories_and_finds_specialties_by_code_or_name(applied):
    Specialty.objects.filter(slug="welding").update(name_zh="焊接加工", national_code="")
    rows = [["category_code", *DIRECTORY[0][1:]], *DIRECTORY[1:]]
    outcome = applied("specialty-directory", *rows)
    assert (outcome.created, outcome.changed) == (3, 1)
    assert SpecialtyCategory.objects.get(code="77").name_zh == "测试类"
    welding = Specialty.objects.get(slug="welding")
    assert (welding.national_code, welding.category.code) == ("0103", "01")
    made = Specialty.objects.get(national_code="7701")
    assert (made.slug, made.category.code) == ("ce-shi-ji-shu-ying-yong", "77")
    again = applied("specialty-directory", *rows)
    assert (again.created, again.changed) == (0, 0)


def test_a_name_is_renamed_under_its_code(applied):
    Specialty.objects.filter(slug="welding").update(national_code="0103")
    applied("specialty-directory", ["national_code", "name_zh"], ["0103", "焊接技术"])
    assert Specialty.objects.get(slug="welding").name_zh == "焊接技术"
