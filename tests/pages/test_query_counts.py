"""The number of queries of a page does not grow with the number of records."""

from __future__ import annotations

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from awards.models import AwardKind, Round
from colleges.chains.models import Alignment, Chain
from colleges.models import College, KindSpell, Offering, Specialty
from conferences.models import Conference
from qingdao_techedu.facts.models import Citation, Indicator, ReportedFigure, Source
from tests.pages.addresses import PAGES

pytestmark = pytest.mark.django_db
MAX_QUERIES, MAX_OF_LARGE = 21, 50


def queries_of(client, address: str) -> int:
    client.get(address)  # content types and the like are remembered
    with CaptureQueriesContext(connection) as queries:
        assert client.get(address).status_code == 200
    return len(queries)


@pytest.fixture
def many_more_records(correct):
    """More of everything that a page lists, on the records that the addresses show."""

    def make(first: int):
        pingdu = College.objects.get(code="qd-002")
        source = Source.objects.first()
        for number in range(first, first + 12):
            specialty = Specialty.objects.create(slug=f"more-{number}", name_zh=f"增设专业{number}")
            college = College.objects.create(
                code=f"more-{number}",
                name_zh=f"增设学院{number}",
                district=pingdu.district,
                publication="published",
            )
            KindSpell.objects.create(college=college, kind="technical-school")
            for teaching in (pingdu, college):
                Offering.objects.create(college=teaching, specialty=specialty, level="senior")
            for chain in Chain.objects.filter(slug="smart-home-appliances"):
                Alignment.objects.create(chain=chain, specialty=specialty, strength="core")
            pingdu.campuses.create(name_zh=f"校区{number}", district=pingdu.district)
            Citation.objects.create(source=source, record=pingdu, locator=str(number))
            ReportedFigure.objects.create(
                code=f"more-{number}",
                indicator=Indicator.objects.first(),
                subject=pingdu,
                period_from="2024",
                value=number,
                unit="persons",
            )
            conference = Conference.objects.create(
                slug=f"more-{number}",
                name_zh="会议",
                held_on=f"19{number + 50}",
                publication="published",
            )
            conference.participations.create(order=1, role="attended", college=pingdu)
            Round.objects.create(
                kind=AwardKind.objects.first(), year=1980 + number, publication="published"
            )
        correct(2024, let_them_have_students)

    def let_them_have_students(figures):
        template = figures.filter(college__code="sample-01").first()
        for college in College.objects.filter(name_zh__startswith="增设", observations=None):
            template.pk, template.college = None, college
            template.save()

    return make


@pytest.mark.usefixtures("as_served")
def test_every_page_takes_as_many_queries_with_more_records(client, many_more_records):
    many_more_records(0)
    before = {address: queries_of(client, address) for address in PAGES}
    many_more_records(12)
    after = {address: queries_of(client, address) for address in PAGES}
    grown = {
        address: (before[address], after[address])
        for address in PAGES
        if after[address] > before[address]
    }
    assert not grown
    many = {address: count for address, count in after.items() if count > MAX_QUERIES}
    # They describe every filter of the largest data set, and of all; a rate asks in every margin
    # of whom both of its numbers are published.
    rate = "/enrollment/?measure=employment-rate&rows=college&columns=year"
    assert many.keys() <= {"/data/enrollment/", "/api/v1/docs", rate}
    assert max(after.values()) <= MAX_OF_LARGE
