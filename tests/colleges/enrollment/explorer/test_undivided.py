"""Who is not told apart is explained where it is met, and nobody is left out in silence."""

from __future__ import annotations

import pytest
from django.http import QueryDict

from colleges.enrollment.explorer.answers import answer
from colleges.enrollment.explorer.filters import ExplorerFilter
from colleges.enrollment.models import Observation, PublishedFigure
from qingdao_techedu.datasets.models import Permalink

pytestmark = pytest.mark.django_db
JOINED = "“未分列”：不足 5 人的组与其他组合并公布"


@pytest.fixture(scope="module", autouse=True)
def _sample(sample_db):
    """Seven years of figures."""


def about(query: str) -> list[str]:
    return answer(ExplorerFilter(QueryDict(query))).about


@pytest.mark.parametrize(
    ("query", "is_there"),
    [
        ("measure=entrants&rows=level&columns=sex&year=2024", True),
        ("measure=further-study&rows=college&columns=year", True),
        ("measure=graduates&rows=sex&columns=year", False),
        ("measure=enrolled&rows=college&columns=year", False),
    ],
)
def test_it_is_explained_in_sight_of_the_table_and_only_there(client, query, is_there):
    page = client.get(f"/enrollment/?{query}").content.decode()
    assert (JOINED in page) is is_there
    assert ('href="/enrollment/methodology/#undivided"' in page) is is_there
    assert not is_there or page.index(JOINED) < page.index("<table")


def test_a_filter_says_how_many_people_it_leaves_out(client):
    query = "measure=entrants&rows=level&columns=entry_route&year=2024&sex=female"
    told = (
        PublishedFigure.objects.public()
        .leaves()
        .filter(release__year=2024, measure__code="entrants", sex="undivided")
    )
    persons = told.total()
    assert persons == 762
    assert any("未计入性别未分列" in one and "762人" in one for one in about(query))
    page = client.get(f"/en/enrollment/?{query}").content.decode()
    assert "Not counted here, as they are told together with others across Sex: 762 persons" in page
    passport = client.get(
        "/en/enrollment/number/?measure=entrants&year=2024&sex=female"
    ).content.decode()
    assert "762 persons" in passport


def test_only_groups_that_may_hold_somebody_who_was_chosen_are_left_out():
    level = "measure=entrants&rows=entry_route&columns=year&year=2024&sex=female&level=technician"
    (words,) = about(level)
    assert "41人" in words
    assert about("measure=entrants&rows=sex&columns=year&year=2024&level=technician") == [
        one for one in about("measure=entrants&rows=sex&columns=year&year=2024") if JOINED in one
    ]


def test_who_is_not_told_apart_can_be_chosen_and_is_then_not_left_out():
    query = "measure=entrants&rows=level&columns=year&year=2024&sex=undivided"
    found = answer(ExplorerFilter(QueryDict(query)))
    assert found.table is not None
    assert found.table.totals.cells[0].value == 762
    assert not any("762" in one for one in found.about)


def test_the_sum_of_women_men_and_who_is_not_told_apart_is_what_was_collected():
    collected = Observation.objects.filter(release__year=2024, measure__code="entrants")
    women = collected.filter(sex="female", value__gt=0)
    query = "measure=entrants&rows=sex&columns=year&year=2024"
    table = answer(ExplorerFilter(QueryDict(query))).table
    assert table is not None
    told = {row.header.code: row.cells[0].value for row in table.rows}
    assert told["female"] < sum(women.values_list("value", flat=True))
    assert sum(told.values()) == sum(collected.values_list("value", flat=True))


def test_files_and_the_api_say_it_too(client):
    query = "measure=entrants&rows=level&columns=sex&year=2024"
    file = client.get(f"/enrollment/table.json?{query}").json()
    assert JOINED in " ".join(file["notes"])
    api = client.get(f"/api/v1/enrollment/table?{query}&lang=en").json()
    assert "“Not told apart”: groups of fewer than 5 persons" in " ".join(api["notes"])
    client.post("/permalinks/new/enrollment/", {"query": query})
    assert JOINED in Permalink.objects.latest("pk").content["legend"]["zh-hans"]
