"""The sample as a whole: labeled, adding up, and the same for the same seed."""

from __future__ import annotations

import pytest
from django.apps import apps
from django.core.management import CommandError, call_command

from awards.models import Grant
from colleges.enrollment.models import Observation, PublishedFigure, Release
from colleges.enrollment.releases.sample import YEARS
from colleges.models import College, Offering
from qingdao_techedu.facts.models import Source
from qingdao_techedu.records.provenance import Provenance
from qingdao_techedu.sample import loading as sampling
from qingdao_techedu.sample.registry import SampleRefused

MADE = (
    "colleges.College",
    "colleges.Offering",
    "enrollment.Release",
    "chains.Alignment",
    "awards.Round",
    "awards.Grant",
)


def total(measure: str, year: int, **where) -> int:
    """What was collected, in the version that the public sees."""
    current = Release.objects.current().filter(year=year)
    figures = Observation.objects.of_measure(measure)
    return figures.filter(release__in=current.values("pk"), **where).total()


def cells(measure: str) -> dict[tuple, int | None]:
    place = ("release", "college", "specialty", "level", "entry_route", "sex")
    rows = Observation.objects.of_measure(measure).values_list(*place, "value")
    return {tuple(key): value for *key, value in rows}


def test_the_enrolled_of_2024_add_up_to_the_headline(sample):
    assert total("enrolled", 2024) == 43_900


@pytest.mark.parametrize("measure", ["entrants", "enrolled", "graduates"])
def test_what_is_published_adds_up_to_what_was_collected(measure, sample):
    published = PublishedFigure.objects.public().leaves().of_measure(measure)
    for year in YEARS:
        of_year = published.filter(release__year=year)
        assert of_year.total() == total(measure, year)
        assert not of_year.filter(value__range=(1, 4)).exists()


def test_the_graduates_of_2024_are_about_ten_thousand(sample):
    graduates = total("graduates", 2024)
    assert 9_950 <= graduates <= 10_050
    assert graduates != 10_000


def test_stock_and_flows_hang_together_from_year_to_year(sample):
    for year in range(2019, 2025):
        came_and_went = total("entrants", year) - total("graduates", year)
        left = total("enrolled", year - 1) + came_and_went - total("enrolled", year)
        assert 0 <= left <= total("enrolled", year) * 0.02
        assert 1 < total("enrolled", year) / total("enrolled", year - 1) < 1.05


def test_outcomes_never_exceed_the_graduates_of_a_cell(sample):
    employed, studying = cells("employed"), cells("further-study")
    for place, graduates in cells("graduates").items():
        assert (employed[place] or 0) + (studying[place] or 0) <= graduates


def test_employment_is_plausible_in_every_college(sample):
    for college in College.objects.sample():
        rate = total("employed", 2024, college=college) / total("graduates", 2024, college=college)
        assert 0.9 <= rate <= 0.98


def test_unknown_cells_stand_only_among_outcomes_of_earlier_years(sample):
    unknown = Observation.objects.exclude(symbol="")
    assert 0 < unknown.count() < 200
    assert set(unknown.values_list("symbol", flat=True)) == {"x"}
    assert set(unknown.values_list("measure__code", flat=True)) <= {"employed", "further-study"}
    assert not unknown.filter(release__year=2024).exists()


def test_there_are_nineteen_colleges_of_every_kind_and_size(sample):
    colleges = College.objects.sample().with_kind()
    assert {college.code for college in colleges} == {f"sample-{n:02}" for n in range(1, 20)}
    assert len({college.kind for college in colleges}) == 3
    enrolled = [total("enrolled", 2024, college=college) for college in colleges]
    assert max(enrolled) > 5 * min(enrolled)
    current = Release.objects.current().values("pk")
    assert 10_000 <= Observation.objects.filter(release__in=current).count() <= 13_500


def test_every_college_says_that_it_is_invented(sample):
    for college in College.objects.sample():
        assert "虚构" in college.description_zh
        assert "invented" in college.description_en
        assert college.pinyin_index
        assert college.verification == ""
        assert 6 <= college.offerings.count() <= 12


@pytest.mark.parametrize("label", MADE)
def test_every_record_made_carries_the_provenance(sample, label):
    made = apps.get_model(label).objects.sample()
    assert made.exists()
    assert not made.exclude(verification="").exists()


def test_facts_are_left_as_they_are(sample):
    assert College.objects.factual().count() == 6
    assert not Observation.objects.exclude(college__provenance=Provenance.SAMPLE).exists()
    assert not Release.objects.factual().exists()


def test_the_roll_hides_nominated_and_revoked_grants(sample):
    roll = Grant.objects.on_public_roll()
    assert roll.filter(round__year=2023, round__kind__slug="outstanding-student").count() == 60
    assert Grant.objects.exclude(status="conferred").exists()
    assert set(roll.values_list("status", flat=True)) == {"conferred"}
    assert not Grant.objects.filter(round__year=2024).exists()


def test_the_names_of_persons_are_seen_to_be_made_up(sample):
    persons = Grant.objects.exclude(round__kind__recipient="class")
    assert all(len(grant.name) == 3 and grant.name[1] == "样" for grant in persons)


def test_chains_have_specialties_or_visibly_none(sample):
    chains = apps.get_model("chains.Chain").objects.with_supply()
    numbers = [chain.specialty_count for chain in chains]
    assert 0 in numbers
    assert sum(number >= 2 for number in numbers) > len(numbers) / 2
    assert max(numbers) <= 4


def test_loading_twice_is_refused_in_a_sentence(sample):
    before = Observation.objects.count()
    with pytest.raises(CommandError, match="loaded already"):
        call_command("load_sample")
    assert Observation.objects.count() == before


def signature() -> tuple:
    """What a sample says, without the numbers of its rows."""
    printed = ("name", "college__code")
    fields = ("college__code", "specialty__slug", "level", "entry_route", "sex", "value")
    return (
        sorted(map(str, Observation.objects.values_list("release__year", *fields))),
        sorted(Grant.objects.certified().values_list("certificate_number", *printed, "status")),
        sorted(College.objects.sample().values_list("code", "founded", "district__code")),
    )


def test_the_same_seed_makes_the_same_sample_and_another_seed_another(sample):
    first = signature()
    sampling.clear()
    sampling.load()
    assert signature() == first
    sampling.clear()
    sampling.load(seed=2)
    assert signature() != first
    assert total("enrolled", 2024) == 43_900


def test_a_larger_scale_adds_whole_sets_that_add_up_alike(sample):
    first = set(Offering.objects.sample().values_list("college__code", "specialty", "level"))
    sampling.clear()
    call_command("load_sample", scale=2, verbosity=0)
    assert College.objects.sample().count() == 38
    second_set = College.objects.sample().order_by("pk")[19:]
    assert total("enrolled", 2024, college__in=second_set.values("pk")) == 43_900
    assert first < set(Offering.objects.sample().values_list("college__code", "specialty", "level"))


def test_an_interruption_leaves_nothing_behind(facts, monkeypatch):
    sampling.clear()

    def interrupted(plan):
        raise KeyboardInterrupt

    monkeypatch.setattr("awards.sample.make", interrupted)
    with pytest.raises(CommandError, match="nothing was loaded"):
        call_command("load_sample")
    assert not Source.objects.sample().exists()
    assert not College.objects.sample().exists()
    assert not Observation.objects.exists()


def test_figures_of_facts_are_never_hidden_by_sample_figures(facts):
    sampling.clear()
    Release.objects.create(year=2023, provenance=Provenance.OFFICIAL)
    with pytest.raises(SampleRefused, match="release of 2023"):
        sampling.load()


def test_the_sample_needs_the_reference_facts(facts):
    sampling.clear()
    Offering.objects.all().delete()
    apps.get_model("chains.Alignment").objects.all().delete()
    apps.get_model("colleges.Specialty").objects.all().delete()
    with pytest.raises(SampleRefused, match="load_reference"):
        sampling.load()


@pytest.mark.parametrize("scale", ["0", "-1", "two", "1.5"])
def test_a_scale_that_is_no_whole_number_is_refused(scale):
    with pytest.raises(CommandError, match="not a whole number"):
        call_command("load_sample", f"--scale={scale}")
