"""Several processes that share nothing but a database show each other's changes at once."""

from __future__ import annotations

import os
import secrets
import socket
import subprocess
import sys
import time
from collections.abc import Iterator
from urllib.error import HTTPError
from urllib.request import Request, urlopen

import pytest
from django.conf import settings
from django.db import connection

pytestmark = pytest.mark.django_db
PYTHON = sys.executable
SECONDS_TO_START = 60
WITHDRAW = """
from colleges.models import College
college = College.objects.get(code="qd-002")
college.publication, college.withdrawal_zh = "withdrawn", "重复登记"
college.save()
"""


@pytest.fixture
def environment(databases, tmp_path) -> Iterator[dict[str, str]]:
    """A portal of its own in a SQLite file, with facts and sample."""
    with databases.copy(tmp_path) as file:
        made = {
            **os.environ,
            "DATABASE_URL": f"sqlite:///{file}",
            "ENVIRONMENT": "local",
            "DEBUG": "0",
            "LOG_LEVEL": "ERROR",
            "SECRET_KEY": secrets.token_urlsafe(60),
            "WORKERS": "1",
            "HOST": "127.0.0.1",
        }
        manage(made, "collectstatic", "--noinput", "-v0")
        yield made


@pytest.fixture
def nodes(environment):
    """The addresses of two servers."""
    with socket.socket() as one, socket.socket() as other:
        for probe in (one, other):
            probe.bind(("127.0.0.1", 0))
        ports = [probe.getsockname()[1] for probe in (one, other)]
    serve = [PYTHON, "-m", "gunicorn", "-c", "deploy/gunicorn.conf.py", "qingdao_techedu.wsgi"]
    servers = [
        subprocess.Popen(
            serve,
            cwd=settings.BASE_DIR,
            env={**environment, "PORT": str(port)},
            stdout=subprocess.DEVNULL,
        )
        for port in ports
    ]
    addresses = [f"http://127.0.0.1:{port}" for port in ports]
    try:
        for address in addresses:
            wait_for(f"{address}/healthz")
        yield addresses
    finally:
        for server in servers:
            server.terminate()
        for server in servers:
            server.wait(timeout=SECONDS_TO_START)


def manage(environment: dict[str, str], *words: str) -> None:
    subprocess.run(
        [PYTHON, "manage.py", *words],
        cwd=settings.BASE_DIR,
        env=environment,
        check=True,
        stdout=subprocess.DEVNULL,
    )


def wait_for(address: str) -> None:
    deadline = time.monotonic() + SECONDS_TO_START
    while True:
        try:
            urlopen(address, timeout=SECONDS_TO_START).close()
            return
        except OSError:
            if time.monotonic() > deadline:
                raise


def ask(address: str, held: str = "") -> tuple[int, str, str]:
    """Status, ETag and page."""
    headers = {"If-None-Match": held} if held else {}
    try:
        with urlopen(Request(address, headers=headers), timeout=SECONDS_TO_START) as response:
            return response.status, response.headers["ETag"], response.read().decode()
    except HTTPError as error:
        with error:
            return error.code, error.headers.get("ETag", ""), error.read().decode()


@pytest.mark.skipif(connection.vendor != "sqlite", reason="It brings a database of its own.")
def test_what_one_process_withdraws_is_gone_from_all_at_the_next_request(nodes, environment):
    before = [ask(f"{node}/colleges/?q=pingdu") for node in nodes]
    again = [ask(f"{node}/colleges/?q=pingdu", held=before[0][1]) for node in nodes]
    assert all("平度市技师学院" in page for _status, _etag, page in before)
    # Each node has its own address, which is part of the name: only the first knows this tag.
    assert [status for status, _etag, _page in again] == [304, 200]
    manage(environment, "shell", "-c", WITHDRAW)
    for node, (_status, held, _page) in zip(nodes, before, strict=True):
        for asked in ("", held):
            status, etag, page = ask(f"{node}/colleges/?q=pingdu", held=asked)
            assert status == 200
            assert etag != held
            assert "平度市技师学院" not in page
        assert ask(f"{node}/colleges/qd-002/")[0] == 410
