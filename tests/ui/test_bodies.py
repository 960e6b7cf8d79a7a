"""What is too large is refused by its declared length; nothing of it is read."""

from __future__ import annotations

import pytest
from django.conf import settings
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from django.urls import URLPattern, get_resolver

from awards.nominating import file_views as nominations
from colleges.enrollment.filing import views as figures
from colleges.enrollment.returns import file_views as returns
from qingdao_techedu.imports import desk as records
from qingdao_techedu.imports import limits
from qingdao_techedu.publishing.desk.kept_forms import MAX_ENTRIES

HUNDRED_MB = 100 * 2**20
FORMS = [
    "/accounts/login/",
    "/accounts/password/reset/",
    "/awards/verify/",
    "/awards/verify/many/",
    "/corrections/report/",
    "/admin/colleges/college/add/",
    "/admin/keep/",
    "/admin/import/",
    "/colleges/",
]
TAKE_FILES = [
    records.import_table,
    figures.figures_import,
    returns.return_file,
    nominations.round_file,
    nominations.college_file,
]
WORDS = {
    "": "发送的内容超过此处允许的 2.5 MB",
    "/en": "is larger than the 2.5 MB that are taken here",
}


class Unread:
    """A body of which nothing may be read."""

    def read(self, *size):
        pytest.fail("The body was read.")

    readline = read


class Sender(Client):
    """Declares a body of some length, and would send none of it."""

    def declare(self, address: str, length: int | str, method: str = "POST", **more):
        declared = {"CONTENT_LENGTH": str(length), "wsgi.input": Unread()}
        kind = {"CONTENT_TYPE": "multipart/form-data; boundary=x"}
        return self.generic(method, address, **kind, **declared, **more)


@pytest.fixture
def sender(db) -> Sender:
    return Sender()


@pytest.mark.parametrize("method", ["POST", "GET", "PUT"])
@pytest.mark.parametrize("address", FORMS)
def test_every_form_refuses_a_large_body_by_its_length(sender, address, method):
    response = sender.declare(address, HUNDRED_MB, method)
    assert response.status_code == 413


@pytest.mark.parametrize("prefix", WORDS)
def test_the_page_says_how_much_is_taken_in_the_language_of_the_address(sender, prefix):
    response = sender.declare(f"{prefix}/accounts/login/", settings.DATA_UPLOAD_MAX_MEMORY_SIZE + 1)
    assert response.status_code == 413
    assert WORDS[prefix] in response.content.decode()


def test_as_much_as_a_form_may_hold_is_taken(client, db):
    most = settings.DATA_UPLOAD_MAX_MEMORY_SIZE
    assert most > 2 * MAX_ENTRIES  # a form that is kept, as it is sent
    fields = "n=" + "a" * (most - 2)
    kind = "application/x-www-form-urlencoded"
    assert client.post("/awards/verify/", fields, content_type=kind).status_code == 422
    assert client.post("/awards/verify/", fields + "a", content_type=kind).status_code == 413


@pytest.mark.parametrize("prefix", ["", "/en"])
def test_a_body_that_does_not_say_its_length_is_refused(sender, prefix):
    chunked = {"HTTP_TRANSFER_ENCODING": "chunked", "CONTENT_LENGTH": ""}
    response = sender.generic("POST", f"{prefix}/accounts/login/", **chunked)
    assert response.status_code == 411


@pytest.mark.parametrize("length", ["abc", "-1", "1.5", "1e3", "٣"])
@pytest.mark.parametrize("address", ["/view/", "/accounts/login/", "/en/admin/awards/quota/"])
def test_a_length_that_is_no_number_is_none(sender, address, length):
    assert sender.declare(address, length).status_code == 411


def test_a_length_of_thousands_of_digits_is_too_large(sender):
    assert sender.declare("/view/", "9" * 5_000).status_code == 413


def test_an_address_that_is_none_reads_nothing(sender):
    assert sender.declare("/nothing/", HUNDRED_MB).status_code == 404


def test_a_file_is_taken_from_people_who_are_signed_in(as_role):
    client = as_role("editor")
    sent = {"file": _file(3 * 2**20)}
    response = client.post("/admin/import/colleges/", sent)
    assert response.status_code == 200
    assert "errorlist" in response.content.decode()  # read, and found to be no table


def test_a_file_of_somebody_who_is_not_signed_in_is_not_read(sender):
    response = sender.declare("/en/admin/import/colleges/", 3 * 2**20)
    assert response.status_code == 413
    assert "Sign in, then send the file again." in response.content.decode()


def test_more_than_the_largest_file_is_refused(as_role, sender):
    sender.cookies = as_role("editor").cookies
    response = sender.declare("/en/admin/import/colleges/", limits.REQUEST + 1)
    assert response.status_code == 413
    assert "larger than the 41 MB" in response.content.decode()


def test_whatever_takes_a_file_says_so_beside_its_view():
    marked = {view for view in _views() if hasattr(view, "most_bytes")}
    assert marked == set(TAKE_FILES)
    assert {view.most_bytes for view in marked} == {limits.REQUEST}


def _views():
    waiting = list(get_resolver().url_patterns)
    while waiting:
        one = waiting.pop()
        if isinstance(one, URLPattern):
            yield one.callback
        else:
            waiting += one.url_patterns


def _file(size: int):
    return SimpleUploadedFile("colleges.csv", b"\0" * size)
