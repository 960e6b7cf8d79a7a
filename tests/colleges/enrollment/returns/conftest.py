"""A college that is asked for its return, with a release of the year before, and its people."""

from __future__ import annotations

import datetime

import pytest

from colleges.enrollment.models import Measure, Release, Return
from colleges.enrollment.releases.actions import put_seal
from colleges.enrollment.returns import actions
from colleges.enrollment.returns.lines import sheet_of
from colleges.models import College, Reporter, Specialty
from qingdao_techedu.facts.models import Source

LINE = ("senior", "junior-leaver")
DUE = datetime.date(2099, 3, 31)
BEFORE = {
    "entrants": (40, 60),
    "enrolled": (120, 180),
    "graduates": (30, 50),
    "employed": (27, 45),
    "further-study": (2, 3),
}
NOW = BEFORE | {"enrolled": (130, 190)}


@pytest.fixture
def college(db) -> College:
    College.objects.update(publication="published")
    return College.objects.order_by("code")[0]


@pytest.fixture
def specialty(db) -> Specialty:
    return Specialty.objects.order_by("slug")[0]


@pytest.fixture
def open_release(college, specialty, observe) -> Release:
    """The release of 2031, after a sealed one of 2030 in which the college taught one line."""
    before = Release.objects.create(year=2030, status="final", provenance="official")
    for code, values in BEFORE.items():
        for sex, value in zip(("female", "male"), values, strict=True):
            observe(before, code, value, college=college, specialty=specialty, sex=sex)
    put_seal(before)
    release = Release.objects.create(year=2031, provenance="official")
    release.citations.create(source=Source.objects.all()[0])
    return release


@pytest.fixture
def reporter(staff, college):
    user = staff("reporter")
    Reporter.objects.create(user=user, college=college)
    return user


@pytest.fixture
def asked(open_release, college, editor) -> Return:
    """A return that waits to be filled in; the register knows of no offering but last year's."""
    college.offerings.all().delete()
    return actions.ask(open_release, [college], due_on=DUE, by=editor)[0]


@pytest.fixture
def figures(specialty):
    """A whole line of figures of one specialty, some of them changed."""

    def make(**changed):
        measures = dict(Measure.objects.values_list("code", "pk"))
        return {
            (specialty.pk, *LINE, sex, measures[code]): (value, "")
            if isinstance(value, int)
            else (None, value)
            for code, values in (NOW | changed).items()
            for sex, value in zip(("female", "male"), values, strict=True)
        }

    return make


@pytest.fixture
def fill_in(asked, specialty, reporter, figures):
    """Has the reporter save the part, as the form does."""

    def save(by=None, **changed):
        seen = sheet_of(asked).part(specialty).digest
        return actions.save_part(asked, specialty, figures(**changed), by=by or reporter, seen=seen)

    return save


@pytest.fixture
def sent(asked, fill_in, reporter) -> Return:
    fill_in()
    actions.send(asked, by=reporter)
    asked.refresh_from_db()
    return asked


@pytest.fixture
def accepted(sent, editor) -> Return:
    actions.accept(sent, by=editor, seen=sheet_of(sent).digest)
    sent.refresh_from_db()
    return sent
