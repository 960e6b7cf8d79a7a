"""What nominations tell on the desk's home page, by who reads it."""

from __future__ import annotations

import pytest
from django.utils import timezone

from awards import actions as life
from awards.nominating import actions
from awards.nominating.desk_home import entries
from qingdao_techedu.ui.desk_home import Waiting
from tests.awards.conftest import HOUR
from tests.awards.nominating.conftest import PLACES

pytestmark = pytest.mark.django_db


def waiting(user) -> list[tuple[str, int, bool]]:
    found = [one for one in entries(user) if isinstance(one, Waiting) and one.count]
    return [(one.text.split(":")[0], one.count, one.is_late) for one in found]


def test_places_that_are_left_wait_until_the_last_day(
    quota, propose, reporter, editor, due_on, after_the_last_day
):
    left = "Places to nominate for"
    day = next(one.due for one in entries(reporter) if isinstance(one, Waiting))
    assert day == due_on
    assert waiting(reporter) == [(left, PLACES, False)]
    grant = propose()
    actions.give_back(grant, reason="请核对", by=editor)
    returned = "Nominations returned to you"
    assert waiting(reporter) == [(returned, 1, False), (left, PLACES - 1, False)]
    after_the_last_day()
    assert waiting(reporter) == [(returned, 1, True)]


def test_the_bureau_reads_of_what_waits_for_it(propose, editor, reporter, staff, accept):
    propose("王小明")
    grant = propose("李雷")
    assert ("Nominations to look at", 2, False) in waiting(editor)
    assert waiting(staff("auditor")) == []
    accept(grant)
    assert ("Nominations to look at", 1, False) in waiting(editor)


def test_nothing_waits_once_the_round_was_publicized(quota, nominate, reporter, reviewer, now):
    nominate("李雷")
    life.publicize(quota.round, closes_at=timezone.now() + HOUR, by=reviewer)
    assert waiting(reporter) == []
