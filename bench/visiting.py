"""Asking a server on this machine with as little work of our own as can be."""

from __future__ import annotations

import socket
import time
from urllib.parse import urlsplit

PIECE = 1 << 20
SECONDS = 300  # of silence, after which a download is given up


class Broken(Exception):
    """An answer was no success, or ended before its end."""


def connected(address: str) -> socket.socket:
    place = urlsplit(address)
    return socket.create_connection((place.hostname or "", place.port or 80), timeout=SECONDS)


def request(address: str, path: str, headers: str = "") -> bytes:
    host = urlsplit(address).netloc
    return f"GET {path} HTTP/1.1\r\nHost: {host}\r\n{headers}\r\n".encode()


def downloaded(address: str, path: str) -> float:
    """The seconds until the last byte of a file, which is thrown away. Raises ``Broken``."""
    begun = time.perf_counter()
    buffer = bytearray(PIECE)
    total, head, tail = 0, b"", b""
    with connected(address) as connection:
        connection.sendall(request(address, path, "Connection: close\r\n"))
        while some := connection.recv_into(buffer):
            if total < 2_048:
                head += bytes(buffer[: min(some, 2_048)])
            tail = bytes(buffer[max(some - 5, 0) : some]) if some >= 5 else tail + buffer[:some]
            total += some
    spent = time.perf_counter() - begun
    head = head.partition(b"\r\n\r\n")[0].lower()
    if b" 200 " not in head.split(b"\r\n")[0]:
        raise Broken(f"{path} answered {head.decode(errors='replace')[:80]!r}.")
    if b"transfer-encoding: chunked" in head and not tail.endswith(b"0\r\n\r\n"):
        raise Broken(f"{path} ended before its end, after {total:,} bytes.")
    return spent


def text(address: str, path: str) -> str:
    """The body of a small page."""
    with connected(address) as connection:
        connection.sendall(request(address, path))
        return answer(connection)[2].decode()


def answer(connection: socket.socket) -> tuple[int, bytes, bytes]:
    """The status, head and body of an answer that tells its length. Raises ``Broken``."""
    received = bytearray()
    while (end := received.find(b"\r\n\r\n")) < 0:
        received += _more(connection)
    head = bytes(received[:end])
    status = int(head.split(b" ", 2)[1])
    length = 0
    for line in head.split(b"\r\n"):
        if line.lower().startswith(b"content-length:") and status != 304:
            length = int(line.partition(b":")[2])
    while len(received) < end + 4 + length:
        received += _more(connection)
    return status, head, bytes(received[end + 4 :])


def _more(connection: socket.socket) -> bytes:
    piece = connection.recv(65_536)
    if not piece:
        raise Broken("The server closed the connection.")
    return piece
