"""The sums that stand ready say what the single figures say, whatever is published or withdrawn."""

from __future__ import annotations

from itertools import pairwise, product

import pytest
from django.core.management import call_command
from django.http import QueryDict
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from hypothesis.extra.django import TestCase

from colleges.enrollment.explorer.filters import ExplorerFilter
from colleges.enrollment.explorer.tables import SUMMED
from colleges.enrollment.figures.dimensions import DIMENSIONS
from colleges.enrollment.figures.quantities import Quantity, quantities
from colleges.enrollment.models import Change, CityTotal, CollegeTotal, Comparison, Observation
from colleges.models import College
from tests.colleges.enrollment.explorer.test_answers import FIGURES, PLACES, publish

PUBLICATIONS = st.lists(st.sampled_from(["draft", "published", "withdrawn"]), max_size=5)


def codes_of(model) -> list[str]:
    """The dimensions that a sum knows."""
    return sorted(SUMMED[model] & set(DIMENSIONS))


def every(model) -> list[tuple[str, ...]]:
    """No division, each, and each beside another."""
    codes = codes_of(model)
    return [(), *((one,) for one in codes), *pairwise(codes)]


def finest(model) -> list[tuple[str, ...]]:
    """All dimensions at once: what is alike here is alike in whatever is made of it."""
    return [tuple(one for one in codes_of(model) if one != "chain")]  # where a leaf counts twice


def same_cells(divisions=every) -> bool:
    """Whether what is asked of the sums has the answer that the observations give."""
    told: dict[tuple, dict] = {}
    for model in (CityTotal, CollegeTotal):
        for quantity, division in product(quantities().values(), divisions(model)):
            asked = quantity.code, division
            if asked not in told:
                told[asked] = cells(Observation, quantity, division)
            if cells(model, quantity, division) != told[asked]:
                return False
    return True


def cells(model, quantity: Quantity, division: tuple[str, ...]) -> dict:
    figures, dimensions = model.objects.public(), [DIMENSIONS[code] for code in division]
    for dimension in dimensions:
        figures = dimension.prepare(figures)
    return quantity.cells(figures, [dimension.field for dimension in dimensions])


class TestAnyFigures(TestCase):
    """Each example seals figures of its own; then colleges come and go."""

    @settings(max_examples=8, suppress_health_check=list(HealthCheck), deadline=None)
    @given(st.dictionaries(PLACES, FIGURES, min_size=1, max_size=40), PUBLICATIONS)
    def test_subtotals_agree_with_the_figures_at_every_moment(self, figures, publications):
        publish(figures)
        assert same_cells(finest)
        for number, publication in enumerate(publications):
            code = College.objects.order_by("code").values_list("code", flat=True)[number % 3]
            told = {"publication": publication, "withdrawal_zh": "示例"}
            College.objects.filter(code=code).update(**told)
            assert same_cells(finest)
        assert same_cells()


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
@pytest.mark.parametrize(
    ("query", "model"),
    [
        ("rows=level&columns=year", CityTotal),
        ("rows=chain&columns=sex&specialty=welding", CityTotal),
        ("rows=college&columns=year", CollegeTotal),
        ("rows=year&columns=district&kind=technician", CollegeTotal),
        ("rows=college&columns=level", Observation),
        ("rows=level&columns=year&ownership=public", Observation),
    ],
)
def test_a_question_is_answered_by_the_first_sums_that_know_all_of_it(query, model, sealed):
    filters = ExplorerFilter(QueryDict(query))
    dimensions = [DIMENSIONS[filters.one(name)] for name in ("rows", "columns")]
    assert filters.figures(*dimensions).model is model


@pytest.mark.django_db
def test_the_sums_of_the_sample_come_and_go_with_it():
    call_command("load_sample", verbosity=0)
    assert same_cells()
    assert Comparison.objects.exists()
    assert Change.objects.exists()
    call_command("clear_sample", verbosity=0)
    for derived in (CityTotal, CollegeTotal, Comparison, Change):
        assert not derived.objects.exists()
