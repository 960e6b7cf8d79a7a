"""Which requests are answered by a standby, and what its faults cost: nothing that is seen."""

from __future__ import annotations

import pytest
from django.conf import settings as portal
from django.contrib.auth.models import Group
from django.core.exceptions import MiddlewareNotUsed
from django.db import Error, connections

from qingdao_techedu.standbys import watching
from qingdao_techedu.standbys.middleware import StandbyMiddleware
from tests.standbys import views


@pytest.fixture(autouse=True)
def _portal_of_groups(settings, standbys):
    settings.ROOT_URLCONF = "tests.standbys.views"
    settings.MIDDLEWARE = ["qingdao_techedu.standbys.middleware.StandbyMiddleware"]
    views.calls.clear()
    views.opened.clear()


@pytest.fixture
def at_primary(standbys) -> bytes:
    return " ".join(Group.objects.using("default").values_list("name", flat=True)).encode()


def test_a_visitor_reads_from_a_standby(client, only):
    assert client.get("/names/").content == b"standby_1"


def test_asking_for_headers_alone_reads_from_a_standby_too(client, only, kill):
    kill(only)
    assert client.head("/names/").status_code == 200
    assert only.state == watching.SILENT


def test_who_has_a_session_reads_from_the_primary(client, at_primary):
    client.cookies[portal.SESSION_COOKIE_NAME] = "whatever"
    assert client.get("/names/").content == at_primary


def test_what_is_sent_is_answered_from_the_primary(client, at_primary):
    assert client.post("/names/").content == at_primary


@pytest.mark.parametrize("address", ["/own/", "/admin/facts/", "/en/accounts/login/"])
def test_addresses_of_staff_and_of_senders_are_answered_from_the_primary(
    client, at_primary, address
):
    assert client.get(address).content == at_primary


def test_another_standby_answers_for_a_dead_one(client, standbys, kill):
    kill(standbys["standby_1"])
    assert {client.get("/names/").content for _request in range(3)} == {b"standby_2"}
    assert standbys["standby_1"].state == watching.SILENT


def test_the_primary_answers_when_all_standbys_are_dead(client, standbys, kill, at_primary):
    for standby in standbys.values():
        kill(standby)
    assert client.get("/names/").content == at_primary


def test_a_dead_standby_is_not_asked_by_the_next_request(client, only, kill, at_primary):
    kill(only)
    client.get("/names/")
    assert not only.is_well
    only.alias = "never to be asked"
    assert client.get("/names/").content == at_primary


def test_what_a_living_standby_cannot_answer_the_primary_does(client, only, at_primary):
    """A query that was canceled because of replay, say: no reason to leave it out."""
    with connections["standby_1"].schema_editor() as editor:
        editor.delete_model(Group)
    assert client.get("/names/").content == at_primary
    assert only.is_well


def test_a_fault_that_a_view_made_a_page_of_is_answered_anew(client, only, kill, at_primary):
    kill(only)
    response = client.get("/caught/")
    assert (response.status_code, response.content) == (200, at_primary)


def test_a_mistake_of_ours_is_made_once(client, only):
    client.raise_request_exception = False
    assert client.get("/mistaken/").status_code == 500
    assert views.calls == ["mistaken"]
    assert only.is_well


def test_a_file_comes_from_one_standby_to_its_end(client, only):
    sent = b"".join(client.get("/file/").streaming_content)
    assert sent == b"name\n" + b"standby_1\n" * 4
    assert views.calls == ["standby_1"] * 4


def test_a_file_whose_standby_is_dead_is_sent_from_elsewhere(client, only, kill, at_primary):
    kill(only)
    response = client.get("/file/")
    assert len(views.opened) == 1  # the one that could not be sent is closed
    sent = b"".join(response.streaming_content)
    assert views.opened == []
    assert sent.replace(b"\n", b" ").strip() == b" ".join([b"name", *[at_primary] * 4])


def test_a_file_that_fails_later_breaks_instead_of_looking_whole(client, only):
    stream = client.get("/torn/").streaming_content
    assert [next(stream), next(stream)] == [b"name\n", b"first\n"]
    with pytest.raises(Error):
        next(stream)


def test_without_standbys_nothing_is_done(settings):
    settings.STANDBYS = []
    with pytest.raises(MiddlewareNotUsed):
        StandbyMiddleware(lambda request: None)
