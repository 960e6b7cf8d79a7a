"""A sample round that gathers nominations: colleges are invited, and some have proposed."""

from __future__ import annotations

import datetime
from collections.abc import Iterator
from itertools import cycle

from django.utils import timezone

from colleges.models import College, Offering
from colleges.sample import CODE, SET
from qingdao_techedu.naming.names import pinyin_of_person
from qingdao_techedu.records.provenance import Provenance
from qingdao_techedu.sample.registry import Plan

from ..models import AwardKind, Grant, Quota, Round
from ..sample import YEARS, made_up_class, made_up_person

KIND = "outstanding-student"
YEAR = YEARS[-1] + 2  # the year between has rounds that are facts
TIME = datetime.timedelta(days=30)
PLACES = 6
Status = Grant.Status
# The first college is the one that the sample's reporter answers for.
PROPOSED = (
    (Status.RETURNED, Status.PROPOSED),
    (Status.PROPOSED,) * 3,
    (Status.PROPOSED, Status.NOMINATED, Status.NOMINATED),
    (),
)
WHY = "示例：请核对班级名称。"


def make(plan: Plan) -> int:
    """Make a round that nobody outside sees yet, its quotas, and proposals of some colleges."""
    kind = AwardKind.objects.filter(slug=KIND).first()
    if kind is None or Round.objects.filter(kind=kind, year=YEAR).exists():
        return 0
    round_ = Round.objects.create(
        kind=kind, year=YEAR, shows_class=True, shows_specialty=True, provenance=Provenance.SAMPLE
    )
    colleges = College.objects.sample().filter(code__startswith=CODE).order_by("code")[:SET]
    due_on = timezone.localdate() + TIME
    quotas = Quota.objects.bulk_create(
        Quota(round=round_, college=college, places=PLACES, due_on=due_on) for college in colleges
    )
    grants = Grant.objects.bulk_create(
        one
        for quota, statuses in zip(quotas, cycle(PROPOSED), strict=False)
        for one in _proposed(quota, statuses, plan)
    )
    return 1 + len(quotas) + len(grants)


def _proposed(quota: Quota, statuses: tuple[str, ...], plan: Plan) -> Iterator[Grant]:
    chance = plan.random("nominations", quota.college.code)
    taught = list(Offering.objects.filter(college=quota.college).select_related("specialty"))
    names: set[str] = set()
    for status in statuses:
        name = next(one for one in iter(lambda: made_up_person(chance), None) if one not in names)
        names.add(name)
        specialty = chance.choice(taught).specialty
        yield Grant(
            round=quota.round,
            college=quota.college,
            name=name,
            pinyin=pinyin_of_person(name),
            class_name=made_up_class(specialty.name_zh, YEAR, chance),
            specialty=specialty,
            status=status,
            reason=WHY if status == Status.RETURNED else "",
            provenance=Provenance.SAMPLE,
        )
