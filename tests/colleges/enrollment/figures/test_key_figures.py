"""The students of a college as its page and the list of colleges tell them."""

from __future__ import annotations

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from colleges.enrollment.figures.key_figures import students_of
from colleges.enrollment.models import CollegeTotal
from colleges.models import College

pytestmark = pytest.mark.django_db


@pytest.fixture(scope="module", autouse=True)
def _sample(sample_db):
    """The sample's seven years."""


def college(code: str = "sample-01") -> College:
    return College.objects.get(code=code)


def sum_of(year: int) -> int:
    sums = CollegeTotal.objects.public().of_measure("enrolled")
    return sums.filter(release__year=year, college=college()).total()


def test_the_latest_year_is_told_with_its_change_and_leads_to_its_passport(client):
    figure = students_of([college()])[college().pk]
    now, before = sum_of(2024), sum_of(2023)
    assert figure.amount.number == f"{now:,}"
    assert (figure.period, figure.provenance) == ("2024年", "sample")
    assert (figure.change, figure.rate) == (now - before, 100 * (now - before) / before)
    assert f"{now:,}" in client.get(figure.url).content.decode()


def test_a_year_of_which_something_is_missing_is_not_compared(correct):
    def hide(figures) -> None:
        first = figures.filter(college=college(), measure__code="enrolled").first()
        figures.filter(pk=first.pk).update(value=None, symbol="x")

    correct(2023, hide)
    figure = students_of([college()])[college().pk]
    assert figure.change is None
    assert figure.remark == "初步数"
    correct(2024, hide)
    figure = students_of([college()])[college().pk]
    assert "不含未提供的数据" in figure.remark


def test_a_college_without_published_figures_is_left_out():
    assert students_of([college("qd-002")]) == {}


def test_many_colleges_cost_two_queries():
    colleges = list(College.objects.all())
    with CaptureQueriesContext(connection) as queries:
        assert len(students_of(colleges)) == 19
    assert len(queries) == 2
