"""The facts that the portal ships with, counted as their sources count them."""

from __future__ import annotations

from collections import Counter

import pytest

from awards.models import AwardKind, Round
from colleges.chains.models import Chain
from colleges.models import College
from conferences.models import Conference, Item, Participation, Programme
from qingdao_techedu.facts.models import ReportedFigure
from qingdao_techedu.records.provenance import Provenance

pytestmark = pytest.mark.django_db


def test_nine_of_the_24_chains_await_confirmation():
    chains = Chain.objects.filter(scheme__code="24-chains-2022")
    assert chains.count() == 24
    assert chains.filter(provenance=Provenance.UNCONFIRMED).count() == 9
    assert sorted(chains.values_list("order", flat=True)) == list(range(1, 25))


def test_the_scheme_of_2024_has_ten_and_one():
    chains = Chain.objects.filter(scheme__code="10+1-2024")
    assert chains.count() == 11
    assert not chains.filter(provenance=Provenance.UNCONFIRMED).exists()


def test_six_colleges_are_known_by_name():
    assert College.objects.published().factual().count() == 6


def test_six_kinds_of_award_were_handed_over_at_the_conference():
    assert AwardKind.objects.count() == 6
    assert AwardKind.objects.filter(level="national").count() == 1
    assert Round.objects.filter(conference__isnull=False).values("kind").distinct().count() == 6


def test_the_137_approach_is_one_line_three_and_seven():
    items = Item.objects.filter(programme=Programme.objects.get(slug="137"))
    assert Counter(items.values_list("tier", flat=True)) == {1: 1, 3: 3, 7: 7}


def test_the_conference_names_its_speaker_once_and_four_exchanges():
    conference = Conference.objects.get(held_on="2024-04-24")
    roles = Participation.objects.filter(conference=conference).values_list("role", flat=True)
    assert Counter(roles) == {"spoke": 1, "attended": 2, "exchanged": 4}


@pytest.mark.parametrize(
    ("code", "value", "qualifier"),
    [
        ("qingdao-2024-colleges", 19, "exact"),
        ("qingdao-2024-enrolled", 43_900, None),
        ("qingdao-2024-output", 10_000, "about"),
    ],
)
def test_the_headline_is_as_reported(code, value, qualifier):
    figure = ReportedFigure.objects.get(code=code)
    assert figure.base_value == value
    assert qualifier in {None, figure.qualifier}
    assert figure.citations.filter(source__published_on="2024-04-24").exists()


def test_everything_but_the_unconfirmed_cites_a_source():
    for model in (AwardKind, Chain, College, Conference, Programme, ReportedFigure):
        uncited = model.objects.exclude(provenance=Provenance.UNCONFIRMED).filter(citations=None)
        assert list(uncited) == []
