"""Pages of every data set: each row once, also while others are added, at the same cost."""

from __future__ import annotations

import pytest
from django.db import connection
from django.db.models import Count, F
from django.test.utils import CaptureQueriesContext

from colleges.enrollment.models import PublishedFigure
from colleges.models import College
from qingdao_techedu.api import cursors, paging
from qingdao_techedu.api.problems import Refusal
from qingdao_techedu.datasets.query import Query
from qingdao_techedu.datasets.registry import registered

pytestmark = pytest.mark.django_db
each_dataset = pytest.mark.parametrize("code", list(registered()))


def as_told(rows) -> list[tuple]:
    return [tuple(row.values()) for row in rows]


@each_dataset
def test_pages_of_any_size_hold_what_one_page_holds(pages, ask, code):
    limit = {"enrollment": 1_000}.get(code, 200 if code.startswith("enrollment") else 7)
    paged = [row for page in pages(f"datasets/{code}/rows", limit=limit) for row in page["data"]]
    there = list(Query(code).rows())
    assert len(paged) == len(there)
    assert as_told(paged)[:1_000] == as_told(ask(f"datasets/{code}/rows", limit=1_000)["data"])


@each_dataset
def test_the_order_is_of_plain_columns_and_leaves_nothing_open(code):
    queryset = Query(code).queryset
    keys = paging.keys_of(queryset)
    places = list(queryset.values_list(*(key.path for key in keys)))
    assert len(places) == len(set(places))


def test_groups_are_paged_by_their_own_order():
    groups = (
        PublishedFigure.objects.public()
        .exclude(college=None)
        .order_by("-release__year", "college__code")
        .values("release", "college")
        .annotate(count=Count("pk"))
    )
    taken, after = [], None
    while True:
        found = paging.page(groups, after, 10)
        taken += found.records.values_list("release__year", "college__code", "count")
        if found.end is None:
            break
        after = found.end
    assert taken == list(groups.values_list("release__year", "college__code", "count"))
    assert len(taken) > 100


def test_rows_that_are_added_meanwhile_move_nothing(pages):
    codes, added = [], iter(["aa-1", "qd-002b", "zz-1", "zz-2"])
    before = set(College.objects.published().values_list("code", flat=True))
    for page in pages("datasets/colleges/rows", limit=5):
        codes += [row["code"] for row in page["data"]]
        if code := next(added, None):
            College.objects.create(code=code, name_zh="增设学院", publication="published")
    assert len(codes) == len(set(codes))
    assert before <= set(codes)
    assert "aa-1" not in codes


def test_rows_that_are_withdrawn_meanwhile_hide_no_other(pages):
    codes = []
    for page in pages("datasets/colleges/rows", limit=5):
        codes += [row["code"] for row in page["data"]]
        College.objects.filter(code=codes[-1]).update(publication="withdrawn", withdrawal_zh="误")
    assert len(codes) == len(set(codes)) == len(Query("colleges").dataset.query()) + len(codes) // 5


def test_a_late_page_reads_no_more_than_the_first(client, pages):
    """No offset is counted off: the database is told where to begin."""
    address = "/api/v1/datasets/enrollment/rows?limit=100"
    middle = client.get(client.get(address).json()["links"]["next"]).json()["links"]["next"]
    with CaptureQueriesContext(connection) as first:
        client.get(address)
    with CaptureQueriesContext(connection) as late:
        client.get(middle)
    assert len(first) == len(late)
    assert any('"id" >' in query["sql"] for query in late)
    assert {query["sql"].partition("OFFSET")[2] for query in late} <= {"", " 99"}


@pytest.mark.usefixtures("as_served")
@each_dataset
def test_a_page_takes_as_many_queries_for_many_rows_as_for_few(client, code):
    def queries(limit: int) -> int:
        address = f"/api/v1/datasets/{code}/rows?limit={limit}"
        client.get(address)
        with CaptureQueriesContext(connection) as found:
            assert client.get(address).status_code == 200
        return len(found)

    assert queries(1) == queries(1_000) <= 13


def test_a_cursor_belongs_to_its_question(client, ask):
    address = ask("datasets/colleges/rows", limit=1)["links"]["next"]
    assert client.get(address).status_code == 200
    assert client.get(f"{address}&ownership=public").status_code == 400
    assert client.get(address.replace("colleges", "specialties")).status_code == 400


@pytest.mark.parametrize("cursor", ["", "x", "\x00", "青", "W10.x", "a" * 5_000, "..", "-1"])
def test_a_cursor_that_nobody_gave_is_refused(client, cursor):
    response = client.get("/api/v1/datasets/colleges/rows", {"cursor": cursor, "lang": "en"})
    assert response.status_code == 400
    assert "next link" in response.json()["detail"]


def test_a_cursor_is_the_same_at_any_time():
    assert cursors.written("colleges?", ["qd-001", 1]) == cursors.written(
        "colleges?", ["qd-001", 1]
    )
    with pytest.raises(Refusal):
        cursors.read("colleges?", cursors.written("figures?", ["qd-001", 1]))


def test_a_new_version_takes_the_place_of_the_old_in_every_row(correct, ask):
    before = ask("datasets/enrollment/rows", year=2024, measure="enrolled", limit=1_000)["data"]

    def one_more(figures):
        enrolled = figures.of_measure("enrolled").filter(college__code="sample-03")
        changed.append(enrolled.update(value=F("value") + 1))

    changed: list[int] = []
    correct(2024, one_more)
    answer = ask("datasets/enrollment/rows", year=2024, measure="enrolled", limit=1_000)
    assert {row["release_version"] for row in answer["data"]} == {2}
    added = [sum(row["value"] for row in rows) for rows in (before, answer["data"])]
    assert added[1] - added[0] == changed[0] > 0
    assert [one["version"] for one in answer["provenance"]["releases"]] == [2]
