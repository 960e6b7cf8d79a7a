"""Readers that know dates and no ETag: 304 while nothing has changed, and never of what has."""

from __future__ import annotations

import time
from datetime import UTC, datetime

import pytest
import time_machine
from django.db import connection
from django.utils.http import http_date, parse_http_date

from colleges.models import College
from qingdao_techedu.datasets.formats import csv
from qingdao_techedu.guards.watching import GuardsSeen
from qingdao_techedu.page_cache.clocks import Span
from qingdao_techedu.page_cache.dates import LONGEST_ACT, ON_THE_WAY, Modified
from qingdao_techedu.page_cache.guards import BITS_OF_CHANCE, COUNTER
from qingdao_techedu.page_cache.reading import Edition, edition_of
from qingdao_techedu.page_cache.states import State

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("sample_db")]
LIVE = [
    "/data/colleges.csv",
    "/data/enrollment.parquet?year=2024&measure=enrolled",
    "/en/data/colleges.ndjson",
    "/data/catalog.jsonld",
    "/data/colleges/datapackage.json",
    "/enrollment/table.csv",
    "/awards/feed.atom",
    "/sitemap.xml",
    "/api/v1/datasets/colleges/rows",
]


@pytest.fixture(autouse=True)
def _an_edition_of_long_ago():
    """As on most days: the last change was some time ago."""
    mark = (int(time.time()) - 5_000) << BITS_OF_CHANCE
    with connection.cursor() as cursor:
        cursor.execute(f"DELETE FROM {COUNTER}")
        cursor.execute(f"INSERT INTO {COUNTER} (slot, number, mark) VALUES (1, 7, {mark})")


def rename(name: str) -> None:
    College.objects.filter(code="qd-003").update(name_zh=name)


def asked_again(client, address: str, date: str, **headers) -> int:
    return client.get(address, headers={"If-Modified-Since": date, **headers}).status_code


@pytest.mark.parametrize("kept", [True, False])
@pytest.mark.parametrize("address", LIVE)
def test_what_has_not_changed_is_not_sent_again(client, address, kept, request):
    if kept:
        request.getfixturevalue("kept_pages")
    first = client.get(address)
    date = first.headers["Last-Modified"]
    assert parse_http_date(date) == edition_of().seconds[0]
    again = client.get(address, headers={"If-Modified-Since": date})
    assert (again.status_code, again.content) == (304, b"")
    assert again.headers["Last-Modified"] == date
    assert again.headers["ETag"] == first.headers["ETag"]
    rename("改名学院")
    new = client.get(address, headers={"If-Modified-Since": date})
    assert new.status_code == 200
    assert parse_http_date(new.headers["Last-Modified"]) > parse_http_date(date)


def test_changes_within_one_second_are_told_apart(client):
    """A reader that came between two of them is sent the second."""
    told = []
    for number in range(5):
        rename(f"改名{number}学院")
        for date in told:
            assert asked_again(client, "/data/colleges.csv", date) == 200
        told.append(client.get("/data/colleges.csv").headers["Last-Modified"])
        assert parse_http_date(told[-1]) <= time.time()
        edition_of()


def test_each_edition_has_a_second_of_its_own():
    seconds = []
    for number in range(4):
        rename(f"改名{number}学院")
        seconds.append(edition_of().seconds[0])
    assert seconds == sorted(seconds)
    if connection.vendor == "postgresql":
        assert len(set(seconds)) == 4


def test_an_import_does_not_run_ahead_of_the_clock():
    College.objects.bulk_create(
        College(code=f"many-{number}", name_zh="多") for number in range(200)
    )
    assert edition_of().seconds[0] <= time.time() + 2


def test_marks_of_the_time_before_they_had_a_second_are_no_dates():
    with connection.cursor() as cursor:
        cursor.execute(f"UPDATE {COUNTER} SET mark = {2**61 + 12345}")
    state = State(edition_of(), Span(), GuardsSeen(""))
    assert not Modified.of(state).is_certain
    rename("改名学院")
    assert abs(edition_of().seconds[0] - time.time()) <= 2


def state(*seconds: int, since: int | None = None) -> State:
    counters = tuple((slot, 1, second << BITS_OF_CHANCE) for slot, second in enumerate(seconds))
    moment = None if since is None else datetime.fromtimestamp(since, UTC)
    return State(Edition(counters), Span(moment), GuardsSeen(""))


NOW = 1_800_000_000


@pytest.mark.parametrize(
    ("of", "asked", "holds"),
    [
        (state(NOW - 5_000), NOW - 5_000, True),
        (state(NOW - 5_000), NOW - 5_001, False),
        (state(NOW - 5_000), NOW - 4_999, False),  # a copy's own date: it may have been on its way
        (state(NOW - 5_000), NOW - 5_000 + ON_THE_WAY, True),
        (state(NOW - 5_000), NOW + 1, False),  # a clock that is fast says nothing
        (state(NOW + 1), NOW, False),  # the second has not come
        (state(NOW + 1), NOW + 1, False),
        (state(NOW), NOW, True),
        # Of two counters one may have been raised before the other and be seen after it.
        (state(NOW - 500, NOW - 500 - LONGEST_ACT), NOW - 500, False),
        (state(NOW - 500, NOW - 501 - LONGEST_ACT), NOW - 500, True),
        # So may a change that was begun before an embargo ended.
        (state(NOW - 500, since=NOW - 400), NOW - 400, False),
        (state(NOW - 500, since=NOW - 600), NOW - 500, True),
        (state(NOW - 5_000, since=NOW - 400), NOW - 5_000, False),
        (state(NOW - 5_000, since=NOW - 400), NOW - 400, True),
    ],
)
def test_a_date_is_believed_only_where_it_can_be_no_other(rf, of, asked, holds):
    request = rf.get("/", headers={"If-Modified-Since": http_date(asked)})
    with time_machine.travel(NOW, tick=False):
        assert Modified.of(of).still_holds(request) is holds


@pytest.mark.parametrize(
    "date", ["", "yesterday", "2026-11-28", "Thu, 99 Jan 2026 00:00:00 GMT", "x" * 900]
)
def test_what_is_no_date_is_no_condition(client, date):
    assert asked_again(client, "/data/colleges.csv", date) == 200


def test_an_etag_counts_more_than_a_date(client):
    first = client.get("/data/colleges.csv").headers
    date, other = first["Last-Modified"], 'W/"other"'
    assert asked_again(client, "/data/colleges.csv", date, **{"If-None-Match": other}) == 200
    assert (
        asked_again(client, "/data/colleges.csv", date, **{"If-None-Match": first["ETag"]}) == 304
    )


def test_a_new_build_is_sent_again(client, monkeypatch):
    date = client.get("/data/colleges.csv").headers["Last-Modified"]
    monkeypatch.setenv("SERVING_SINCE", str(int(time.time()) - 60))
    assert asked_again(client, "/data/colleges.csv", date) == 200
    new = client.get("/data/colleges.csv").headers["Last-Modified"]
    assert asked_again(client, "/data/colleges.csv", new) == 304


def test_pages_have_no_date_since_a_cookie_changes_their_looks(client):
    page = client.get("/colleges/")
    assert "Last-Modified" not in page.headers
    assert asked_again(client, "/colleges/", http_date(time.time())) == 200


@pytest.mark.parametrize(
    "address", ["/data/colleges.csv?color=red", "/data/none.csv", "/data/colleges.csv?q=%00"]
)
def test_a_date_makes_no_error_an_answer(client, address):
    date = client.get("/data/colleges.csv").headers["Last-Modified"]
    assert asked_again(client, address, date) in (400, 404)


def test_nothing_is_made_of_a_file_that_has_not_changed(client, monkeypatch):
    date = client.get("/data/colleges.csv").headers["Last-Modified"]
    monkeypatch.setattr(csv.star, "texts", None)
    assert asked_again(client, "/data/colleges.csv", date) == 304


def test_the_staff_get_no_date(sign_in, staff):
    answer = sign_in(staff("editor")).get("/data/colleges.csv")
    assert "Last-Modified" not in answer.headers
