"""A body is asked for when the application reads it; an answer without it ends the connection."""

from __future__ import annotations

import re

import pytest
from django.conf import settings

from qingdao_techedu.imports import limits
from tests.deploy.conftest import whole

HUNDRED_MB = 100 * 2**20
POST = b"POST %s HTTP/1.1\r\nHost: x\r\n"
LENGTH = b"Content-Length: %d\r\n"
ASKING = b"Expect: 100-continue\r\n"


@pytest.mark.parametrize("head", [LENGTH % HUNDRED_MB, b"Transfer-Encoding: chunked\r\n"])
@pytest.mark.parametrize("asking", [ASKING, b""])
def test_an_answer_before_the_body_has_come_ends_the_connection(server, head, asking):
    with server.connect(POST % b"/unread" + head + asking + b"\r\n") as visitor:
        answer = whole(visitor)
    assert answer.startswith(b"HTTP/1.1 200") and answer.endswith(b"/unread")
    assert b"Connection: close" in answer


def test_whoever_asks_first_is_whole_to_go_on_when_the_body_is_read(server):
    with server.connect(
        POST % b"/read" + LENGTH % 3 + ASKING + b"Connection: close\r\n\r\n"
    ) as visitor:
        assert visitor.recv(10_000) == b"HTTP/1.1 100 Continue\r\n\r\n"
        visitor.sendall(b"abc")
        assert whole(visitor).endswith(b"/readabc")


def test_whoever_goes_on_sending_still_hears_the_answer(server):
    """As browsers do: they look for an answer when all is sent."""
    piece = b"a" * 2**20
    with server.connect(POST % b"/unread" + LENGTH % (20 * len(piece)) + b"\r\n") as visitor:
        for _one in range(20):
            visitor.sendall(piece)
        assert whole(visitor).endswith(b"/unread")


def test_a_short_body_that_nobody_read_ends_no_connection(server):
    request = POST % b"/unread" + LENGTH % 3 + b"\r\nabc"
    with server.connect(request + POST % b"/next" + b"Connection: close\r\n\r\n") as visitor:
        answers = whole(visitor)
    assert answers.count(b"HTTP/1.1 200") == 2 and answers.endswith(b"/next")


def test_a_body_in_chunks_arrives_whole(server):
    chunks = b"3\r\nabc\r\n2\r\nde\r\n0\r\n\r\n"
    head = POST % b"/chunks" + b"Transfer-Encoding: chunked\r\n\r\n"
    following = POST % b"/next" + b"Connection: close\r\n\r\n"
    with server.connect(head + chunks + following) as visitor:
        answers = whole(visitor)
    assert b"/chunksabcde" in answers and answers.endswith(b"/next")


def test_many_that_do_not_leave_stop_no_page(server):
    staying = [
        server.connect(POST % b"/unread" + LENGTH % HUNDRED_MB + b"\r\n") for _one in range(30)
    ]
    assert server.get("/page") == b"/page"
    for one in staying:
        assert whole(one).endswith(b"/unread")
        one.close()


def test_the_proxy_takes_as_much_as_the_portal_does_with_a_file():
    text = (settings.BASE_DIR / "deploy" / "nginx.conf").read_text()
    assert int(re.search(r"client_max_body_size (\d+)m;", text).group(1)) * 2**20 == limits.REQUEST
