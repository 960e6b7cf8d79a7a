"""Slow and silent connections cost no thread; what looks after the portal is always answered."""

from __future__ import annotations

import fcntl
import re
from contextlib import closing
from http.client import HTTPConnection

import pytest
from django.conf import settings

from deploy.worker import LARGE
from tests.deploy.conftest import PATIENCE, whole

THREADS = 4
HALF = b"GET /slow HTTP/1.1\r\nHost: x\r\nX-Half"


@pytest.mark.parametrize("begin", [b"", b"G", HALF, b"POST /x HTTP/1.1\r\nContent-Length: 9\r\n"])
def test_fifty_silent_connections_stop_no_page(server, begin):
    silent = [server.connect(begin) for _one in range(50)]
    assert server.get("/page") == b"/page"
    assert server.get("/healthz") == b"/healthz"
    for one in silent:
        one.close()


def test_a_head_that_comes_in_pieces_is_answered(server):
    with server.connect(b"GET /pie") as visitor:
        assert server.get("/meanwhile") == b"/meanwhile"
        for piece in (b"ces HTTP/1.1\r\n", b"Host: x\r\nConnection: close\r", b"\n\r\n"):
            visitor.sendall(piece)
        answer = whole(visitor)
    assert answer.startswith(b"HTTP/1.1 200") and answer.endswith(b"/pieces")


def test_one_connection_asks_again_and_again(server):
    with closing(HTTPConnection("127.0.0.1", server.port, timeout=PATIENCE)) as visitor:
        for number in range(20):
            visitor.request("POST" if number % 2 else "GET", f"/{number}", b"a" * 9 * (number % 2))
            assert visitor.getresponse().read() == f"/{number}".encode() + b"a" * 9 * (number % 2)


def test_requests_that_come_at_once_are_answered_in_turn(server):
    request = b"GET /%d HTTP/1.1\r\nHost: x\r\n%s\r\n"
    last = request % (3, b"Connection: close\r\n")
    with server.connect(request % (1, b"") + request % (2, b"") + last) as visitor:
        answers = whole(visitor)
    assert answers.count(b"HTTP/1.1 200") == 3
    assert answers.index(b"/1") < answers.index(b"/2") < answers.index(b"/3")


def test_a_body_arrives_whole(server):
    body = bytes(range(256)) * 4_000
    assert server.get("/body", "POST", body) == b"/body" + body


def test_a_head_without_end_is_refused(server):
    with server.connect(b"GET /" + b"a" * 70_000 + b" HTTP/1.1\r\n\r\n") as visitor:
        assert visitor.recv(1_000).startswith(b"HTTP/1.1 4")


def test_what_is_no_http_is_refused(server):
    with server.connect(b"\x16\x03\x01\x02\x00\r\n\r\n") as visitor:
        assert visitor.recv(1_000).startswith(b"HTTP/1.1 400")


def test_a_connection_that_is_closed_midway_costs_nothing(server):
    for begin in (b"", HALF):
        server.connect(begin).close()
    assert server.get("/page") == b"/page"


LARGE_ONES = ["/data/busy.csv", "/en/permalinks/busy.json", "/enrollment/table.busy", "/api/busy"]


@pytest.mark.parametrize("address", LARGE_ONES)
def test_who_is_slow_to_take_files_stops_no_page(server, address):
    with server.lock.open() as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)
        request = f"GET {address} HTTP/1.0\r\n\r\n".encode()
        slow = [server.connect(request) for _one in range(4 * THREADS)]
        for page in ("/page", "/data/", "/data/enrollment/", "/enrollment/?year=2024.5"):
            assert server.get(page) == page.partition("?")[0].encode()
    for one in slow:
        assert whole(one).endswith(address.encode())
        one.close()


@pytest.mark.parametrize(
    "address",
    [*LARGE_ONES, "/", "/data/", "/data/enrollment/", "/en/data/a.csv", "/enrollment/", "/apidocs"],
)
def test_the_proxy_keeps_nothing_of_the_same_addresses(address):
    sample = (settings.BASE_DIR / "deploy" / "nginx.conf").read_text()
    unkept = re.search(r"location ~ (\S+) {[^}]*proxy_buffering off;", sample)
    assert unkept
    is_unkept = re.search(unkept[1], address) is not None
    assert is_unkept == (LARGE.match(f"GET {address} HTTP/1.1".encode()) is not None)


def test_while_all_threads_are_busy_it_is_still_told_to_be_alive(server):
    with server.lock.open() as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)
        busy = [server.connect(b"GET /busy HTTP/1.0\r\n\r\n") for _one in range(THREADS)]
        for _one in range(10):
            assert server.get("/healthz") == b"/healthz"
            assert server.get("/readyz", "HEAD") == b""
    for one in busy:
        assert whole(one).endswith(b"/busy")
        one.close()
