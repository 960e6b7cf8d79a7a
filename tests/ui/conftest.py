"""Staff of each role at the desk, over the real reference facts."""

from __future__ import annotations

import datetime

import pytest

from awards.models import Grant, Objection, Quota, Round
from colleges.chains.models import Alignment, Chain
from colleges.enrollment.models import (
    LedgerLine,
    Measure,
    Observation,
    Release,
    Return,
    ReturnedFigure,
)
from colleges.models import College, CollegeLink, FormerName, Reporter, Specialty
from conferences.models import Conference, Programme
from qingdao_techedu.corrections.actions import receive
from qingdao_techedu.corrections.models import CalendarDay
from qingdao_techedu.datasets.models import Permalink
from tests.rooms import examples


@pytest.fixture
def every_model_has_rows(facts, staff):
    """The reference facts, and rows of each model of which they have fewer than two."""
    conference = Conference.objects.create(slug="second", name_zh="第二次会议", held_on="2025")
    Programme.objects.create(slug="second", name_zh="第二个思路", conference=conference)
    colleges, specialties = list(College.objects.all()[:3]), list(Specialty.objects.all()[:3])
    release = Release.objects.create(year=2024)
    Release.objects.create(year=2023)
    Release.objects.create(year=2022)
    for one in ("one", "other"):
        Permalink.objects.create(kind="enrollment", query=one, content={}, digest=one)
    award_round, chain = Round.objects.first(), Chain.objects.first()
    for number, (college, specialty) in enumerate(zip(colleges, specialties, strict=True)):
        Observation.objects.create(
            release=release,
            college=college,
            specialty=specialty,
            level="senior",
            entry_route="veteran",
            sex="female",
            measure=Measure.objects.all()[number],
            value=number,
        )
        LedgerLine.objects.create(release=release, check_kind="jump", college=college)
        annual_return = Return.objects.create(
            release=release, college=college, due_on=datetime.date(2026, 12, 1)
        )
        ReturnedFigure.objects.create(
            annual_return=annual_return,
            specialty=specialty,
            level="senior",
            entry_route="veteran",
            sex="female",
            measure=Measure.objects.all()[number],
            value=number,
        )
        Grant.objects.create(round=award_round, name=f"张三{number}", college=college)
        Quota.objects.create(
            round=award_round, college=college, places=5, due_on=datetime.date(2026, 10, 1)
        )
        Objection.objects.create(round=award_round, whom="张三", text="异议")
        Alignment.objects.create(specialty=specialty, chain=chain, strength="core")
        FormerName.objects.create(college=college, name_zh="旧名")
        CollegeLink.objects.create(
            college=college, kind="split-from", other=colleges[(number + 1) % 3]
        )
        Reporter.objects.create(user=staff("reporter", f"reporter-{number}"), college=college)
        receive(page="/", text="错了")
        CalendarDay.objects.create(day=datetime.date(2026, 10, number + 1))
    for make in examples("ROWS"):
        make()
