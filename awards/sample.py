"""Sample award rounds and the recipients on their rolls: nobody who exists."""

from __future__ import annotations

import datetime
from collections.abc import Iterator
from random import Random
from typing import Any

from django.utils import timezone

from colleges.models import Offering
from qingdao_techedu.naming.names import pinyin_of, pinyin_of_person
from qingdao_techedu.publishing.models import Publication
from qingdao_techedu.records.provenance import Provenance
from qingdao_techedu.sample.registry import Plan

from .models import AwardKind, Grant, NameForm, Round
from .numbers import new_number
from .placing import set_in_order

# The rounds of 2024 are facts whose recipients are not known: the sample stays away from them.
YEARS = (2021, 2022, 2023)

# By kind: how many are conferred a year.
CONFERRED = {
    "outstanding-student": 60,
    "outstanding-student-leader": 30,
    "outstanding-class": 20,
    "outstanding-head-teacher": 12,
    "star-of-future-artisans": 15,
    "national-scholarship": 40,
}
HIDDEN = (Grant.Status.DECLINED, Grant.Status.REVOKED)  # one each: the roll must not show them
# What the roll prints of a name: the latest rounds in full, those before them less.
NAME_FORMS = {2021: NameForm.HIDDEN, 2022: NameForm.MASKED, 2023: NameForm.FULL}

# 样, as in 样本 (sample), is no given name: a person's name with it is seen to be made up.
SURNAMES = "王李张刘陈杨赵黄周吴徐孙胡朱高林何郭马罗"
ENDINGS = "一二三四五六七八九十甲乙丙丁戊己庚辛壬癸"

WHY = "示例"

Class = tuple[int, int, str]  # college, specialty, the specialty's name


def make(plan: Plan) -> int:
    """Make the rounds that do not exist yet, and their grants."""
    classes: list[Class] = list(
        Offering.objects.sample()
        .order_by("pk")
        .values_list("college_id", "specialty_id", "specialty__name_zh")
    )
    taken = set(Grant.objects.certified().values_list("certificate_number", flat=True))
    rounds = Round.objects.bulk_create(_rounds())
    written = len(rounds)
    for round_ in plan.progress(rounds, "grants", len(rounds)):
        grants = _grants(round_, classes, taken, plan)
        written += len(Grant.objects.bulk_create(grants, batch_size=1_000))
        set_in_order(round_)
    return written


def _rounds() -> Iterator[Round]:
    taken = set(Round.objects.values_list("kind", "year"))
    kinds = [kind for kind in AwardKind.objects.all() if kind.slug in CONFERRED]
    for kind, year in ((kind, year) for year in YEARS for kind in kinds):
        if (kind.pk, year) not in taken:
            yield Round(
                kind=kind,
                year=year,
                publicity_from=_moment(year, 4, 12),
                publicity_until=_moment(year, 4, 19),
                conferred_at=_moment(year, 5, 8),
                roll_name_form=NAME_FORMS[year],
                shows_class=True,
                shows_specialty=True,
                conferred_on=f"{year}-05",
                provenance=Provenance.SAMPLE,
                publication=Publication.PUBLISHED,
            )


def _grants(round_: Round, classes: list[Class], taken: set[str], plan: Plan) -> Iterator[Grant]:
    chance = plan.random("grants", round_.kind.slug, round_.year)
    yearly = CONFERRED[round_.kind.slug] * plan.scale
    for status in [Grant.Status.CONFERRED] * yearly + list(HIDDEN):
        college, specialty, specialty_name = chance.choice(classes)
        class_name = made_up_class(specialty_name, round_.year, chance)
        of_class = round_.kind.recipient == AwardKind.Recipient.CLASS
        name = class_name if of_class else made_up_person(chance)
        yield Grant(
            round=round_,
            **_life(status, round_, taken, chance),
            name=name,
            pinyin=(pinyin_of if of_class else pinyin_of_person)(name),
            college_id=college,
            class_name="" if of_class else class_name,  # a class does not sit in a class
            specialty_id=specialty,
            provenance=Provenance.SAMPLE,
        )


def _life(status: str, round_: Round, taken: set[str], chance: Random) -> dict[str, Any]:
    """What a grant that has come so far has been given on its way."""
    if status == Grant.Status.DECLINED:
        return {"status": status, "ended_at": round_.publicity_until, "reason": WHY}
    number = next(n for n in iter(lambda: new_number(chance.choice), None) if n not in taken)
    taken.add(number)
    certified = {"certificate_number": number, "conferred_at": round_.conferred_at}
    if status == Grant.Status.REVOKED:
        certified |= {"ended_at": round_.conferred_at, "reason": WHY}
    return {"status": status, **certified}


def _moment(year: int, month: int, day: int) -> datetime.datetime:
    return timezone.make_aware(datetime.datetime(year, month, day))


def made_up_person(chance: Random) -> str:
    return f"{chance.choice(SURNAMES)}样{chance.choice(ENDINGS)}"


def made_up_class(specialty: str, year: int, chance: Random) -> str:
    return f"{year - chance.randint(1, 3)}级{specialty}{chance.randint(1, 6)}班"
