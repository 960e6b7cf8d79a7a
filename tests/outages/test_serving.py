"""The portal while its server stops, freezes and comes back: a sentence, and then the pages."""

from __future__ import annotations

import os
import signal
import subprocess
from concurrent.futures import ThreadPoolExecutor

import pytest
from django.db import connection

from bin.clusters import programs
from tests.standbys.portal import Portal, eventually

pytestmark = [
    pytest.mark.skipif(programs() is None, reason="PostgreSQL's server is not installed"),
    pytest.mark.skipif(connection.vendor == "sqlite", reason="once is enough: on PostgreSQL"),
]

CROWD = 16  # more than the worker has threads


@pytest.fixture(scope="module")
def portal(tmp_path_factory, django_db_setup, databases):
    made = Portal(tmp_path_factory.mktemp("outages"), databases, has_standby=False)
    yield made
    made.close()


@pytest.fixture(autouse=True)
def _well(portal):
    eventually(lambda: portal.visitor().get("/").status == 200, "the pages came back")


def _signal(portal: Portal, sent: signal.Signals) -> None:
    """To the server and all of its processes, so that they neither answer nor refuse."""
    first = int((portal.primary.data / "postmaster.pid").read_text().split()[0])
    found = ["ps", "--ppid", str(first), "-o", "pid="]
    others = subprocess.run(found, capture_output=True, text=True, check=False).stdout.split()
    for process in (first, *map(int, others)):
        os.kill(process, sent)


@pytest.fixture(params=["stopped", "frozen"])
def away(request, portal):
    """The server does not answer; ``back`` brings it back."""
    if request.param == "stopped":
        portal.primary.stop()
        yield lambda: portal.primary.start("log_statement=all")
    else:
        _signal(portal, signal.SIGSTOP)
        yield lambda: _signal(portal, signal.SIGCONT)


def test_an_outage_is_told_in_the_language_of_the_page_and_ends_by_itself(portal, away):
    try:
        with ThreadPoolExecutor(CROWD) as pool:
            asked = [pool.submit(portal.visitor().get, "/en/colleges/") for _one in range(CROWD)]
            assert portal.visitor().get("/healthz").status == 200
            status, told = portal.state()
            pages = [one.result() for one in asked]
        assert status == 503
        assert told["database"].startswith("The database could not be checked")
        assert told["migrations"].startswith("Not looked at")
        for page in pages:
            assert page.status == 503
            assert 'lang="en"' in page.text and "cannot reach its data" in page.text
            assert int(page.headers["Retry-After"]) > 0
        assert "暂时读取不到数据" in portal.visitor().get("/").text
        problem = portal.visitor().get("/api/v1/datasets?lang=en")
        assert problem.status == 503 and problem.headers["Retry-After"]
        assert '"status": 503' in problem.text
    finally:
        away()
    eventually(lambda: portal.visitor().get("/en/").status == 200, "the pages came back")
    eventually(lambda: portal.state()[0] == 200, "the portal was ready again")


def test_a_restart_that_nobody_saw_costs_nobody_a_page(portal):
    for _one in range(8):
        portal.visitor().get("/colleges/?q=a")
    portal.primary.stop()
    portal.primary.start("log_statement=all")
    answers = [portal.visitor().get(f"/colleges/?q={number}").status for number in range(8)]
    # The watch may have met the stopped server: then it says so for a moment, and no longer.
    assert set(answers) <= {200, 503} and answers[-1] == 200
