"""Who is not told apart is explained where it is met, and nobody is left out in silence."""

from __future__ import annotations

import pytest
from django.http import QueryDict
from django.utils import translation

from colleges.enrollment.explorer.answers import answer, years_of
from colleges.enrollment.explorer.chart import chart_of, sentence_of
from colleges.enrollment.explorer.filters import ExplorerFilter
from colleges.enrollment.figures.tables import release_spans
from colleges.enrollment.models import Observation, PublishedFigure
from qingdao_techedu.datasets.models import Permalink
from qingdao_techedu.ui.charts import Multiples

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
    assert "at least: the sum of" in passport


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


def picture(query: str):
    """The chart of a question and the sentence above its table, in English."""
    with translation.override("en"):
        filters = ExplorerFilter(QueryDict(query))
        found = answer(filters)
        assert found.table is not None
        years = years_of(filters, found)
        asked = (found.table, years)
        return (
            chart_of(*asked, release_spans(years), leaves_out=found.leaves_out),
            sentence_of(*asked, leaves_out=found.leaves_out),
        )


def test_over_the_years_it_is_the_last_gray_part_of_the_stack():
    chart, sentence = picture("measure=entrants&rows=sex&columns=year")
    assert [label for _number, label in chart.legend] == ["Female", "Male", "not told apart"]
    assert [number for number, _label in chart.legend] == [1, 2, 0]
    assert {mark.series for mark in chart.marks if mark.kind == "bar"} == {0, 1, 2}
    assert "11,762 persons, up 191 persons" in sentence
    assert "(69.1%)" in chart.title  # of all, not of those who are told apart


@pytest.mark.parametrize("layout", ["rows=sex&columns=level", "rows=level&columns=sex"])
def test_of_one_year_it_is_last_and_never_the_largest(layout):
    chart, sentence = picture(f"measure=entrants&{layout}&year=2024&level=intermediate")
    assert "not told apart" not in f"{chart.title}{sentence}"
    bars = [mark for mark in chart.marks if mark.kind == "bar"]
    assert bars[-1].series == 0
    if layout.startswith("rows=sex"):
        assert chart.labels == ["Male", "Female", "not told apart"]
        assert {mark.series for mark in bars[:-1]} == {1}


def test_small_multiples_end_with_it_on_a_scale_of_its_own():
    chart, _sentence = picture("measure=employed&rows=college&columns=year")
    assert isinstance(chart, Multiples)
    assert [one.title for one in chart.charts][-2:] == ["the other 13", "not told apart"]
    last = chart.charts[-1]
    assert last.series[0].is_rest
    assert {mark.series for mark in last.marks if mark.kind == "bar"} == {0}
    assert last.note == "scale of its own"


def test_of_who_was_chosen_no_rise_and_no_share_is_told():
    chart, sentence = picture("measure=entrants&rows=level&columns=year&sex=female")
    assert sentence == "New entrants in 2024: 2,868 persons, without those not told apart"
    assert "%" not in chart.title
