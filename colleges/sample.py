"""Sample colleges with their kinds, campuses and offerings: sets of nineteen, all invented."""

from __future__ import annotations

import datetime
from collections.abc import Iterator
from itertools import count, islice
from random import Random
from typing import Any

from qingdao_techedu.facts.models import Division
from qingdao_techedu.publishing.models import Publication
from qingdao_techedu.records.provenance import Provenance
from qingdao_techedu.sample.registry import Plan, SampleRefused
from qingdao_techedu.ui.bilingual import TranslationStatus

from .models import (
    Campus,
    College,
    EntryRoute,
    KindSpell,
    Level,
    Offering,
    Ownership,
    Reporter,
    Specialty,
)

SET = 19  # as many as the city declared for 2024
CODE = "sample-"

Kind = KindSpell.Kind
SCHOOL, SENIOR, COLLEGE = (
    Kind.TECHNICAL_SCHOOL,
    Kind.SENIOR_TECHNICAL_SCHOOL,
    Kind.TECHNICIAN_COLLEGE,
)
LADDER = (SCHOOL, SENIOR, COLLEGE)
KINDS = tuple({"c": COLLEGE, "s": SENIOR, "t": SCHOOL}[k] for k in "csctcstctsctcstctsc")

NAMES = {
    COLLEGE: ("示例技师学院", "Sample Technician College"),
    SENIOR: ("示例高级技工学校", "Sample Senior Technical School"),
    SCHOOL: ("示例技工学校", "Sample Technical School"),
}
FOUNDED = {COLLEGE: (1956, 1990), SENIOR: (1965, 1996), SCHOOL: (1984, 2012)}
OWNERSHIPS = {
    COLLEGE: (Ownership.PUBLIC, Ownership.PUBLIC, Ownership.STATE_ENTERPRISE),
    SENIOR: (Ownership.PUBLIC, Ownership.STATE_ENTERPRISE, Ownership.ENTERPRISE),
    SCHOOL: (Ownership.PRIVATE, Ownership.PRIVATE, Ownership.ENTERPRISE),
}
CAMPUSES = (("主校区", "Main campus"), ("东校区", "East campus"), ("西校区", "West campus"))

# What a college of a kind may teach: level, entry route, years.
_SCHOOL_COURSES = ((Level.INTERMEDIATE, EntryRoute.JUNIOR_LEAVER, 3),)
_SENIOR_COURSES = (
    *_SCHOOL_COURSES,
    (Level.SENIOR, EntryRoute.JUNIOR_LEAVER, 5),
    (Level.SENIOR, EntryRoute.SENIOR_LEAVER, 3),
)
COURSES = {
    SCHOOL: _SCHOOL_COURSES,
    SENIOR: _SENIOR_COURSES,
    COLLEGE: (
        *_SENIOR_COURSES,
        (Level.SENIOR, EntryRoute.VETERAN, 2),
        (Level.TECHNICIAN, EntryRoute.SENIOR_LEAVER, 4),
        (Level.TECHNICIAN, EntryRoute.CERTIFICATE_HOLDER, 2),
    ),
}
OFFERING_COUNTS = {SCHOOL: (6, 8), SENIOR: (8, 10), COLLEGE: (9, 12)}


def make(plan: Plan) -> int:
    """Make ``plan.scale`` sets of colleges with all their parts."""
    districts = list(Division.objects.districts())
    specialties = list(Specialty.objects.factual().order_by("slug"))
    if not districts or len(specialties) < max(most for _least, most in OFFERING_COUNTS.values()):
        raise SampleRefused("The sample stands on the reference facts: run load_reference first.")
    total = plan.scale * SET
    colleges: list[College] = []
    spells: list[KindSpell] = []
    campuses: list[Campus] = []
    offerings: list[Offering] = []
    numbers = islice(_free_numbers(), total)
    for place, number in enumerate(plan.progress(numbers, "colleges", total)):
        kind, chance = KINDS[place % SET], plan.random("college", place)
        college = _college(number, kind, districts, chance)
        colleges.append(college)
        spells += _spells(college, kind, chance)
        campuses += _campuses(college, districts, chance)
        offerings += _offerings(college, kind, specialties, chance)
    made: tuple[list[Any], ...] = (colleges, spells, campuses, offerings)
    for records in made:
        type(records[0]).objects.bulk_create(records, batch_size=1_000)
    return sum(map(len, made))


def _free_numbers() -> Iterator[int]:
    """Numbers of codes that were never given: staff may have kept a college of an earlier load."""
    taken = set(College.objects.filter(code__startswith=CODE).values_list("code", flat=True))
    return (number for number in count(1) if f"{CODE}{number:02}" not in taken)


def _college(number: int, kind: Kind, districts: list[Division], chance: Random) -> College:
    name_zh, name_en = NAMES[kind]
    college = College(
        code=f"{CODE}{number:02}",
        name_zh=f"{name_zh}{number:02}",
        name_en=f"{name_en} {number:02}",
        name_en_status=TranslationStatus.HUMAN,
        ownership=chance.choice(OWNERSHIPS[kind]),
        district=chance.choice(districts),
        founded=str(chance.randint(*FOUNDED[kind])),
        description_zh=(
            "本校是程序生成的示例，并不存在；其校区、专业、招生和获奖数据均为虚构，仅供演示。"
        ),
        description_en=(
            "This college is an invented sample and does not exist; its campuses, specialties, "
            "enrollment and awards are made up for demonstration."
        ),
        phone=f"0532-0{number:07}",  # no number of Qingdao begins with 0: nobody is called
        confirmed_on=datetime.date(2025, 3, chance.randint(1, 28)),
        provenance=Provenance.SAMPLE,
        publication=Publication.PUBLISHED,
    )
    college.spell()
    return college


def _spells(college: College, kind: Kind, chance: Random) -> Iterator[KindSpell]:
    """The college's way up to its kind: some were founded as what they are, others promoted."""
    kinds = LADDER[: LADDER.index(kind) + 1]
    kinds = kinds[chance.randrange(len(kinds)) :]
    promoted = sorted(chance.sample(range(2000, 2018), len(kinds) - 1))
    years = [college.founded, *map(str, promoted), ""]
    for kind, start, end in zip(kinds, years, years[1:], strict=False):
        yield KindSpell(college=college, kind=kind, valid_from=start, valid_until=end)


def _campuses(college: College, districts: list[Division], chance: Random) -> Iterator[Campus]:
    for place, (name_zh, name_en) in enumerate(CAMPUSES[: chance.choice((1, 1, 2, 2, 3))]):
        house = chance.randint(1, 299)
        yield Campus(
            college=college,
            name_zh=name_zh,
            name_en=name_en,
            district=chance.choice(districts) if place else college.district,
            address_zh=f"示例路{house}号",
            address_en=f"{house} Sample Road",
        )


def _offerings(
    college: College, kind: Kind, specialties: list[Specialty], chance: Random
) -> Iterator[Offering]:
    number = chance.randint(*OFFERING_COUNTS[kind])
    taught = chance.sample(specialties, number)
    courses = [(specialty, *course) for specialty in taught for course in COURSES[kind]]
    for specialty, level, entry_route, years in chance.sample(courses, number):
        yield Offering(
            college=college,
            specialty=specialty,
            level=level,
            entry_route=entry_route,
            length_years=years,
            valid_from=str(max(int(college.founded), chance.randint(2006, 2017))),
            provenance=Provenance.SAMPLE,
        )


def appoint(user) -> None:
    """Give the sample's reporter a college of the sample to answer for."""
    college = College.objects.sample().order_by("code").first()
    if college is not None:
        Reporter.objects.create(user=user, college=college)
