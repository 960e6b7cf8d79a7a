"""What is not public yet is nowhere: not in a page, a file, a history or a report's form."""

from __future__ import annotations

from datetime import timedelta

import pytest
import time_machine
from django.utils import timezone

from colleges.enrollment.models import Release
from colleges.enrollment.releases import actions
from colleges.models import College, Specialty
from tests.pages.addresses import PAGES

pytestmark = pytest.mark.django_db
FIGURE = 987_654
SECRETS = ("987,654", "987654", "2031")
SURFACES = [
    "/enrollment/?year=2031",
    "/enrollment/?rows=college&columns=level",
    "/enrollment/table.csv",
    "/enrollment/table.xlsx",
    "/enrollment/table.json",
    "/data/enrollment.csv",
    "/data/enrollment.csv?year=2031",
    "/data/figures.csv",
    "/sitemap/",
    "/changes/release/2031/1/",
]
ABSENT = [
    "/enrollment/number/?measure=enrolled&year=2031",
    "/enrollment/releases/2031/1/",
    "/enrollment/releases/2031/1.csv",
    "/enrollment/releases/2031/1/changes/?from=1",
]


@pytest.fixture
def hidden(release, observe) -> Release:
    """A release of one great figure, of a published college."""
    release.observations.filter(measure__code="enrolled").update(value=FIGURE)
    return release


@pytest.fixture
def embargoed(hidden, editor, reviewer) -> Release:
    """The same, sealed, and public in an hour."""
    hidden.published_at = timezone.now() + timedelta(hours=1)
    hidden.save()
    actions.submit(hidden, by=editor)
    actions.seal(hidden, by=reviewer)
    hidden.refresh_from_db()
    return hidden


def places() -> list[str]:
    college, specialty = College.objects.order_by("code")[0], Specialty.objects.order_by("slug")[0]
    return [*PAGES, *SURFACES, college.get_absolute_url(), specialty.get_absolute_url()]


def told(response) -> str:
    return (response.getvalue() if response.streaming else response.content).decode(
        errors="replace"
    )


@pytest.mark.parametrize("stage", ["hidden", "embargoed"])
def test_nothing_public_tells_of_a_release_before_its_minute(client, request, stage):
    request.getfixturevalue(stage)
    for address in places():
        response = client.get(address)
        if response.status_code == 200:
            # The address asked for stands in links to the same page; only its figures matter.
            secrets = SECRETS if "2031" not in address else SECRETS[:2]
            found = [secret for secret in secrets if secret in told(response)]
            assert not found, (address, found)
    for address in ABSENT:
        assert client.get(address).status_code == 404, address


def test_at_its_minute_it_is_everywhere_without_anything_being_run(client, embargoed):
    with time_machine.travel(embargoed.published_at, tick=False):
        assert "987,654" in told(client.get("/enrollment/?year=2031"))
        assert "987654" in told(client.get("/data/enrollment.csv?year=2031"))
        assert "987654" in told(client.get("/enrollment/releases/2031/1.csv"))
        assert client.get(ABSENT[0]).status_code == 200


def test_the_desk_names_what_waits_for_whom(hidden, editor, reviewer, sign_in):
    actions.compare_again(hidden, by=editor)
    actions.submit(hidden, by=editor)
    for person, is_told in ((reviewer, True), (editor, False)):
        page = sign_in(person).get("/en/admin/").content.decode()
        assert ("Releases to seal" in page) is is_told
    listed = sign_in(reviewer).get("/en/admin/enrollment/release/?stage=submitted")
    assert [one.year for one in listed.context["cl"].result_list] == [2031]
