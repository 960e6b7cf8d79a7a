"""A page is made once an edition; whoever has it learns that it still holds."""

from __future__ import annotations

import gzip
from datetime import timedelta

import pytest
import time_machine
from django.contrib.messages.storage.cookie import CookieStorage
from django.core.cache import caches
from django.core.exceptions import MiddlewareNotUsed
from django.db import DatabaseError, connection
from django.http import HttpResponse
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from colleges.enrollment.models import Release
from colleges.enrollment.releases.actions import put_seal
from colleges.models import College
from qingdao_techedu.guards.declaring import declared
from qingdao_techedu.page_cache import middleware, pages, states
from qingdao_techedu.page_cache.guards import COUNTER
from qingdao_techedu.page_cache.reading import edition_of, raise_by_hand
from qingdao_techedu.ui import discretion
from tests.pages.addresses import MISSING, PAGES

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("sample_db", "kept_pages")]


def queries_of(client, address: str, **headers) -> int:
    with CaptureQueriesContext(connection) as queries:
        client.get(address, headers=headers)
    return len(queries)


def rename(name: str) -> None:
    College.objects.filter(code="qd-002").update(name_zh=name)


@pytest.mark.usefixtures("as_served")
@pytest.mark.parametrize("prefix", ["", "/en"])
@pytest.mark.parametrize("address", PAGES)
def test_a_page_is_made_once_and_then_costs_one_query(client, prefix, address):
    first = client.get(prefix + address)
    again = client.get(prefix + address)
    assert again.content == first.content
    assert again.headers == first.headers
    assert not again.cookies
    assert queries_of(client, prefix + address) == 1
    assert queries_of(client, prefix + address, if_none_match=first["ETag"]) == 1


@pytest.mark.parametrize("address", PAGES)
def test_a_page_says_how_it_may_be_kept(client, address):
    response = client.get(address)
    by_all = "public, max-age=0, s-maxage=30, must-revalidate"
    expected = discretion.KEPT_BY_VISITORS if discretion.is_quiet(address) else by_all
    assert response["Cache-Control"] == expected
    assert response["ETag"].startswith('W/"')
    assert response["Vary"] == "Cookie, Accept-Encoding"


@pytest.mark.parametrize("address", ["/", "/data/colleges.csv", "/en/data/"])
def test_who_has_a_page_is_told_that_it_holds_until_it_does_not(client, address):
    held = client.get(address)["ETag"]
    same = client.get(address, headers={"If-None-Match": f'"other", {held}'})
    assert (same.status_code, same.content) == (304, b"")
    assert same["ETag"] == held
    rename("平度改名学院")
    new = client.get(address, headers={"If-None-Match": held})
    assert new.status_code == 200
    assert new["ETag"] != held


def test_a_tag_of_another_page_counts_for_nothing(client):
    other = client.get("/colleges/")["ETag"]
    assert client.get("/", headers={"If-None-Match": other}).status_code == 200


def test_what_changed_is_on_the_page_at_the_next_request(client):
    assert "平度改名学院" not in client.get("/colleges/").content.decode()
    rename("平度改名学院")
    assert "平度改名学院" in client.get("/colleges/").content.decode()


def test_a_page_is_kept_compressed_and_sent_as_asked_for(client):
    plain = client.get("/about/")
    packed = client.get("/about/", headers={"Accept-Encoding": "br, gzip"})
    assert packed["Content-Encoding"] == "gzip"
    assert "Content-Encoding" not in plain
    assert gzip.decompress(packed.content) == plain.content
    for response in (plain, packed):
        assert response["Content-Length"] == str(len(response.content))


def test_head_is_answered_like_get_without_the_page(client):
    made = client.head("/about/")
    got = client.get("/about/")
    kept = client.head("/about/")
    assert kept.content == b""
    for name in ("ETag", "Cache-Control", "Vary", "Content-Type", "Content-Language"):
        assert made[name] == kept[name] == got[name]
    assert kept["Content-Length"] == got["Content-Length"]


def test_languages_and_view_modes_have_pages_of_their_own(client):
    plain = client.get("/")
    english = client.get("/en/")
    client.cookies["view"] = "elder"
    elder = client.get("/")
    client.cookies["view"] = "nonsense"
    nonsense = client.get("/")
    assert len({plain["ETag"], english["ETag"], elder["ETag"]}) == 3
    assert 'data-view="elder"' in elder.content.decode()
    assert "data-view" not in plain.content.decode()
    assert nonsense.content == plain.content


def test_hosts_have_pages_of_their_own(client):
    """Pages tell their full address, for sharing and on paper."""
    ours = client.get(
        "/conferences/2024-technical-education-work-conference/", headers={"host": "a.example"}
    )
    theirs = client.get(
        "/conferences/2024-technical-education-work-conference/", headers={"host": "b.example"}
    )
    assert "a.example" in ours.content.decode()
    assert "a.example" not in theirs.content.decode()


def test_a_host_that_is_not_ours_is_refused(client, settings):
    settings.ALLOWED_HOSTS = ["a.example"]
    assert client.get("/", headers={"host": "b.example"}).status_code == 400


def test_a_session_is_neither_answered_from_what_was_kept_nor_kept(client, staff):
    client.get("/")
    member = Client()
    member.force_login(staff("editor"), backend="django.contrib.auth.backends.ModelBackend")
    response = member.get("/", headers={"If-None-Match": client.get("/")["ETag"]})
    assert response.status_code == 200
    assert response["Cache-Control"] == "private, no-store"
    assert "ETag" not in response
    member.get("/sitemap/")
    assert queries_of(client, "/sitemap/") > 1


def test_a_session_that_has_ended_is_a_session(client):
    client.cookies["sessionid"] = "gone"
    assert client.get("/")["Cache-Control"] == "private, no-store"


@pytest.mark.parametrize("personal", [CookieStorage.cookie_name, "sessionid"])
def test_a_request_with_something_personal_is_left_alone(client, personal):
    held = client.get("/")["ETag"]
    client.cookies[personal] = "x"
    assert client.get("/", headers={"If-None-Match": held}).status_code == 200


def test_a_password_in_the_request_is_personal(client):
    held = client.get("/")["ETag"]
    response = client.get("/", headers={"Authorization": "Basic eDp4", "If-None-Match": held})
    assert response.status_code == 200
    assert "ETag" not in response


@pytest.mark.usefixtures("as_served")
def test_a_page_of_somebody_with_a_forms_token_is_read_but_not_kept(client):
    client.cookies["csrftoken"] = "x" * 32
    assert client.get("/about/")["Cache-Control"] == "private, no-store"
    visitor = Client()
    assert queries_of(visitor, "/about/") > 1
    visitor.get("/about/")
    assert queries_of(client, "/about/") == 1


def test_no_other_cookie_reaches_a_page_that_is_kept(rf):
    seen = {}

    def page(request):
        seen.update(request.COOKIES)
        return HttpResponse("page")

    request = rf.get("/page/", headers={"Cookie": "firewall=123; view=large"})
    assert middleware.public_pages(page)(request)["ETag"]
    assert seen == {"view": "large"}


@pytest.mark.parametrize(
    "address",
    ["/corrections/report/", "/permalinks/new/enrollment/", "/accounts/login/", "/healthz"],
)
def test_a_page_that_says_so_is_never_kept(client, address):
    response = client.get(address)
    assert response.status_code == 200
    assert "no-store" in response["Cache-Control"]
    assert "ETag" not in response


@pytest.mark.parametrize("address", MISSING)
def test_errors_are_not_kept(client, address):
    assert client.get(address)["Cache-Control"] == "private, no-store"
    assert client.get(address).status_code == 404


@pytest.mark.parametrize("address", ["/healthz", "/robots.txt"])
def test_what_looks_after_the_portal_asks_no_database(client, address):
    assert queries_of(client, address) == 0


def test_an_address_that_had_nothing_shows_what_came(client):
    assert client.get("/colleges/new/").status_code == 404
    College.objects.create(code="new", name_zh="新学院", publication="published")
    assert client.get("/colleges/new/").status_code == 200


def test_what_was_withdrawn_is_explained_at_once_and_nowhere_else(client):
    address = "/colleges/qd-002/"
    name = College.objects.get(code="qd-002").name_zh
    everywhere = ["/", "/colleges/", address, "/colleges/?q=pingdu", "/sitemap/", "/data/colleges/"]
    held = {one: client.get(one)["ETag"] for one in everywhere}
    assert name in client.get("/colleges/").content.decode()
    College.objects.filter(code="qd-002").update(publication="withdrawn", withdrawal_zh="重复登记")
    for one in everywhere:
        for headers in ({}, {"If-None-Match": held[one]}):
            response = client.get(one, headers=headers)
            assert response.status_code == (410 if one == address else 200)
            assert name not in response.content.decode() or one == address
    assert "重复登记" in client.get(address).content.decode()


@pytest.mark.usefixtures("as_served")
def test_a_crowd_of_questions_pushes_out_no_page(client):
    client.get("/about/")
    for number in range(60):
        client.get(f"/about/?x={number}")
    assert queries_of(client, "/about/") == 1
    assert len(caches["answers"]._cache) <= 20


@pytest.mark.usefixtures("as_served")
def test_a_question_is_kept_too(client):
    client.get("/colleges/?q=pingdu")
    assert queries_of(client, "/colleges/?q=pingdu") == 1
    assert queries_of(client, "/colleges/?q=other") > 1


def test_what_is_too_large_is_not_kept_but_known(client, monkeypatch):
    monkeypatch.setattr(pages, "MAX_BYTES", 100)
    held = client.get("/about/")["ETag"]
    assert queries_of(client, "/about/") > 1
    assert client.get("/about/", headers={"If-None-Match": held}).status_code == 304


@pytest.fixture
def embargoed() -> Release:
    """A year of which visitors hear in an hour."""
    made = Release.objects.create(
        year=2031, provenance="official", published_at=timezone.now() + timedelta(hours=1)
    )
    put_seal(made)
    return made


def test_an_embargo_ends_on_kept_pages_to_the_moment(client, embargoed):
    address, moment = "/enrollment/releases/", embargoed.published_at
    with time_machine.travel(moment - timedelta(minutes=1), tick=False):
        before = client.get(address)
        client.get(address)
    with time_machine.travel(moment - timedelta(microseconds=1), tick=False):
        assert client.get(address)["ETag"] == before["ETag"]
    with time_machine.travel(moment, tick=False):
        after = client.get(address, headers={"If-None-Match": before["ETag"]})
    assert "2031" not in before.content.decode()
    assert after.status_code == 200
    assert "2031" in after.content.decode()


def test_no_proxy_keeps_a_page_beyond_the_next_moment(client, embargoed):
    for before, seconds in ((600, 30), (30, 30), (20, 20), (0.5, 0)):
        with time_machine.travel(embargoed.published_at - timedelta(seconds=before), tick=False):
            told = client.get("/enrollment/releases/")["Cache-Control"]
        assert told == f"public, max-age=0, s-maxage={seconds}, must-revalidate"


def test_a_page_that_was_overtaken_by_its_moment_is_not_kept(rf, embargoed):
    """Made before the minute by its key, after it by its content."""
    with time_machine.travel(embargoed.published_at - timedelta(seconds=1), tick=False) as clock:

        def slow(request):
            clock.move_to(embargoed.published_at)
            return HttpResponse("page")

        response = middleware.public_pages(slow)(rf.get("/slow/"))
    assert response["Cache-Control"] == "private, no-store"
    assert not caches["pages"]._cache


def test_processes_name_a_page_alike(client, embargoed, monkeypatch):
    """Whether they have run since before the moment or began after it."""
    with time_machine.travel(embargoed.published_at - timedelta(minutes=1), tick=False):
        client.get("/")
    with time_machine.travel(embargoed.published_at + timedelta(minutes=1), tick=False):
        one = client.get("/")["ETag"]
        monkeypatch.setattr(states, "_last", None)
        assert client.get("/")["ETag"] == one


def test_what_others_change_while_a_page_is_made_is_never_under_the_new_name(rf):
    """The edition is read first: a page can only be newer than its name says."""
    request = rf.get("/half/")
    seen = []

    def page(request):
        rename("平度改名学院")
        seen.append(edition_of())
        return HttpResponse("half old, half new")

    half = middleware.public_pages(page)(request)
    assert seen[0].covers(request.edition)
    assert not request.edition.covers(seen[0])
    whole = middleware.public_pages(lambda _request: HttpResponse("new"))(rf.get("/half/"))
    assert half["ETag"] != whole["ETag"]


def test_a_view_that_varies_by_more_is_left_alone(rf):
    def choosy(request):
        return HttpResponse("json", headers={"Vary": "Accept"})

    response = middleware.public_pages(choosy)(rf.get("/choosy/"))
    assert "ETag" not in response
    assert response["Cache-Control"] == "private, no-store"


def test_a_guard_that_was_down_and_up_again_lets_no_page_be_told_to_hold(client):
    """While it was down nobody counted: what was kept before may be wrong by now."""
    before = client.get("/about/")["ETag"]
    with connection.cursor() as cursor:
        table = " ON colleges_college" if connection.vendor == "postgresql" else ""
        cursor.execute(f"DROP TRIGGER edition_colleges_college_update{table}")
        assert client.get("/about/")["Cache-Control"] == "private, no-store"
        College.objects.filter(code="qd-002").update(name_zh="改名")
        one = next(
            one
            for one in declared(connection.vendor)
            if one.name == "edition_colleges_college_update"
        )
        cursor.execute(one.text)
    assert client.get("/about/")["ETag"] != before


def test_without_counters_nothing_is_kept(client):
    with connection.cursor() as cursor:
        cursor.execute(f"DELETE FROM {COUNTER}")
    assert client.get("/about/")["Cache-Control"] == "private, no-store"
    raise_by_hand()
    assert client.get("/about/")["Cache-Control"].startswith("public")


def test_without_an_edition_pages_are_made_all_the_same(client, monkeypatch):
    def fail():
        raise DatabaseError

    monkeypatch.setattr(middleware, "state_now", fail)
    response = client.get("/about/")
    assert response.status_code == 200
    assert response["Cache-Control"] == "private, no-store"


def test_without_a_cache_pages_are_made_all_the_same(client, monkeypatch):
    class Down:
        def get(self, key):
            raise ConnectionError

        def set(self, key, value, timeout):
            raise ConnectionError

    monkeypatch.setattr(pages, "caches", {"pages": Down(), "answers": Down()})
    assert client.get("/about/").status_code == 200


def test_where_code_is_written_nothing_is_kept(settings):
    settings.DEBUG = True
    with pytest.raises(MiddlewareNotUsed):
        middleware.public_pages(lambda _request: HttpResponse("page"))


def test_another_build_or_footer_has_other_names(client, monkeypatch):
    one = client.get("/")["ETag"]
    monkeypatch.setattr(pages, "build", lambda: "another")
    assert client.get("/")["ETag"] != one
