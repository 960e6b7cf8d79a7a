"""Whose total leaves people out says so, wherever it is told; a rate is not made of it."""

from __future__ import annotations

import pytest
from django.utils import translation

from colleges.chains.models import Alignment, Chain
from colleges.enrollment.figures import panels
from colleges.enrollment.figures.key_figures import students_of, students_of_chains
from colleges.enrollment.models import Measure, Observation, PublishedMember, Release
from colleges.enrollment.releases import actions
from colleges.models import College, Specialty

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def _in_chinese():
    with translation.override("zh-hans"):
        yield


def publish(year: int, students: dict[tuple[int, int], int]) -> None:
    """A release of students by the number of their college and that of their specialty."""
    College.objects.update(publication="published")
    release = Release.objects.create(year=year, provenance="official", status="final")
    for (college, specialty), value in students.items():
        Observation.objects.create(
            release=release,
            college=colleges()[college],
            specialty=specialties()[specialty],
            level="senior",
            entry_route="junior-leaver",
            sex="male",
            measure=Measure.objects.get(code="enrolled"),
            value=value,
        )
    actions.put_seal(release)


def colleges() -> list[College]:
    return list(College.objects.order_by("code")[:3])


def specialties() -> list[Specialty]:
    return list(Specialty.objects.order_by("slug")[:3])


@pytest.fixture
def joined() -> list[College]:
    """In 2032 a college with three students is told with some of another, which has more."""
    publish(2031, {(0, 0): 30, (1, 0): 50, (1, 1): 60, (2, 2): 70})
    publish(2033, {(0, 0): 3, (1, 0): 50, (1, 1): 60, (2, 2): 70})
    assert PublishedMember.objects.filter(college=colleges()[0]).exists()
    return colleges()


def whose_total_is_short(found: list[College]) -> College:
    """The larger college that the three are told with."""
    one = PublishedMember.objects.exclude(college=found[0]).get()
    assert one.college is not None
    return one.college


def test_a_college_that_is_told_with_another_has_no_number_and_says_so(joined, client):
    figure = students_of(joined)[joined[0].pk]
    assert (figure.amount.number, figure.period) == ("未分列", "2033年")
    assert figure.remark == "不含与其他合并公布的人数"
    assert figure.change is None
    page = client.get(joined[0].get_absolute_url()).content.decode()
    assert "2033年部分人数与其他院校合并公布，未计入。" in page
    table = panels.enrollment_of_college(joined[0])["table"]
    (row,) = [row for row in table.rows if row.header.code == "enrolled"]
    assert [(cell.value, cell.is_joined) for cell in row.cells] == [(30, False), (None, True)]


def test_the_other_tells_what_is_its_own_and_that_some_are_left_out(joined, client):
    other = whose_total_is_short(joined)
    figure = students_of(joined)[other.pk]
    assert figure.remark == "不含与其他合并公布的人数"
    panel = panels.enrollment_of_college(other)
    assert panel["table"].years_joined == [2033]
    assert panel["table"].years_with_gaps == []
    assert panel["remark"] == "2033年部分人数与其他院校合并公布，未计入。"
    assert "部分数据暂缺" in panel["stock"].title
    assert panel["remark"] in client.get(other.get_absolute_url()).content.decode()


def test_whom_it_does_not_concern_says_nothing(joined):
    third = next(one for one in joined[1:] if one != whose_total_is_short(joined))
    assert students_of(joined)[third.pk].remark == ""
    assert panels.enrollment_of_college(third)["remark"] == ""


def test_specialties_and_chains_say_it_too():
    publish(2031, {(0, 0): 3, (0, 1): 40, (1, 2): 70})
    chain = Chain.objects.all()[0]
    Alignment.objects.filter(chain=chain).delete()
    Alignment.objects.create(chain=chain, specialty=specialties()[0], strength="core")
    Alignment.objects.create(chain=chain, specialty=specialties()[2], strength="core")
    words = "2031年部分人数与其他专业合并公布，未计入。"
    assert panels.enrollment_of_specialty(specialties()[1])["remark"] == words
    assert panels.enrollment_of_specialty(specialties()[2])["remark"] == ""
    assert panels.enrollment_of_chain(chain)["remark"] == words
    figure = students_of_chains([chain])[chain.pk]
    assert (figure.amount.number, figure.remark) == ("70", "不含与其他合并公布的人数")
    # The college's own total has both specialties, whoever of them is told apart.
    own = students_of(colleges())[colleges()[0].pk]
    assert (own.amount.number, own.remark) == ("43", "")


def test_students_whose_level_is_not_told_apart_are_a_part_of_the_share_bar(joined, observe):
    release = Release.objects.create(year=2035, provenance="official", status="final")
    observe(release, "enrolled", 3)
    observe(release, "enrolled", 40, level="technician")
    observe(release, "enrolled", 30, level="technician", specialty=specialties()[1])
    actions.put_seal(release)
    levels = panels.enrollment_of_college(joined[0])["levels"]
    assert dict(zip(levels.labels, levels.series[0].values, strict=True)) == {
        "预备技师（技师）": 30,
        "未分列": 43,
    }
    assert levels.title == "2035年预备技师（技师）在校生数为30人"
