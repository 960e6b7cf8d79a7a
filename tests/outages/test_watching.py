"""A process knows whether its database answers, and lets nobody wait for one that does not."""

from __future__ import annotations

import socket
import threading
from types import SimpleNamespace

import pytest

from qingdao_techedu.outages import watching
from qingdao_techedu.outages.watching import DatabaseWatch


class Database:
    """Answers looks, or does not."""

    def __init__(self) -> None:
        self.looks = 0
        self.answers = True

    def look(self) -> None:
        self.looks += 1
        if not self.answers:
            raise OSError("no answer")


@pytest.fixture
def database() -> Database:
    return Database()


@pytest.fixture
def watch(database) -> DatabaseWatch:
    """A watch whose looks a test orders."""
    made = DatabaseWatch(database.look)
    made.is_watching = True
    return made


@pytest.fixture
def _every_request_is_long(monkeypatch):
    monkeypatch.setattr(watching, "LONG_SECONDS", -1.0)
    monkeypatch.setattr(watching, "REST_SECONDS", -1.0)


def test_who_found_no_server_tells_all_others_until_a_look_finds_one(watch, database):
    database.answers = False
    watch.is_lost(OSError("refused"))
    assert watch.is_out
    watch.look_now()
    assert watch.is_out and database.looks == 1
    database.answers = True
    watch.look_now()
    assert not watch.is_out and database.looks == 2
    assert watch.outages == 1


def test_a_database_that_answers_is_not_looked_at(watch, database):
    watch.look_now()
    with watch.request():
        watch.look_now()
    assert database.looks == 0


@pytest.mark.usefixtures("_every_request_is_long")
def test_it_is_looked_at_while_a_request_takes_long(watch, database):
    watch.look_now()
    assert database.looks == 0
    with watch.request():
        watch.look_now()
    assert database.looks == 1 and not watch.is_out
    watch.look_now()
    assert database.looks == 1


@pytest.mark.usefixtures("_every_request_is_long")
def test_whoever_waits_for_a_server_that_does_not_answer_is_let_go(watch, database):
    ours, theirs = socket.socketpair()
    connection = SimpleNamespace(pgconn=SimpleNamespace(socket=ours.fileno()))
    connection = type(
        "Connection", (), {"pgconn": connection.pgconn}
    )()  # one that can be forgotten
    watch.keep(connection)
    waiting = threading.Thread(target=ours.recv, args=(1,))
    database.answers = False
    with watch.request():
        waiting.start()
        watch.look_now()
    waiting.join(timeout=30)
    assert not waiting.is_alive()
    assert watch.is_out
    ours.close()
    theirs.close()


def test_nobody_is_told_where_nobody_would_look_again(watch):
    watch.is_watching = False
    watch.is_lost()
    assert not watch.is_out


def test_one_outage_is_counted_once(watch):
    watch.is_lost()
    watch.is_lost()
    assert watch.outages == 1


def test_a_process_watches_by_one_thread_of_its_own(database):
    watch = DatabaseWatch(database.look)
    threads = threading.active_count()
    watch.start()
    watch.start()
    assert threading.active_count() == threads + 1
    assert watch.is_watching
