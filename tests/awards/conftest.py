"""A round of an award at two colleges, and people who work on it."""

from __future__ import annotations

from collections.abc import Callable
from datetime import timedelta

import pytest
import time_machine
from django.utils import timezone, translation

from awards import actions
from awards.models import AwardKind, Grant, Round
from awards.nominating import actions as nominating
from colleges.models import College

HOUR = timedelta(hours=1)
NAMES = ("王小明", "欧阳娜娜", "李雷")


@pytest.fixture(autouse=True)
def _in_english():
    """Acts say why they refuse in the words of the code."""
    with translation.override("en"):
        yield


@pytest.fixture
def now():
    """A moment at which the clock of a test stands still."""
    with time_machine.travel(timezone.now().replace(second=0, microsecond=0), tick=False) as clock:
        yield clock


@pytest.fixture
def editor(staff):
    return staff("editor")


@pytest.fixture
def reviewer(staff):
    return staff("reviewer")


@pytest.fixture
def round_(db) -> Round:
    kind = AwardKind.objects.get(slug="outstanding-student")
    return Round.objects.create(kind=kind, year=2025, publication="published")


@pytest.fixture
def nominate(round_, editor) -> Callable[..., Grant]:
    def one(name: str = "王小明", college: str = "qd-002", **fields) -> Grant:
        by = fields.pop("by", editor)
        award_round = fields.pop("round", round_)
        found = College.objects.get(code=college)
        return nominating.nominate(
            Grant(round=award_round, name=name, college=found, **fields), by=by
        )

    return one


@pytest.fixture
def publicized(now, round_, nominate, reviewer) -> Round:
    """Three nominees before the public, for an hour from now."""
    for name, college in zip(NAMES, ("qd-002", "qd-002", "qd-001"), strict=True):
        nominate(name, college)
    return actions.publicize(
        round_, closes_at=timezone.now() + HOUR, roll_name_form="full", by=reviewer
    )


@pytest.fixture
def conferred(now, publicized, reviewer) -> Round:
    """The same, conferred as soon as the window was over."""
    now.shift(HOUR)
    return actions.confer(publicized, by=reviewer)


@pytest.fixture
def grant(conferred) -> Grant:
    return conferred.grants.get(name="王小明")
