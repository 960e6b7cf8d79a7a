"""A question that nothing published answers leads to the nearest that something does."""

from __future__ import annotations

from itertools import permutations

import pytest
from django.http import QueryDict

from colleges.enrollment.explorer.answers import answer
from colleges.enrollment.explorer.filters import ExplorerFilter
from colleges.enrollment.figures.dimensions import DIMENSIONS

pytestmark = pytest.mark.django_db
OUTCOMES = ("employed", "further-study-rate")


@pytest.fixture(scope="module", autouse=True)
def _sample(sample_db):
    """Seven years of figures."""


def asked(query: str):
    return answer(ExplorerFilter(QueryDict(query)))


@pytest.mark.parametrize(
    ("query", "nearest"),
    [
        ("rows=college&columns=specialty", "rows=college&columns=year"),
        ("rows=specialty&columns=level", "rows=specialty&columns=year"),
        ("rows=level&columns=entry_route", "rows=level&columns=year"),
        ("rows=college&columns=year&sex=female", "rows=college&columns=year"),
        ("rows=level&columns=sex&district=370203", "rows=level&columns=sex"),
        (
            "rows=year&columns=sex&level=senior&entry_route=veteran",
            "rows=year&columns=sex&level=senior",
        ),
        ("rows=sex&columns=college&year=2024", "rows=sex&columns=year&year=2024"),
    ],
)
def test_the_nearest_question_keeps_the_rows_and_what_its_table_knows(query, nearest):
    obstacle = asked(f"measure=employed&{query}").obstacle
    assert obstacle is not None
    assert QueryDict(obstacle.nearest) == QueryDict(f"measure=employed&{nearest}")


@pytest.mark.parametrize("measure", OUTCOMES)
def test_every_question_has_an_answer_or_leads_to_some_that_have_one(measure):
    for rows, columns in permutations(DIMENSIONS, 2):
        query = f"measure={measure}&rows={rows}&columns={columns}"
        found = asked(query)
        if found.table is not None:
            continue
        assert found.obstacle is not None
        assert found.obstacle.is_published_otherwise, query
        for _words, way in found.obstacle.ways_out:
            assert asked(way).table is not None, (query, way)


def test_the_page_shows_the_nearest_table_and_above_it_why_and_what_else(client):
    query = "measure=employed&rows=college&columns=specialty&sex=female&year=2024"
    page = client.get(f"/enrollment/?{query}")
    words = page.content.decode()
    shown = page.context["table"]
    assert (shown.rows_by.code, shown.columns_by.code) == ("college", "year")
    assert shown.totals.total.value == 9_444
    for said in (
        "不按院校、专业、性别合在一起公布",
        "下面先给出：2024年各院校毕业生就业人数",
        "性别：女",
    ):
        assert said in words
        assert words.index(said) < words.index("<table")
    ways = page.context["instead"].obstacle.ways_out
    assert len(ways) > 2
    for _words, way in ways:
        answered = client.get(f"/enrollment/?{way}")
        assert answered.context["instead"] is None
        assert answered.context["table"] is not None
    assert "sex=" not in page.context["query"]


def test_sorting_and_files_follow_the_table_that_is_shown(client):
    page = client.get("/enrollment/?measure=employed&rows=college&columns=level&sort=2024")
    values = [row.cells[-1].value for row in page.context["table"].rows]
    known = [value for value in values[:-1] if value is not None]
    assert known == sorted(known, reverse=True)
    assert "sort=2024" in page.context["query"]
    assert client.get(f"/enrollment/table.csv?{page.context['query']}").status_code == 200


@pytest.mark.parametrize(
    "query", ["rows=college&columns=specialty", "sex=female&college=sample-01"]
)
def test_data_addresses_refuse_with_the_reason(client, query):
    query = f"measure=employment-rate&{query}"
    for suffix in ("csv", "xlsx", "json"):
        refused = client.get(f"/en/enrollment/table.{suffix}?{query}")
        assert refused.status_code == 400
        assert "is not published by" in refused.content.decode()
    problem = client.get(f"/api/v1/enrollment/table?{query}&lang=en")
    assert problem.status_code == 422
    assert "is not published by" in problem.json()["detail"]
    assert len(problem.json()["waysOut"]) > 1
    for way in problem.json()["waysOut"]:
        assert client.get(way["href"]).status_code == 200, way
    cited = client.get(f"/en/permalinks/new/enrollment/?{query}")
    assert cited.status_code == 400
    assert "is not published by" in cited.content.decode()


def test_a_passport_of_what_no_table_holds_says_why(client):
    query = "measure=employed&year=2024&college=sample-01&sex=female"
    page = client.get(f"/en/enrollment/number/?{query}")
    assert page.status_code == 404
    assert "is not published by" in page.content.decode()
