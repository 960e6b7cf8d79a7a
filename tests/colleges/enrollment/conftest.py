"""A small release of figures that are no sample, and the people who work on it."""

from __future__ import annotations

import pytest

from colleges.enrollment.models import Measure, Observation, Release
from colleges.enrollment.releases import actions
from colleges.models import College, Specialty
from qingdao_techedu.facts.models import Source

PLACE = {"level": "senior", "entry_route": "junior-leaver", "sex": "female"}


@pytest.fixture
def observe(db):
    """Gives a release one figure of its first college and specialty."""

    def make(release: Release, measure: str, value: int | None, symbol: str = "", **where):
        place = {
            "college": College.objects.order_by("code")[0],
            "specialty": Specialty.objects.order_by("slug")[0],
            **PLACE,
            **where,
        }
        return Observation.objects.create(
            release=release,
            measure=Measure.objects.get(code=measure),
            value=value,
            symbol=symbol,
            **place,
        )

    return make


@pytest.fixture
def release(db, observe) -> Release:
    """An open release of a year of which nothing was reported, ready for its checklist."""
    made = Release.objects.create(year=2031, provenance="official")
    made.citations.create(source=Source.objects.all()[0])
    College.objects.update(publication="published")
    observe(made, "enrolled", 120)
    observe(made, "graduates", 40)
    observe(made, "employed", 30)
    observe(made, "further-study", None, "x")
    return made


@pytest.fixture
def editor(staff):
    return staff("editor")


@pytest.fixture
def reviewer(staff):
    return staff("reviewer")


@pytest.fixture
def sealed(release, editor, reviewer) -> Release:
    """The same release, submitted by one person and sealed by another."""
    actions.submit(release, by=editor)
    actions.seal(release, by=reviewer)
    release.refresh_from_db()
    return release
