"""What is measured was whole: a broken download is no fast one."""

from __future__ import annotations

import socket
import threading
from contextlib import contextmanager

import pytest

from bench.visiting import Broken, downloaded, text

CHUNKED = b"HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n"


@contextmanager
def answering(*pieces: bytes):
    """A server that answers one request with these pieces; its address."""
    with socket.create_server(("127.0.0.1", 0)) as door:

        def serve():
            connection, _from = door.accept()
            with connection:
                connection.recv(10_000)
                for piece in pieces:
                    connection.sendall(piece)

        server = threading.Thread(target=serve)
        server.start()
        yield f"http://127.0.0.1:{door.getsockname()[1]}"
        server.join(timeout=30)


def test_a_whole_file_in_pieces():
    with answering(CHUNKED, b"3\r\nabc\r\n", b"0\r", b"\n\r\n") as address:
        assert downloaded(address, "/file.csv") > 0


def test_a_file_that_breaks_off_is_refused():
    with answering(CHUNKED, b"3\r\nabc\r\n") as address, pytest.raises(Broken, match="its end"):
        downloaded(address, "/file.csv")


def test_a_file_shorter_than_it_was_announced_is_refused():
    short = b"HTTP/1.1 200 OK\r\nContent-Length: 5\r\n\r\nabc"
    with answering(short) as address, pytest.raises(Broken, match="its end"):
        downloaded(address, "/file.csv")


def test_a_refusal_is_no_file():
    refused = b"HTTP/1.1 503 Service Unavailable\r\nContent-Length: 0\r\n\r\n"
    with answering(refused) as address, pytest.raises(Broken, match="503"):
        downloaded(address, "/file.csv")


def test_a_small_page_is_read_to_its_end():
    with answering(b"HTTP/1.1 200 OK\r\nContent-Length: 4\r\n\r\n12", b"34") as address:
        assert text(address, "/process/") == "1234"
