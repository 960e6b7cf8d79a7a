"""Stored files: what is kept, and which part of it an answer holds."""

from __future__ import annotations

import base64
import datetime
import gzip
import hashlib

import pytest
from django.http import HttpResponse
from django.middleware.gzip import GZipMiddleware
from django.test import RequestFactory
from django.utils.http import http_date
from hypothesis import given
from hypothesis import strategies as st

from qingdao_techedu.datasets.stored import (
    NOWHERE,
    OtherContent,
    keep,
    respond,
    send_from_disk,
    span_of,
)

CONTENT = bytes(range(256)) * 40
MODIFIED = datetime.datetime(2025, 3, 20, 2, tzinfo=datetime.UTC)
SHA256 = hashlib.sha256(CONTENT).hexdigest()
COMPRESSED = gzip.compress(CONTENT, mtime=0)


@pytest.fixture
def stored():
    return keep("tests/file", "bin", lambda file: file.write(CONTENT))


@pytest.fixture
def ask(stored, db):
    """Sends a request through the middleware that matters and answers with the body."""
    compressed = keep("tests/file", "bin.gz", lambda file: file.write(COMPRESSED))

    def view(request) -> HttpResponse:
        return respond(
            request,
            stored,
            as_name="file.bin",
            content_type="application/octet-stream",
            modified_at=MODIFIED,
            compressed=compressed,
        )

    def send(method: str = "get", **headers: str):
        request = getattr(RequestFactory(), method)(
            "/", headers={name.replace("_", "-"): value for name, value in headers.items()}
        )
        response = send_from_disk(GZipMiddleware(view))(request)
        body = response.getvalue()
        response.close()
        return response, body

    return send


def test_the_same_content_is_the_same_file(stored):
    again = keep("tests/file", "bin", lambda file: file.write(CONTENT))
    assert again == stored
    assert (stored.sha256, stored.size) == (SHA256, len(CONTENT))
    assert stored.path.read_bytes() == CONTENT


def test_nothing_is_kept_of_other_content_or_of_what_failed(stored):
    before = sorted(stored.path.parent.iterdir())
    with pytest.raises(OtherContent, match=hashlib.sha256(b"other").hexdigest()):
        keep("tests/file", "bin", lambda file: file.write(b"other"), only=SHA256)

    def fail(file):
        file.write(b"half")
        raise RuntimeError

    with pytest.raises(RuntimeError):
        keep("tests/file", "bin", fail)
    assert sorted(stored.path.parent.iterdir()) == before


def test_a_whole_file_says_what_it_is(ask):
    response, body = ask()
    assert (response.status_code, body) == (200, CONTENT)
    digest = base64.b64encode(bytes.fromhex(SHA256)).decode()
    for name, value in {
        "ETag": f'"{SHA256}"',
        "Repr-Digest": f"sha-256=:{digest}:",
        "Last-Modified": http_date(MODIFIED.timestamp()),
        "Accept-Ranges": "bytes",
        "Content-Length": str(len(CONTENT)),
        "Vary": "Accept-Encoding",
        "Cache-Control": "public, max-age=60, must-revalidate",
    }.items():
        assert response.headers[name] == value
    assert "Content-Encoding" not in response.headers


def test_the_server_finds_the_very_file_to_send_from(ask, stored):
    response, _body = ask()
    assert response.file_to_stream.name == stored.path


def test_who_takes_gzip_gets_the_stored_one_with_its_own_etag(ask):
    response, body = ask(Accept_Encoding="br, gzip")
    assert body == COMPRESSED
    assert response.headers["Content-Encoding"] == "gzip"
    assert response.headers["Content-Length"] == str(len(COMPRESSED))
    assert response.headers["ETag"] == f'"{hashlib.sha256(COMPRESSED).hexdigest()}"'


def test_head_is_the_headers_alone(ask):
    response, body = ask("head", Range="bytes=0-9")
    assert (response.status_code, body) == (200, b"")
    assert response.headers["Content-Length"] == str(len(CONTENT))


@pytest.mark.parametrize(
    ("asked", "start", "end"),
    [
        ("bytes=0-0", 0, 0),
        ("bytes=10-19", 10, 19),
        ("bytes = 10 - 19", 10, 19),
        ("Bytes=10000-", 10000, len(CONTENT) - 1),
        ("bytes=10000-999999999999999999", 10000, len(CONTENT) - 1),
        ("bytes=-5", len(CONTENT) - 5, len(CONTENT) - 1),
        ("bytes=-99999999", 0, len(CONTENT) - 1),
    ],
)
def test_one_range_is_answered_with_that_part(ask, asked, start, end):
    response, body = ask(Range=asked)
    assert (response.status_code, body) == (206, CONTENT[start : end + 1])
    assert response.headers["Content-Range"] == f"bytes {start}-{end}/{len(CONTENT)}"
    assert response.headers["Content-Length"] == str(len(body))


@pytest.mark.parametrize(
    "asked",
    [
        "bytes=0-1,5-6",
        "bytes=9-3",
        "bytes=-",
        "bytes",
        "lines=1-2",
        "bytes=x-",
        "bytes=1-" + "9" * 40,
    ],
)
def test_what_is_no_single_range_is_answered_with_the_whole(ask, asked):
    response, body = ask(Range=asked)
    assert (response.status_code, body) == (200, CONTENT)
    assert "Content-Range" not in response.headers


@pytest.mark.parametrize("asked", [f"bytes={len(CONTENT)}-", "bytes=999999-", "bytes=-0"])
def test_a_range_outside_is_refused_with_the_size(ask, asked):
    response, _body = ask(Range=asked)
    assert response.status_code == 416
    assert response.headers["Content-Range"] == f"bytes */{len(CONTENT)}"


@pytest.mark.parametrize(
    ("condition", "status"),
    [
        (f'"{SHA256}"', 206),
        ('"other"', 200),
        (f'W/"{SHA256}"', 200),
        (http_date(MODIFIED.timestamp()), 206),
        (http_date(MODIFIED.timestamp() - 1), 200),
        ("nonsense", 200),
    ],
)
def test_a_part_is_only_added_to_the_same_content(ask, condition, status):
    assert ask(Range="bytes=5-9", If_Range=condition)[0].status_code == status


@pytest.mark.parametrize(
    ("headers", "status"),
    [
        ({"If_None_Match": f'"{SHA256}"'}, 304),
        ({"If_None_Match": f'"other", W/"{SHA256}"'}, 304),
        ({"If_None_Match": '"other"'}, 200),
        ({"If_Modified_Since": http_date(MODIFIED.timestamp())}, 304),
        ({"If_Modified_Since": http_date(MODIFIED.timestamp() - 1)}, 200),
        ({"If_Match": '"other"'}, 412),
        ({"If_None_Match": f'"{SHA256}"', "Accept_Encoding": "gzip"}, 200),
    ],
)
def test_whoever_has_it_is_told_so_without_it(ask, headers, status):
    response, body = ask(**headers)
    assert response.status_code == status
    assert (body == b"") is (status in {304, 412})
    if status == 304:
        assert response.headers["ETag"] == f'"{SHA256}"'


@given(st.text("0123456789-,= bytes", max_size=30), st.integers(0, 10**6))
def test_a_span_never_leaves_the_file(header, size):
    span = span_of(f"bytes={header}", size)
    if span not in {None, NOWHERE}:
        start, length = span
        assert 0 <= start < start + length <= size


@given(st.integers(0, 300), st.integers(0, 300), st.integers(1, 250))
def test_a_span_is_the_slice_that_python_takes(first, last, size):
    content = bytes(size % 256 for size in range(size))
    span = span_of(f"bytes={first}-{last}", size)
    if span and span != NOWHERE:
        start, length = span
        assert content[start : start + length] == content[first : last + 1]
