"""gunicorn with the portal's worker, and an application of a few lines."""

from __future__ import annotations

import os
import socket
import subprocess
import sys
from collections.abc import Iterator
from contextlib import closing
from http.client import HTTPConnection
from pathlib import Path

import pytest
from django.conf import settings

from bin.clusters import free_port

PATIENCE = 60  # seconds of a busy machine


class Server:
    """gunicorn with one worker of four threads. ``close`` ends it."""

    def __init__(self, folder: Path) -> None:
        self.port = free_port()
        self.lock = folder / "lock"
        self.lock.touch()
        environment = {**os.environ, "PORT": str(self.port), "WORKERS": "1", "LOCK": str(self.lock)}
        command = [sys.executable, "-m", "gunicorn", "--config", "deploy/gunicorn.conf.py"]
        self._process = subprocess.Popen(
            [*command, "tests.deploy.answering:application"],
            cwd=settings.BASE_DIR,
            env=environment | {"HOST": "127.0.0.1"},
            stdin=subprocess.DEVNULL,
            stdout=subprocess.PIPE,
        )
        assert self._process.stdout
        assert b"Serving" in self._process.stdout.readline()

    def connect(self, begin: bytes = b"") -> socket.socket:
        made = socket.create_connection(("127.0.0.1", self.port), timeout=PATIENCE)
        made.sendall(begin)
        return made

    def get(self, address: str, method: str = "GET", body: bytes | None = None) -> bytes:
        with closing(HTTPConnection("127.0.0.1", self.port, timeout=PATIENCE)) as visitor:
            visitor.request(method, address, body)
            return visitor.getresponse().read()

    def close(self) -> None:
        self._process.terminate()
        try:
            self._process.wait(timeout=PATIENCE)
        except subprocess.TimeoutExpired:
            self._process.kill()
            self._process.wait()


def whole(visitor: socket.socket) -> bytes:
    """What is answered until the connection is closed."""
    return b"".join(iter(lambda: visitor.recv(1_000), b""))


@pytest.fixture(scope="module")
def server(tmp_path_factory) -> Iterator[Server]:
    made = Server(tmp_path_factory.mktemp("served"))
    yield made
    made.close()
