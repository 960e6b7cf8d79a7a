"""Sample award rounds and the recipients on their rolls: nobody who exists."""

from __future__ import annotations

import datetime
from collections.abc import Iterator
from itertools import count
from random import Random

from django.utils import timezone

from colleges.models import Offering
from qingdao_techedu.facts.naming import pinyin_of
from qingdao_techedu.facts.provenance import Provenance
from qingdao_techedu.facts.sample import Plan
from qingdao_techedu.publishing.models import Publication

from .models import AwardKind, Grant, Round

# The rounds of 2024 are facts whose recipients are not known: the sample stays away from them.
YEARS = (2021, 2022, 2023)

# By kind: the letters in its certificate numbers and how many are conferred a year.
CONFERRED = {
    "outstanding-student": ("OS", 60),
    "outstanding-student-leader": ("OL", 30),
    "outstanding-class": ("OC", 20),
    "outstanding-head-teacher": ("HT", 12),
    "star-of-future-artisans": ("FA", 15),
    "national-scholarship": ("NS", 40),
}
HIDDEN = (Grant.Status.NOMINATED, Grant.Status.REVOKED)  # one each: the roll must not show them

# 样, as in 样本 (sample), is no given name: a person's name with it is seen to be made up.
SURNAMES = "王李张刘陈杨赵黄周吴徐孙胡朱高林何郭马罗"
ENDINGS = "一二三四五六七八九十甲乙丙丁戊己庚辛壬癸"

Class = tuple[int, int, str]  # college, specialty, the specialty's name


def make(plan: Plan) -> int:
    """Make the rounds that do not exist yet, and their grants."""
    classes: list[Class] = list(
        Offering.objects.sample()
        .order_by("pk")
        .values_list("college_id", "specialty_id", "specialty__name_zh")
    )
    taken = set(Grant.objects.values_list("certificate_number", flat=True))
    rounds = Round.objects.bulk_create(_rounds())
    written = len(rounds)
    for round_ in plan.progress(rounds, "grants", len(rounds)):
        grants = _grants(round_, classes, taken, plan)
        written += len(Grant.objects.bulk_create(grants, batch_size=1_000))
    return written


def _rounds() -> Iterator[Round]:
    taken = set(Round.objects.values_list("kind", "year"))
    kinds = [kind for kind in AwardKind.objects.all() if kind.slug in CONFERRED]
    for kind, year in ((kind, year) for year in YEARS for kind in kinds):
        if (kind.pk, year) not in taken:
            yield Round(
                kind=kind,
                year=year,
                publicity_from=timezone.make_aware(datetime.datetime(year, 4, 12)),
                publicity_until=timezone.make_aware(datetime.datetime(year, 4, 19)),
                conferred_on=f"{year}-05",
                provenance=Provenance.SAMPLE,
                publication=Publication.PUBLISHED,
            )


def _grants(round_: Round, classes: list[Class], taken: set[str], plan: Plan) -> Iterator[Grant]:
    letters, yearly = CONFERRED[round_.kind.slug]
    chance = plan.random("grants", round_.kind.slug, round_.year)
    statuses = [Grant.Status.CONFERRED] * (yearly * plan.scale) + list(HIDDEN)
    numbers = (f"SAMPLE-{round_.year}-{letters}-{serial:06}" for serial in count(1))
    free = (number for number in numbers if number not in taken)
    for status, number in zip(statuses, free, strict=False):
        college, specialty, specialty_name = chance.choice(classes)
        class_name = _class_name(specialty_name, round_.year, chance)
        of_class = round_.kind.recipient == AwardKind.Recipient.CLASS
        name = class_name if of_class else _person(chance)
        yield Grant(
            round=round_,
            certificate_number=number,
            name=name,
            pinyin=pinyin_of(name),
            college_id=college,
            class_name="" if of_class else class_name,  # a class does not sit in a class
            specialty_id=specialty,
            status=status,
            provenance=Provenance.SAMPLE,
        )


def _person(chance: Random) -> str:
    return f"{chance.choice(SURNAMES)}样{chance.choice(ENDINGS)}"


def _class_name(specialty: str, year: int, chance: Random) -> str:
    return f"{year - chance.randint(1, 3)}级{specialty}{chance.randint(1, 6)}班"
