"""Data sets through the API: the same cells as in the files, and nothing that is not public."""

from __future__ import annotations

import csv
import io
from decimal import Decimal

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from hypothesis import given, settings
from hypothesis import strategies as st

from colleges.enrollment.models import Release
from colleges.models import College
from conferences.models import Conference
from qingdao_techedu.datasets.cells import without_formula
from qingdao_techedu.datasets.registry import registered

pytestmark = pytest.mark.django_db
each_dataset = pytest.mark.parametrize("code", list(registered()))
with_codes = pytest.mark.parametrize(
    "code", [code for code, dataset in registered().items() if dataset.key]
)


def as_in_a_file(cell) -> str:
    if cell is None:
        return ""
    if isinstance(cell, str):
        return without_formula(cell)
    return format(Decimal(str(cell)), "f")


def file_of(client, code: str, query, prefix: str = "") -> list[list[str]]:
    response = client.get(f"{prefix}/data/{code}.csv", {**query, "bom": "0"})
    text = response.getvalue().decode()
    return list(csv.reader(io.StringIO(text, newline="")))


def queries_of(code: str) -> st.SearchStrategy:
    """Some values of some filters of a data set, as an address has them."""
    form = registered()[code].filtered({}).form
    parts = {
        name: st.lists(
            st.sampled_from([str(one) for one, _label in field.choices if str(one)]),
            max_size=2,
            unique=True,
        )
        for name, field in form.fields.items()
        if getattr(field, "choices", None) and len(list(field.choices))
    }
    return st.fixed_dictionaries({}, optional=parts)


@each_dataset
@pytest.mark.parametrize("lang", ["zh", "en"])
def test_rows_are_those_of_the_file_cell_by_cell(client, code, lang):
    prefix = "/en" if lang == "en" else ""

    @settings(max_examples=15, derandomize=True, database=None)
    @given(queries_of(code))
    def agree(query):
        header, *there = file_of(client, code, query, prefix)
        asked = {**query, "limit": 1_000, "lang": lang}
        here = client.get(f"/api/v1/datasets/{code}/rows", asked).json()["data"]
        assert all(list(row) == header for row in here)
        told = [[as_in_a_file(cell) for cell in row.values()] for row in here]
        assert told == there[:1_000]

    agree()


@each_dataset
def test_the_links_lead_to_the_page_and_the_file_of_the_same_question(client, ask, code):
    links = ask(f"datasets/{code}/rows", limit=1)["links"]
    for name in ("page", "csv", "dataset"):
        assert client.get(links[name]).status_code == 200


def test_the_links_carry_the_filters(ask):
    links = ask("datasets/colleges/rows", ownership="public", lang="en", limit=1)["links"]
    assert links["page"] == "http://testserver/en/data/colleges/?ownership=public"
    assert links["csv"] == "http://testserver/en/data/colleges.csv?ownership=public"
    assert "ownership=public&limit=1&lang=en&cursor=" in links["next"]


def test_an_answer_tells_its_releases_and_whether_it_is_sample_data(ask):
    told = ask("datasets/enrollment/rows", year=2024, limit=1)["provenance"]
    release = Release.objects.current().get(year=2024)
    assert [one["sha256"] for one in told["releases"]] == [release.sha256]
    assert told["isSample"] is True
    assert told["notice"]
    facts = ask("datasets/colleges/records/qd-002")["provenance"]
    assert (facts["isSample"], facts["notice"], facts["releases"]) == (False, None, [])


@each_dataset
def test_the_dictionary_has_every_column(ask, code):
    data = ask(f"datasets/{code}", lang="en")["data"]
    dataset = registered()[code]
    assert [one["name"] for one in data["columns"]] == dataset.header
    assert all(one["label"] and one["description"] for one in data["columns"])
    assert data["key"] == list(dataset.key)


def test_all_data_sets_are_listed(client, ask):
    data = ask("datasets")["data"]
    assert [one["code"] for one in data] == list(registered())
    assert all(client.get(one["rows"] + "?limit=1").status_code == 200 for one in data)


@with_codes
def test_a_record_is_met_under_the_key_of_its_rows(client, ask, code):
    row = ask(f"datasets/{code}/rows", limit=1)["data"][0]
    dataset = registered()[code]
    key = "/".join(row[name] for name in dataset.key)
    answer = ask(f"datasets/{code}/records/{key}")
    assert row in answer["data"]
    assert all(one[name] == row[name] for one in answer["data"] for name in dataset.key)
    assert client.get(answer["links"]["record"]).status_code == 200


def test_a_draft_is_nowhere(client, ask):
    College.objects.create(code="qd-950", name_zh="草稿学院")
    assert client.get("/api/v1/datasets/colleges/records/qd-950").status_code == 404
    assert "qd-950" not in {row["code"] for row in ask("datasets/colleges/rows")["data"]}


def test_a_withdrawn_record_says_why_and_nothing_else(client, ask):
    College.objects.filter(code="qd-002").update(
        publication="withdrawn", withdrawal_zh="有误", withdrawal_en="It was wrong."
    )
    response = client.get("/api/v1/datasets/colleges/records/qd-002?lang=en")
    assert response.status_code == 410
    assert response.json()["detail"] == "It was wrong."
    assert "Pingdu" not in response.content.decode()
    rows = ask("datasets/enrollment/rows", limit=1_000)["data"]
    assert "qd-002" not in {row["college_code"] for row in rows}
    assert "qd-002" not in {row["code"] for row in ask("datasets/colleges/rows")["data"]}


@pytest.mark.parametrize("key", ["%00", "%F0%9F%92%A9", "'%20OR%201=1", "x" * 3_000, "%E2%80%AE"])
def test_a_hostile_code_is_not_found(client, key):
    for address in ("colleges/records/", "figures/records/", "chains/records/24-chains-2022/"):
        assert client.get(f"/api/v1/datasets/{address}{key}").status_code == 404
    assert client.get(f"/api/v1/permalinks/{key}").status_code == 404


@pytest.mark.parametrize(
    ("query", "words"),
    [
        ("district=999999", ["999999", "district", "370202"]),
        ("color=red", ["color", "ownership", "limit", "cursor", "lang"]),
        ("page=2", ["page", "cursor"]),
        ("bom=0", ["bom"]),
        ("layout=wide", ["layout"]),
        ("limit=0", ["limit", "1–1000"]),
        ("limit=1001", ["1001"]),
        ("limit=-1", ["-1"]),
        ("limit=99999999999999999999999", ["99999999999999999999999"]),
        ("limit=%D9%A1", ["limit"]),
        ("limit=1&limit=2", ["limit", "once"]),
        ("q=%00", ["q"]),
        ("q=" + "a" * 200, ["q"]),
        ("%00=1", ["ownership"]),
    ],
)
def test_what_is_not_understood_is_refused_with_what_is_allowed(client, query, words):
    response = client.get(f"/api/v1/datasets/colleges/rows?{query}&lang=en")
    assert response.status_code == 400
    told = response.json()
    assert told["problems"]
    for word in words:
        assert word in told["detail"]


# Changes


def outcomes(answer) -> dict[str, str]:
    return {one["code"]: one["outcome"] for one in answer["data"]}


def test_changes_tell_what_to_take_and_what_to_drop(client, ask):
    start = ask("datasets/colleges/changes", since="2000-01-01", limit=1_000)
    College.objects.create(code="qd-950", name_zh="草稿学院")
    changed = College.objects.get(code="qd-003")
    changed.name_zh = "新名学院"
    changed.save()
    gone = College.objects.get(code="qd-002")
    gone.publication, gone.withdrawal_zh = "withdrawn", "有误"
    gone.save()
    answer = ask("datasets/colleges/changes", since=start["until"], limit=1_000)
    found = {one["code"]: one for one in answer["data"]}
    assert found["qd-003"]["outcome"] in {"changed", "published"}
    assert client.get(found["qd-003"]["record"]).json()["data"][0]["name_zh"] == "新名学院"
    assert client.get(found["qd-003"]["page"]).status_code == 200
    tombstone = found["qd-002"]
    assert set(tombstone) == {"code", "outcome", "at", "explanation"}
    assert (tombstone["outcome"], tombstone["explanation"]) == ("withdrawn", "有误")
    assert "qd-950" not in found
    assert answer["until"] >= start["until"]


def test_a_copy_that_follows_the_changes_is_the_data_set(ask, pages):
    kept = {row["code"] for row in ask("datasets/conferences/rows")["data"]}
    since = ask("datasets/conferences/changes", since="2000-01-01")["until"]
    for number in range(5):
        Conference.objects.create(
            slug=f"c-{number}", name_zh="会议", held_on="2024", publication="published"
        )
    first = Conference.objects.get(slug="c-1")
    first.publication, first.withdrawal_zh = "withdrawn", "有误"
    first.save()
    Conference.objects.get(slug="c-2").delete()
    for page in pages("datasets/conferences/changes", since=since, limit=2):
        for code, outcome in outcomes(page).items():
            if outcome in {"withdrawn", "removed"}:
                kept.discard(code)
            else:
                kept.add(code)
    assert kept == {row["code"] for row in ask("datasets/conferences/rows")["data"]}


@with_codes
def test_changes_take_as_many_queries_for_many_records_as_for_few(client, code):
    def queries(limit: int) -> int:
        address = f"/api/v1/datasets/{code}/changes?since=2000-01-01&limit={limit}"
        client.get(address)
        with CaptureQueriesContext(connection) as found:
            assert client.get(address).status_code == 200
        return len(found)

    kinds = 1  # of records that a figure may be about, beside places
    assert queries(1_000) <= queries(2) + kinds <= 25


@pytest.mark.parametrize(
    "since", ["", "yesterday", "\x00", "2024-13-01", "99999999999", "2024-01-01T00:00:00 08:00"]
)
def test_a_since_that_is_no_moment_is_refused(client, since):
    response = client.get("/api/v1/datasets/colleges/changes", {"since": since, "lang": "en"})
    assert response.status_code == 400
    assert "2026-01-31" in response.json()["detail"]
    assert client.get("/api/v1/datasets/colleges/changes").status_code == 400


@pytest.mark.parametrize("since", ["0001-01-01", "9999-12-31T23:59:59-12:00", "2024-02-29T12:00"])
def test_any_moment_is_understood(client, since):
    response = client.get("/api/v1/datasets/colleges/changes", {"since": since})
    assert response.status_code == 200
