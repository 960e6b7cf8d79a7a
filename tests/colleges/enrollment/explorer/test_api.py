"""The explorer's answers through the API: those of its page and its files."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from colleges.enrollment.figures.dimensions import DIMENSIONS

pytestmark = pytest.mark.django_db
TABLE = "/api/v1/enrollment/table"


@pytest.fixture(scope="module", autouse=True)
def _sample(sample_db):
    """Seven years of figures."""


def told(client, status: int = 200, **parameters):
    response = client.get(TABLE, {"lang": "en", **parameters})
    assert response.status_code == status, response.content.decode()
    return response.json()


QUESTIONS = st.fixed_dictionaries(
    {
        "measure": st.sampled_from(["enrolled", "entrants", "employment-rate"]),
        "rows": st.sampled_from(sorted(DIMENSIONS)),
        "columns": st.sampled_from(sorted(DIMENSIONS)),
    },
    optional={
        "year": st.lists(st.sampled_from(["2022", "2023", "2024"]), unique=True, min_size=1),
        "level": st.sampled_from(["senior", "technician"]),
        "sort": st.just("total"),
    },
)


def test_a_table_is_that_of_the_file_and_has_an_answer_where_that_has_one(client):
    @settings(max_examples=25, derandomize=True, database=None)
    @given(QUESTIONS)
    def agree(query):
        file = client.get("/en/enrollment/table.json", query)
        response = client.get(TABLE, {**query, "lang": "en"})
        if file.status_code == 400:
            assert response.status_code == 422
            return
        here, there = response.json(), file.json()
        releases, notes = there.pop("releases"), there.pop("notes")
        assert here["data"] == there
        assert set(notes) <= set(here["notes"])
        names = ("year", "version", "status", "provenance", "sha256")
        found = [{name: one[name] for name in names} for one in here["provenance"]["releases"]]
        assert found == releases

    agree()


def test_a_question_without_an_answer_leads_to_some_that_have_one(client):
    problem = told(client, 422, rows="sex", columns="sex")
    assert "one of them must be something else" in problem["detail"]
    assert problem["waysOut"]
    for way in problem["waysOut"]:
        assert way["words"]
        assert client.get(way["href"]).status_code == 200
        assert client.get(way["href"]).headers["Content-Language"] == "en"


def test_a_table_says_what_was_assumed_and_where_a_person_sees_it(client):
    answer = told(client, rows="college", columns="level")
    assert "2024, the newest" in " ".join(answer["notes"])
    assert client.get(answer["links"]["page"]).status_code == 200
    assert client.get(answer["links"]["csv"]).status_code == 200


@pytest.mark.parametrize(
    ("query", "word"),
    [
        ("measure=none", "enrolled"),
        ("rows=none", "college"),
        ("rows=college&rows=level", "rows"),
        ("page=2", "page"),
        ("sort=none", "total"),
        ("year=99999999999999999999", "2024"),
        ("college=%00", "college"),
    ],
)
def test_a_table_that_was_not_understood_is_refused(client, query, word):
    response = client.get(f"{TABLE}?{query}&lang=en")
    assert response.status_code == 400
    assert word in response.json()["detail"]
