"""A visitor without a network is answered as any other, and leaves no trace where it asks."""

from __future__ import annotations

from urllib.parse import quote

import pytest
import structlog
from django.core.signals import request_finished, request_started
from django.db import close_old_connections, connection
from django.http import FileResponse, HttpResponse
from django.urls import get_urlconf, path, set_urlconf
from django.utils import timezone, translation

from awards.visiting import Visitor


def fail(request):
    raise RuntimeError("no page")


def change_all(request):
    translation.activate("en")
    timezone.activate("Europe/Berlin")
    set_urlconf("other.urls")
    structlog.contextvars.bind_contextvars(visitor="yes")
    return HttpResponse("done")


class ClosedFile:
    """A file of three pieces that tells whether it was read to its end, and closed."""

    told: list[str]

    def __init__(self) -> None:
        ClosedFile.told = []
        self._pieces = [b"a", b"b", b"c"]

    def read(self, size: int = -1) -> bytes:
        if not self._pieces:
            self.told.append("read")
            return b""
        return self._pieces.pop(0)

    def close(self) -> None:
        self.told.append("closed")


urlpatterns = [
    path("fails/", fail),
    path("changes/", change_all),
    path("file/", lambda request: FileResponse(ClosedFile())),
    path("名/", lambda request: HttpResponse(request.get_full_path())),
    path("asked/", lambda request: HttpResponse(f"{request.scheme} {request.get_host()}")),
]


@pytest.fixture
def visitor(settings) -> Visitor:
    settings.ROOT_URLCONF = __name__
    settings.MIDDLEWARE = []
    settings.ALLOWED_HOSTS = ["portal.example"]
    return Visitor("portal.example", is_secure=True)


def test_the_portal_itself_is_asked(db, client):
    visitor = Visitor("testserver", is_secure=False)
    answer, other = visitor.get("/en/awards/"), client.get("/en/awards/")
    assert answer.status == other.status_code == 200
    assert answer.headers["Content-Language"] == "en"
    assert b"<h1>" in answer.body
    etag = answer.headers["ETag"]
    assert visitor.get("/en/awards/", {"If-None-Match": etag}).status == 304


def test_host_scheme_and_letters_of_an_address_arrive(visitor):
    assert visitor.get("/asked/").body == b"https portal.example"
    address = f"{quote('/名/')}?q={quote('王')}"
    assert visitor.get(address).body.decode() == address
    request = visitor.request(address)
    assert request.build_absolute_uri() == f"https://portal.example{address}"


def test_a_page_that_fails_is_an_answer(visitor):
    assert visitor.get("/fails/").status == 500


def test_a_file_is_read_to_its_end_and_closed(visitor):
    assert visitor.get("/file/").body == b"abc"
    assert ClosedFile.told == ["read", "closed"]


def test_what_a_page_activates_ends_with_it(visitor):
    with translation.override("zh-hans"), timezone.override("Asia/Shanghai"):
        visitor.get("/changes/")
        assert translation.get_language() == "zh-hans"
        assert timezone.get_current_timezone_name() == "Asia/Shanghai"
    assert get_urlconf() is None
    assert "visitor" not in structlog.contextvars.get_contextvars()


def test_the_connection_is_left_as_it_was(db, visitor, monkeypatch):
    closed: list[bool] = []
    monkeypatch.setattr(
        connection, "close_if_unusable_or_obsolete", lambda: closed.append(True), raising=True
    )
    assert visitor.get("/fails/").status == 500
    assert visitor.get("/asked/").status == 200
    assert not closed
    request_started.send(None)
    request_finished.send(None)
    assert len(closed) == 2  # a server's own requests look after it as before


def test_who_had_put_the_looking_after_off_finds_it_off(visitor):
    request_finished.disconnect(close_old_connections)
    try:
        visitor.get("/asked/")
        assert not request_finished.disconnect(close_old_connections)
    finally:
        request_finished.connect(close_old_connections)
