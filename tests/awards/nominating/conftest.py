"""A college that is invited to nominate, and its people."""

from __future__ import annotations

import datetime
import io
from collections.abc import Callable

import pytest
import xlsxwriter
from django.utils import timezone

from awards.models import Grant, Quota, Round
from awards.nominating import actions
from awards.nominating.digests import digest_of
from colleges.models import College, Reporter

PLACES = 3


@pytest.fixture
def college(db) -> College:
    return College.objects.get(code="qd-002")


@pytest.fixture
def other(db) -> College:
    return College.objects.get(code="qd-001")


@pytest.fixture
def reporter(staff, college):
    user = staff("reporter")
    Reporter.objects.create(user=user, college=college)
    return user


@pytest.fixture
def due_on(now) -> datetime.date:
    return timezone.localdate() + datetime.timedelta(days=7)


@pytest.fixture
def quota(round_, college, editor, due_on) -> Quota:
    """Three places for the college, for a week."""
    return actions.invite(round_, [college], places=PLACES, due_on=due_on, by=editor)[0]


@pytest.fixture
def propose(quota, reporter) -> Callable[..., Grant]:
    """Has the college's reporter nominate somebody."""

    def one(name: str = "王小明", **fields) -> Grant:
        by = fields.pop("by", reporter)
        return actions.nominate(
            Grant(round=quota.round, college=quota.college, name=name, **fields), by=by
        )

    return one


@pytest.fixture
def accept(editor):
    return lambda grant, by=None: actions.accept(grant, by=by or editor, seen=digest_of(grant))


@pytest.fixture
def after_the_last_day(now, due_on):
    """Moves the clock behind the last day of nominating."""
    return lambda: now.shift(datetime.timedelta(days=8))


def as_file(*rows) -> bytes:
    """A workbook of rows."""
    file = io.BytesIO()
    with xlsxwriter.Workbook(file, {"in_memory": True}) as book:
        sheet = book.add_worksheet()
        for number, row in enumerate(rows):
            sheet.write_row(number, 0, row)
    return file.getvalue()


def statuses(round_: Round) -> dict[str, str]:
    return dict(round_.grants.values_list("name", "status"))
