"""A download that breaks is seen to be broken: a real server, really killed."""

from __future__ import annotations

import http.client
import os
import signal
import socket
import subprocess
import sys
import zlib
from collections.abc import Iterator

import pytest
from django.conf import settings

from tests.datasets.noise import PIECE

BROKEN = (http.client.IncompleteRead, ConnectionError)


@pytest.fixture(scope="module")
def server(tmp_path_factory) -> Iterator[tuple[str, int]]:
    """The portal under gunicorn as it is deployed, with the files of ``endless``."""
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]
    process = subprocess.Popen(
        [
            *(sys.executable, "-m", "gunicorn", "--config", "deploy/gunicorn.conf.py"),
            "tests.datasets.endless",
        ],
        cwd=settings.BASE_DIR,
        env={
            **os.environ,
            "PORT": str(port),
            "WORKERS": "1",
            "DATABASE_URL": f"sqlite:///{tmp_path_factory.mktemp('data') / 'none.sqlite3'}",
            "ENVIRONMENT": "local",
            "DJANGO_SETTINGS_MODULE": "qingdao_techedu.settings",
        },
        stdout=subprocess.PIPE,
        stderr=subprocess.DEVNULL,
        text=True,
    )
    assert process.stdout is not None
    for line in process.stdout:
        if line.startswith("Serving"):
            break
    yield "127.0.0.1", port
    process.terminate()
    process.communicate()


def get(server, suffix: str, **headers: str) -> http.client.HTTPResponse:
    connection = http.client.HTTPConnection(*server)
    connection.request("GET", f"/data/colleges.{suffix}", headers=headers)
    return connection.getresponse()


def get_room(server, suffix: str, **headers: str) -> http.client.HTTPResponse:
    """A download that has begun, once the server has seen that earlier visitors left."""
    while (response := get(server, suffix, **headers)).status == 503:
        response.read()
    return response


@pytest.mark.parametrize("encoding", ["identity", "gzip"])
def test_a_worker_killed_in_mid_export_leaves_no_file_that_looks_whole(server, encoding):
    response = get_room(server, "csv", **{"Accept-Encoding": encoding})
    assert response.status == 200
    start = response.read(200)
    if encoding == "gzip":
        start = zlib.decompressobj(31).decompress(start)
    os.kill(int(start.split()[0]), signal.SIGKILL)
    with pytest.raises(BROKEN):
        response.read()


@pytest.mark.parametrize("encoding", ["identity", "gzip", "zstd"])
def test_a_fault_in_mid_export_breaks_the_connection(server, encoding):
    with pytest.raises(BROKEN):
        get_room(server, "json", **{"Accept-Encoding": encoding}).read()


def test_a_file_without_fault_ends_as_it_should(server):
    assert get_room(server, "ndjson").read() == PIECE * 3


def test_a_visitor_who_leaves_gives_the_room_to_the_next(server):
    for _visitor in range(2 * settings.EXPORTS_PER_WORKER):
        response = get_room(server, "csv")
        assert response.read(10)
        response.close()


def test_those_who_read_slowly_leave_the_server_to_others(server):
    slow = [get_room(server, "csv") for _room in range(settings.EXPORTS_PER_WORKER)]
    assert {response.status for response in slow} == {200}
    refused = get(server, "csv")
    assert refused.status == 503
    assert refused.headers["Retry-After"] == "30"
    connection = http.client.HTTPConnection(*server)
    connection.request("GET", "/healthz")
    assert connection.getresponse().status == 200
    for response in slow:
        response.close()


def test_an_old_protocol_gets_a_length_so_that_a_part_is_seen_to_be_one(server):
    get_room(server, "ndjson").read()
    with socket.create_connection(server) as client:
        client.sendall(b"GET /data/colleges.ndjson HTTP/1.0\r\n\r\n")
        answer = b"".join(iter(lambda: client.recv(65_536), b""))
    head, _blank, body = answer.partition(b"\r\n\r\n")
    assert f"Content-Length: {len(PIECE * 3)}".encode() in head
    assert body == PIECE * 3
