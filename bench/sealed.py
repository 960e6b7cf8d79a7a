"""A sealed file over HTTP beside the same file from a server that does nothing else."""

from __future__ import annotations

import socketserver
from collections.abc import Iterator
from contextlib import contextmanager
from functools import partial
from multiprocessing import get_context
from pathlib import Path
from statistics import median

from databases import Databases
from table import Row, in_turn, of_each
from visiting import downloaded

from audit.serving import served

ADDRESS = "/enrollment/releases/2024/1.csv"
ROUNDS, TIMES = 7, 10
PIECE = 1 << 17  # as `cat` reads


class Cat(socketserver.StreamRequestHandler):
    """Reads a request, answers a head and then a file, piece by piece."""

    path: Path

    def handle(self) -> None:
        while self.rfile.readline().strip():
            pass
        size = self.path.stat().st_size
        self.wfile.write(b"HTTP/1.1 200 OK\r\nContent-Length: %d\r\n\r\n" % size)
        with self.path.open("rb", buffering=0) as file:
            while piece := file.read(PIECE):
                self.connection.sendall(piece)


def rows(made: Databases) -> Iterator[Row]:
    """The row of the table about sealed files."""
    [path] = Path(made.large["MEDIA_ROOT"]).glob("releases/enrollment-2024-v1-*.csv")
    with served(made.large) as address, plainly_served(path) as plain:
        ours = partial(_speed, address, ADDRESS, path)
        by_cat = partial(_speed, plain, "/", path)
        one, other = in_turn(ROUNDS, ours, by_cat)
    size = path.stat().st_size / 1_000_000
    what = f"sealed file of {size:.0f} MB beside a plain socket server"
    yield Row(what, _told(one), _told(other), of_each(one, other), least=0.8)


def _told(speeds: list[float]) -> str:
    return f"{median(speeds):,.0f} MB/s"


@contextmanager
def plainly_served(path: Path) -> Iterator[str]:
    """The plain server in a process of its own; its address."""
    context = get_context("spawn")
    mine, theirs = context.Pipe()
    server = context.Process(target=_serve, args=(path, theirs), daemon=True)
    server.start()
    try:
        yield f"http://127.0.0.1:{mine.recv()}"
    finally:
        server.terminate()
        server.join(timeout=30)


def _serve(path: Path, told) -> None:
    Cat.path = path
    with socketserver.ThreadingTCPServer(("127.0.0.1", 0), Cat) as server:
        server.daemon_threads = True
        told.send(server.server_address[1])
        server.serve_forever()


def _speed(address: str, path: str, file: Path) -> float:
    """In megabytes a second."""
    spent = sum(downloaded(address, path) for _time in range(TIMES))
    return file.stat().st_size * TIMES / spent / 1_000_000
