"""The sums that stand ready say what is published, whatever is shown or hidden."""

from __future__ import annotations

from itertools import combinations

import pytest
from django.core.management import call_command
from django.http import QueryDict
from hypothesis import HealthCheck, Phase, given, settings
from hypothesis import strategies as st
from hypothesis.extra.django import TestCase

from colleges.enrollment.explorer.filters import ExplorerFilter
from colleges.enrollment.figures.dimensions import DIMENSIONS
from colleges.enrollment.figures.quantities import quantities
from colleges.enrollment.models import (
    Change,
    CityTotal,
    CollegeTotal,
    Comparison,
    Measure,
    Observation,
    PublishedFigure,
    PublishedMember,
    Release,
)
from colleges.enrollment.releases import actions
from colleges.models import College, EntryRoute, Level, Specialty

CITY = ("release", "measure", "specialty", "level", "entry_route", "sex")
COLLEGE = ("release", "measure", "college")
YEARS = (2031, 2033)  # apart, so that no flow ties them
COUNTS = ("entrants", "enrolled", "graduates")
KNOWN = st.one_of(
    st.tuples(st.integers(0, 9), st.just("")),
    st.tuples(st.integers(0, 5_000), st.just("")),
)
FIGURES = st.one_of(KNOWN, st.tuples(st.none(), st.sampled_from("xcz")))
PLACES = st.tuples(
    st.sampled_from(YEARS),
    st.sampled_from(COUNTS),
    st.integers(0, 2),  # college
    st.integers(0, 2),  # specialty
    st.sampled_from(Level.values),
    st.sampled_from(EntryRoute.values[:2]),
    st.sampled_from(Observation.Sex.values),
)
# Each example puts releases out: to make a failing one smaller would take many minutes.
ANY = settings(
    max_examples=8,
    phases=[Phase.explicit, Phase.reuse, Phase.generate],
    suppress_health_check=list(HealthCheck),
    deadline=None,
)
PUBLICATIONS = st.lists(st.sampled_from(["draft", "published", "withdrawn"]), max_size=5)


def publish(figures: dict) -> None:
    """A release of each year, sealed, with the figures."""
    College.objects.update(publication="published")
    colleges, specialties = College.objects.order_by("code"), Specialty.objects.order_by("slug")
    measures = {one.code: one for one in Measure.objects.all()}
    releases = {
        year: Release.objects.create(year=year, provenance="official")
        for year in {place[0] for place in figures}
    }
    Observation.objects.bulk_create(
        Observation(
            release=releases[year],
            measure=measures[measure],
            college=colleges[college],
            specialty=specialties[specialty],
            level=level,
            entry_route=route,
            sex=sex,
            value=value,
            symbol=symbol,
        )
        for (year, measure, college, specialty, level, route, sex), (value, symbol) in (
            figures.items()
        )
    )
    for release in releases.values():
        actions.put_seal(release)


def divisions(fields: tuple[str, ...]) -> list[tuple[str, ...]]:
    """By release and measure, which are never added, and any of the others."""
    others = fields[2:]
    return [
        (*fields[:2], *some)
        for count in range(len(others) + 1)
        for some in combinations(others, count)
    ]


def cells(figures, by: tuple[str, ...]) -> dict[tuple, tuple]:
    """What a reader is told of each cell of a table."""
    aggregates = figures.as_cells()
    rows = figures.order_by().values_list(*by).annotate(**aggregates)
    return {row[: len(by)]: row[len(by) :] for row in rows}


def assert_same_cells() -> None:
    """What is asked of the sums has the answer that the published figures give."""
    leaves = PublishedFigure.objects.public().leaves()
    for model, fields in ((CityTotal, CITY), (CollegeTotal, COLLEGE)):
        for by in divisions(fields):
            assert cells(model.objects.public(), by) == cells(leaves, by), (model, by)


class TestAnyFigures(TestCase):
    """Each example seals figures of its own; then colleges come and go."""

    @ANY
    @given(st.dictionaries(PLACES, FIGURES, min_size=1, max_size=40), PUBLICATIONS)
    def test_subtotals_agree_with_the_published_figures_at_every_moment(
        self, figures, publications
    ):
        publish(figures)
        assert_same_cells()
        for number, publication in enumerate(publications):
            code = College.objects.order_by("code").values_list("code", flat=True)[number % 3]
            told = {"publication": publication, "withdrawal_zh": "示例"}
            College.objects.filter(code=code).update(**told)
            assert_same_cells()

    @ANY
    @given(st.dictionaries(PLACES, KNOWN, min_size=1, max_size=40))
    def test_totals_are_those_of_what_was_collected(self, figures):
        publish(figures)
        withheld = PublishedFigure.objects.leaves().filter(symbol="c")
        for release in Release.objects.filter(year__in=YEARS):
            for code in COUNTS:
                if withheld.filter(release=release, measure__code=code).exists():
                    continue
                collected = Observation.objects.filter(release=release).of_measure(code).total()
                total = CityTotal.objects.filter(release=release).of_measure(code).total()
                assert (total or 0) == (collected or 0)


@pytest.mark.django_db
def test_nothing_is_summed_before_it_is_sealed(release, editor):
    assert not CityTotal.objects.exists()
    assert not CollegeTotal.objects.exists()


@pytest.mark.django_db
def test_a_college_that_was_hidden_when_the_release_was_sealed_comes_in_later(release, sealed):
    one = release.observations.first().college
    College.objects.filter(pk=one.pk).update(publication="draft")
    assert CityTotal.objects.public().total() is None
    College.objects.filter(pk=one.pk).update(publication="published")
    assert CityTotal.objects.public().of_measure("enrolled").total() == 120


@pytest.mark.django_db
def test_what_several_colleges_are_told_as_stays_in_the_city_when_one_is_hidden(release, observe):
    release.observations.filter(measure__code="enrolled").delete()
    colleges = College.objects.order_by("code")[:2]
    for college in colleges:
        observe(release, "enrolled", 4, college=college)
    actions.put_seal(release)
    figure = PublishedFigure.objects.leaves().of_measure("enrolled").get()
    assert (figure.college, figure.value) == (None, 8)
    College.objects.filter(pk=colleges[0].pk).update(publication="draft")
    assert CityTotal.objects.public().of_measure("enrolled").total() == 8
    assert_same_cells()


@pytest.mark.django_db
@pytest.mark.parametrize(
    ("query", "model"),
    [
        ("rows=level&columns=year", CityTotal),
        ("rows=chain&columns=sex&specialty=welding", CityTotal),
        ("rows=college&columns=year", CollegeTotal),
        ("rows=year&columns=district&kind=technician", CollegeTotal),
        ("rows=college&columns=level", PublishedFigure),
        ("rows=level&columns=year&ownership=public", PublishedFigure),
    ],
)
def test_a_question_is_answered_by_the_first_sums_that_know_all_of_it(query, model, sealed):
    filters = ExplorerFilter(QueryDict(query))
    dimensions = [DIMENSIONS[filters.one(name)] for name in ("rows", "columns")]
    source = filters.source(quantities()["enrolled"], *dimensions)
    assert source.figures(dimensions).model is model


@pytest.mark.django_db
def test_the_sums_of_the_sample_come_and_go_with_it():
    call_command("load_sample", verbosity=0)
    assert_same_cells()
    assert Comparison.objects.exists()
    assert Change.objects.exists()
    call_command("clear_sample", verbosity=0)
    for derived in (
        CityTotal,
        CollegeTotal,
        Comparison,
        Change,
        PublishedFigure,
        PublishedMember,
    ):
        assert not derived.objects.exists()
