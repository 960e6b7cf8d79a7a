"""Clearing removes the sample, the whole sample and nothing but the sample."""

from __future__ import annotations

import pytest
from django.apps import apps
from django.core.management import CommandError, call_command

from awards.models import Grant
from colleges.enrollment.models import Measure, Observation, Release
from colleges.models import Campus, College, CollegeLink, Offering, Specialty
from conferences.models import Conference
from qingdao_techedu.facts.models import Citation, Source
from qingdao_techedu.records.provenance import Provenance
from qingdao_techedu.sample import loading as sampling
from qingdao_techedu.sample.registry import SampleRefused


def counts() -> dict[str, int]:
    return {model._meta.label: model._base_manager.count() for model in apps.get_models()}


@pytest.fixture
def college(sample) -> College:
    return College.objects.sample().first()


@pytest.fixture
def offering(college) -> Offering:
    """Somebody's own work at a sample college."""
    return Offering.objects.create(
        college=college,
        specialty=Specialty.objects.first(),
        filing_number="staff-1",
        provenance=Provenance.OFFICIAL,
    )


def test_it_restores_every_count(facts):
    sampling.clear()
    before = counts()
    sampling.load()
    assert counts() != before
    call_command("clear_sample", verbosity=0)
    assert counts() == before


def test_it_removes_the_history_and_the_citations_of_what_staff_edited(facts):
    sampling.clear()
    before = counts()
    sampling.load()
    college = College.objects.sample().first()
    college.name_zh = "示例改名学校"
    college.save()
    Citation.objects.create(source=Source.objects.sample().get(), record=college)
    Offering.objects.sample().first().delete()
    Campus.objects.create(college=college, name_zh="新校区")
    sampling.clear()
    assert counts() == before


def test_it_stops_in_front_of_a_staff_record_and_names_it(offering):
    before = counts()
    with pytest.raises(CommandError, match=f"{offering.pk} .*{offering.college.name_zh}"):
        call_command("clear_sample")
    assert counts() == before
    offering.delete()
    sampling.clear()
    assert not College.objects.sample().exists()


def test_it_stops_in_front_of_an_official_figure_of_a_sample_college(college):
    release = Release.objects.create(year=2024, version=2, provenance=Provenance.OFFICIAL)
    cell = college.observations.first()
    Observation.objects.create(
        release=release,
        college=college,
        specialty=cell.specialty,
        level=cell.level,
        entry_route=cell.entry_route,
        sex=cell.sex,
        measure=Measure.objects.first(),
        value=1,
    )
    with pytest.raises(SampleRefused, match="2024 v2"):
        sampling.clear()


def test_it_stops_in_front_of_a_fact_that_cites_the_sample(sample):
    fact = College.objects.factual().first()
    Citation.objects.create(source=Source.objects.sample().get(), record=fact)
    with pytest.raises(SampleRefused, match="Nothing was removed"):
        sampling.clear()


def test_it_stops_in_front_of_a_link_from_a_college_of_facts(college):
    fact = College.objects.factual().first()
    CollegeLink.objects.create(college=fact, kind="merged-into", other=college)
    with pytest.raises(SampleRefused, match=fact.name_zh):
        sampling.clear()


def test_a_college_that_staff_made_official_stays_with_its_parts(college):
    campuses = college.campuses.count()
    college.provenance = Provenance.OFFICIAL
    college.save()
    sampling.clear()
    assert list(College.objects.filter(code__startswith="sample-")) == [college]
    assert college.campuses.count() == campuses
    assert college.history.exists()
    assert not college.offerings.exists()
    assert not Observation.objects.exists()


def test_the_code_of_a_college_that_stayed_is_not_given_again(college):
    college.provenance = Provenance.OFFICIAL
    college.save()
    sampling.clear()
    sampling.load()
    assert College.objects.sample().count() == 19
    assert College.objects.get(code=college.code).provenance == Provenance.OFFICIAL


def test_it_removes_what_staff_marked_as_sample_too(sample):
    conference = Conference.objects.create(
        slug="rehearsal", name_zh="演练", provenance=Provenance.SAMPLE
    )
    sampling.clear()
    assert not Conference.objects.filter(pk=conference.pk).exists()
    assert Conference.objects.count() == 1


def test_grants_go_with_their_history_and_the_rounds_of_2024_stay(sample):
    Grant.objects.first().save()
    sampling.clear()
    assert not Grant.objects.exists()
    assert not Grant.history.exists()
    assert apps.get_model("awards.Round").objects.filter(year=2024).count() == 6


def test_clearing_when_nothing_is_loaded_says_so(facts, capsys):
    sampling.clear()
    call_command("clear_sample")
    assert "No sample data is loaded." in capsys.readouterr().out
