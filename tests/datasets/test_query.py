"""A question to a data set: one for every way to ask it, and asked again from its text."""

from __future__ import annotations

import pytest
from django.db import connection
from django.http import QueryDict
from django.test.utils import CaptureQueriesContext
from hypothesis import given
from hypothesis import strategies as st
from hypothesis.extra.django import TestCase

from qingdao_techedu.datasets import reading
from qingdao_techedu.datasets.query import Query, ask
from qingdao_techedu.datasets.registry import registered

pytestmark = pytest.mark.django_db


def test_the_order_of_parameters_and_repetitions_make_no_other_question():
    one = ask("colleges", QueryDict("district=370283&kind=technician-college&district=370202"))
    other = ask(
        "colleges",
        QueryDict("district=370202&district=370283&district=370202&kind=technician-college&q="),
    )
    assert one.query == other.query
    assert one.query.text == "district=370202&district=370283&kind=technician-college"


def test_a_question_is_asked_again_from_its_text():
    asked = ask("enrollment", QueryDict("sex=male&layout=wide"), language="en").query
    assert asked.text == "sex=male&layout=wide"
    assert Query.parsed("enrollment", asked.text, "en") == asked


class Written(TestCase):
    @given(st.lists(st.tuples(st.sampled_from(["q", "kind"]), st.text(min_size=1)), max_size=4))
    def test_any_text_survives_being_written_down(self, pairs):
        query = Query("colleges", tuple(sorted(set(pairs))))
        assert Query.parsed("colleges", query.text) == query


@pytest.mark.parametrize(
    ("code", "parameters", "words"),
    [
        ("colleges", "layout=wide", ["long", "wide"]),
        ("enrollment", "layout=deep", ["deep", "long, wide"]),
        ("colleges", "kind=university", ["university", "kind"]),
        ("colleges", "page=2", ["page", "layout"]),
    ],
)
def test_what_is_not_understood_is_told_and_left_out(code, parameters, words):
    asked = ask(code, QueryDict(parameters))
    assert asked.query == Query(code)
    assert all(word in str(asked.problems[0]) for word in words)


@pytest.mark.parametrize("code", list(registered()))
def test_the_first_rows_are_those_of_the_whole(code):
    query = Query(code)
    whole = list(query.rows())
    assert list(query.rows(limit=7)) == whole[:7]
    assert all(len(row) == len(query.columns) for row in whole)


@pytest.mark.parametrize("code", list(registered()))
def test_the_first_rows_take_few_queries(code):
    with CaptureQueriesContext(connection) as found:
        list(Query(code).rows(limit=5))
    assert len(found) <= 5


@pytest.mark.parametrize("suffix", ["csv", "json", "parquet", "xlsx"])
def test_a_question_that_nothing_answers_has_a_file_without_rows(client, suffix):
    address = f"/data/colleges.{suffix}?q=nobody+is+called+so&bom=0"
    assert client.get(address).status_code == 200


def test_a_contradiction_is_not_put_to_the_database():
    records = Query("colleges").queryset.none()
    assert list(reading.batches(records, ["pk"])) == []
