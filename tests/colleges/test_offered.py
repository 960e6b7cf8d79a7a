"""What is taught, by specialty or by college, and what a college teaches in all."""

from __future__ import annotations

import pytest
from django.utils import translation

from colleges.models import College, Offering, Specialty
from colleges.offered import Teaching, taught_by

pytestmark = pytest.mark.django_db
WAYS = [
    ("焊接", "technician", "veteran", 4),
    ("焊接", "senior", "senior-leaver", 3),
    ("焊接", "senior", "junior-leaver", 5),
    ("数控加工", "senior", "", None),
]


@pytest.fixture
def college() -> College:
    made = College.objects.create(code="x-1", name_zh="某校", publication="published")
    for name, level, route, years in WAYS:
        specialty, _made = Specialty.objects.get_or_create(name_zh=name, defaults={"slug": name})
        Offering.objects.create(
            college=made, specialty=specialty, level=level, entry_route=route, length_years=years
        )
    ended = Specialty.objects.create(name_zh="停办专业", slug="ended")
    Offering.objects.create(college=made, specialty=ended, level="senior", valid_until="2020")
    return College.objects.for_page().get(pk=made.pk)


def test_a_specialty_has_one_line_with_its_ways_by_level(college):
    told = [
        (
            str(one.subject),
            [
                (level, [(str(way.length_years or ""), way.entry_route) for way in ways])
                for level, ways in one.levels
            ],
        )
        for one in Teaching.of(college).specialties
    ]
    assert told == [
        (
            "焊接",
            [
                ("高级工", [("5.0", "junior-leaver"), ("3.0", "senior-leaver")]),
                ("预备技师（技师）", [("4.0", "veteran")]),
            ],
        ),
        ("数控加工", [("高级工", [("", "")])]),
    ]


def test_what_a_college_teaches_in_all_counts_specialties_and_not_offerings(college):
    teaching = Teaching.of(college)
    assert teaching.levels == [("高级工", 2), ("预备技师（技师）", 1)]
    assert teaching.entry_routes == ["初中毕业生", "高中毕业生", "退役军人"]


def test_offerings_of_a_specialty_stand_by_college():
    offerings = Specialty.objects.get(slug="mechatronics-technology").offerings.public()
    colleges = [one.subject.pk for one in taught_by(offerings, "college")]
    assert colleges
    assert len(colleges) == len(set(colleges))


@pytest.mark.parametrize(
    ("years", "told"), [(None, ""), ("3.0", "3 years"), ("1", "1 year"), ("2.5", "2.5 years")]
)
def test_the_length_of_study_is_told_as_people_say_it(years, told):
    field = Offering._meta.get_field("length_years")
    with translation.override("en"):
        assert Offering(length_years=field.to_python(years)).study_time == told
