"""Asking a server on this machine with as little work of our own as can be."""

from __future__ import annotations

import socket
import time
from urllib.parse import urlsplit

PIECE = 1 << 20
LAST_CHUNK = b"0\r\n\r\n"
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
    head, tail, total = b"", b"", 0
    with connected(address) as connection:
        connection.sendall(request(address, path, "Connection: close\r\n"))
        while some := connection.recv_into(buffer):
            total += some
            if b"\r\n\r\n" not in head:
                head += buffer[:some]
            tail = (tail + buffer[max(some - len(LAST_CHUNK), 0) : some])[-len(LAST_CHUNK) :]
    spent = time.perf_counter() - begun
    lines = head.partition(b"\r\n\r\n")[0]
    status, *fields = lines.decode().lower().split("\r\n")
    if " 200 " not in status:
        raise Broken(f"{path} answered {status!r}.")
    told = dict(field.split(": ", 1) for field in fields)
    length = int(told.get("content-length", -1))
    is_whole = total == len(lines) + 4 + length if length >= 0 else tail == LAST_CHUNK
    if not is_whole:
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
