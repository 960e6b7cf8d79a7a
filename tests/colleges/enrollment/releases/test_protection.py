"""How small groups are protected is told in words, with what it promises and what it costs."""

from __future__ import annotations

import pytest
from django.utils import translation

from colleges.enrollment.models import Measure, Release
from colleges.enrollment.releases import actions
from colleges.enrollment.releases.actions import copy_figures
from colleges.enrollment.releases.protection import (
    former_of,
    losses_of,
    promise,
    thresholds_now,
    thresholds_of,
)
from colleges.models import College

pytestmark = pytest.mark.django_db
ADDRESS = "/enrollment/releases/2031/1/"
METHODOLOGY = "/enrollment/methodology/"


@pytest.fixture(autouse=True)
def _in_english():
    with translation.override("en"):
        yield


@pytest.fixture
def small(observe) -> Release:
    """A release with two women beside 28 men, and 40 of another level."""
    release = Release.objects.create(year=2031, provenance="official")
    College.objects.update(publication="published")
    observe(release, "enrolled", 2)
    observe(release, "enrolled", 28, sex="male")
    observe(release, "enrolled", 40, level="technician")
    actions.put_seal(release)
    release.refresh_from_db()
    return release


def test_the_promise_is_made_in_the_words_that_were_proved():
    assert promise(thresholds_now()) == (
        "From all that this portal publishes, every group of 1 to 4 could as well be 5 or more; "
        "a separate program checks this before each release."
    )


def test_where_measures_differ_the_promise_names_no_number():
    Measure.objects.filter(code="enrolled").update(threshold=10)
    told = promise(thresholds_now())
    assert "every group below the threshold of its measure could as well reach it" in told


def test_a_release_keeps_the_thresholds_that_it_was_put_out_with(small, client):
    Measure.objects.update(threshold=10)
    assert {one.persons for one in thresholds_of(small.protection)} == {5}
    page = client.get(f"/en{ADDRESS}").content.decode()
    assert "every group of 1 to 4 could as well be 5 or more" in page
    assert "every group of 1 to 9 could as well be 10 or more" not in page
    # Nothing more is promised until it is put out so; that it is set so is told.
    page = client.get(f"/en{METHODOLOGY}").content.decode()
    assert "every group of 1 to 4 could as well be 5 or more" in page
    assert "10 persons" in page


def test_what_is_lost_is_told_by_table_and_measure(small, client):
    soft, strict = losses_of(small.protection)
    of_enrolled = [one.code for one in soft.measures].index("enrolled")
    untold = {name: shares[of_enrolled] for name, shares in soft.shares}
    gone = {name: shares[of_enrolled] for name, shares in strict.shares}
    assert untold["Sex"] == "42.9%"  # 30 of 70
    assert untold["College"] == "0"
    assert gone["Sex"] == "100.0%"
    assert gone["College × Specialty"] == "0"
    assert "42.9%" in client.get(f"/en{ADDRESS}").content.decode()


def test_a_release_that_was_put_out_again_names_what_was_withdrawn(small, client):
    assert former_of(small.protection) == []
    assert "put out again" not in client.get(f"/en{ADDRESS}").content.decode()
    revision = Release.objects.create(
        year=2031, version=2, provenance="official", change_note_zh="更正"
    )
    copy_figures(small, revision)
    revision.observations.filter(level="technician").update(value=3)
    actions.put_seal(revision)
    again = Release.objects.get(pk=small.pk)
    assert again.sha256 != small.sha256
    assert again.collected_sha256 == small.collected_sha256
    assert [one.sha256 for one in former_of(again.protection)] == [small.sha256]
    page = client.get(f"/en{ADDRESS}").content.decode()
    assert "put out again" in page
    assert small.sha256 in page
    assert again.collected_sha256 in page


def test_what_is_not_promised_is_told_beside_what_is(client):
    page = client.get(f"/en{METHODOLOGY}").content.decode()
    for words in ("That nobody can be found", "class list", "downloaded before", "one outcome"):
        assert words in page
