"""Files on their way: compressed as asked, no larger in memory than a piece, a few at a time."""

from __future__ import annotations

import gc
import gzip
import zlib
from collections.abc import Iterator

import pytest
import zstandard
from django.core.signals import request_finished
from django.db import close_old_connections
from django.test import RequestFactory

from qingdao_techedu.datasets import file_formats, streaming
from qingdao_techedu.datasets.formats import csv, json
from qingdao_techedu.datasets.query import Query

LARGE = [bytes([number]) * 100_000 for number in range(20)]


@pytest.fixture(autouse=True)
def _kept_connection() -> Iterator[None]:
    """Closing an answer ends a request, which would close the connection of the test."""
    request_finished.disconnect(close_old_connections)
    yield
    request_finished.connect(close_old_connections)


def asked(**headers: str):
    return RequestFactory().get("/data/colleges.csv", headers=headers)


def sent(request, pieces, **options):
    options = {"compress": True, **options}
    return streaming.sent(request, (one for one in pieces), "text/csv", **options)


@pytest.fixture
def full_house() -> Iterator[None]:
    """Every room is taken."""
    taken = 0
    while streaming._rooms.acquire(blocking=False):
        taken += 1
    yield
    for _room in range(taken):
        streaming._rooms.release()


@pytest.mark.parametrize(
    ("header", "encoding"),
    [
        ("", ""),
        ("gzip, deflate, br", "gzip"),
        ("gzip, deflate, br, zstd", "zstd"),
        ("zstd;q=0, GZIP;q=0.5", "gzip"),
        ("gzip;q=0", ""),
        ("gzip; q=0.0, zstd; q=0", ""),
        ("identity", ""),
        (";;,=,q", ""),
    ],
)
def test_the_best_encoding_that_is_accepted_is_chosen(header, encoding):
    assert streaming.accepted_encoding(header) == encoding


@pytest.mark.parametrize("pieces", [LARGE, [b"a,b\r\n"], []])
def test_a_compressed_file_is_the_same_file(pieces):
    whole = b"".join(pieces)
    as_gzip = sent(asked(accept_encoding="gzip"), pieces)
    as_zstd = sent(asked(accept_encoding="zstd"), pieces)
    assert gzip.decompress(as_gzip.getvalue()) == whole
    assert zstandard.ZstdDecompressor().decompressobj().decompress(as_zstd.getvalue()) == whole
    assert (as_gzip.headers["Content-Encoding"], as_gzip.headers["Vary"]) == (
        "gzip",
        "Accept-Encoding",
    )
    for response in (as_gzip, as_zstd):
        response.close()


def test_a_compressed_part_has_no_end_of_its_own():
    def broken():
        yield from LARGE
        raise OSError("the disk is gone")

    encoded = streaming._gzipped(broken())
    part = b""
    with pytest.raises(OSError, match="gone"):
        for piece in encoded:
            part += piece
    decoder = zlib.decompressobj(streaming.GZIP)
    decoder.decompress(part)
    assert not decoder.eof


def test_the_first_piece_leaves_at_once_though_compressed():
    first = next(streaming._gzipped(one for one in [b"a,b\r\n", *LARGE]))
    assert zlib.decompressobj(streaming.GZIP).decompress(first) == b"a,b\r\n"
    first = next(streaming._zstandard(one for one in [b"a,b\r\n", *LARGE]))
    assert zstandard.ZstdDecompressor().decompressobj().decompress(first) == b"a,b\r\n"


@pytest.mark.django_db
@pytest.mark.parametrize("suffix", [one.suffix for one in file_formats.registered()])
def test_no_file_is_compressed_twice(client, suffix):
    response = client.get(f"/data/colleges.{suffix}", headers={"accept-encoding": "gzip"})
    is_compressed = suffix in {"xlsx", "parquet"}
    assert response.headers.get("Content-Encoding") == (None if is_compressed else "gzip")
    plain = client.get(f"/data/colleges.{suffix}").getvalue()
    content = response.getvalue()
    assert plain == (content if is_compressed else gzip.decompress(content))


@pytest.mark.django_db
def test_pages_are_still_compressed(client):
    response = client.get("/data/", headers={"accept-encoding": "gzip"})
    assert response.headers["Content-Encoding"] == "gzip"


def test_a_small_file_needs_no_room_and_has_a_length(full_house):
    response = sent(asked(), [b"a,b\r\n", b"1,2\r\n"])
    assert (response.status_code, response.content) == (200, b"a,b\r\n1,2\r\n")


def test_a_large_one_is_asked_to_wait_and_its_reading_ends(full_house):
    ended = []

    def pieces():
        try:
            yield from LARGE
        finally:
            ended.append(True)

    response = streaming.sent(asked(), pieces(), "text/csv", compress=False)
    assert response.status_code == 503
    assert response.headers["Retry-After"] == "30"
    assert ended


def test_an_answer_that_nobody_takes_gives_its_room_back():
    for _visitor in range(10):
        response = sent(asked(), LARGE)
        assert response.status_code == 200
        response.close()
        response.close()


@pytest.mark.django_db
def test_json_is_to_be_had_line_by_line(client):
    lines = client.get("/data/colleges.json", headers={"accept": "application/x-ndjson"})
    assert lines.headers["Content-Type"] == "application/x-ndjson"
    assert lines.getvalue() == client.get("/data/colleges.ndjson").getvalue()
    assert "Accept" in lines.headers["Vary"]
    for anything in ("*/*", "text/html, */*;q=0.8", "application/json"):
        response = client.get("/data/colleges.json", headers={"accept": anything})
        assert response.headers["Content-Type"] == "application/json"


@pytest.mark.django_db
def test_what_json_cannot_be_is_refused_with_what_there_is(client):
    response = client.get("/en/data/colleges.json", headers={"accept": "text/turtle"})
    assert response.status_code == 406
    for word in ("text/turtle", "application/json", "application/x-ndjson"):
        assert word in response.content.decode()


@pytest.mark.django_db
@pytest.mark.parametrize("form", [csv.CSV, json.JSON])
def test_a_piece_holds_a_batch_and_no_more(monkeypatch, form):
    monkeypatch.setattr("qingdao_techedu.datasets.reading.ROWS_A_BATCH", 3)
    pieces = list(form.pieces(Query("figures")))
    assert max(piece.count(b"\n") for piece in pieces) <= 4
    assert len(pieces) > 20


def test_a_file_that_nobody_closes_gives_its_room_back(rf):
    """A fault on an answer's way out drops it: no server is there to close it."""

    def pieces():
        yield b"x" * streaming.SMALL
        yield b"y"

    for _request in range(5):
        answer = streaming.sent(rf.get("/"), pieces(), "text/csv", compress=False)
        assert answer.status_code == 200
        del answer
        gc.collect()
