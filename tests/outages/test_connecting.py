"""Connections of the portal's engines: none is tried, kept or made anew where that is in vain."""

from __future__ import annotations

import sqlite3
from contextlib import closing
from pathlib import Path

import psycopg
import pytest
from django.db import DEFAULT_DB_ALIAS, connection, connections
from django.db.utils import OperationalError

from qingdao_techedu.outages import connecting

only_sqlite = pytest.mark.skipif(connection.vendor != "sqlite", reason="about files of SQLite")
only_postgresql = pytest.mark.skipif(connection.vendor != "postgresql", reason="about a server")


@pytest.fixture
def watch(monkeypatch):
    made = connecting.DatabaseWatch(lambda: None)
    made.is_watching = True
    monkeypatch.setattr(connecting, "watch", made)
    return made


@pytest.fixture
def file(tmp_path) -> Path:
    found = tmp_path / "portal.sqlite3"
    _fill(found, "first")
    return found


@pytest.fixture
def to_file(file, watch, db):
    """A connection to a file, as a thread of the portal has one."""
    name = "django.db.backends.sqlite3"
    described = connections.configure_settings({DEFAULT_DB_ALIAS: {"ENGINE": name, "NAME": file}})
    settings = described[DEFAULT_DB_ALIAS] | {"CONN_MAX_AGE": None}
    base = pytest.importorskip("qingdao_techedu.guards.sqlite3.base")
    made = base.DatabaseWrapper(settings, alias="file")
    made.connect()
    yield made
    made.close()


def _fill(file: Path, word: str) -> None:
    with closing(sqlite3.connect(file)) as plain:
        plain.execute("CREATE TABLE told (word)")
        plain.execute("INSERT INTO told VALUES (?)", [word])
        plain.commit()


def _read(made) -> str:
    made.close_if_unusable_or_obsolete()  # as between two requests
    if made.connection is None:
        made.connect()
    return made.connection.execute("SELECT word FROM told").fetchone()[0]


def test_a_file_is_read_by_the_same_connection(to_file):
    first = to_file.connection
    assert _read(to_file) == "first"
    assert to_file.connection is first


def test_a_file_that_is_put_in_the_place_of_another_is_read_anew(to_file, file, tmp_path):
    restored = tmp_path / "restored"
    _fill(restored, "second")
    restored.replace(file)
    assert _read(to_file) == "second"


def test_a_missing_file_is_not_made_anew_while_the_portal_serves(to_file, file):
    kept = file.rename(file.with_name("kept"))
    with pytest.raises(OperationalError, match="missing"):
        _read(to_file)
    assert not file.exists()
    kept.rename(file)
    assert _read(to_file) == "first"


def test_a_command_makes_the_file(to_file, file, watch):
    watch.is_watching = False
    file.unlink()
    to_file.close_if_unusable_or_obsolete()
    to_file.connect()
    assert file.exists()


@pytest.fixture
def to_server(watch, db):
    """A connection to the cluster of the tests, beside that of the test."""
    made = connection.copy(alias=DEFAULT_DB_ALIAS)
    made.settings_dict = {**made.settings_dict, "CONN_MAX_AGE": None}
    made.connect()
    yield made
    made.close()


@only_postgresql
def test_a_connection_that_rests_is_kept(to_server):
    first = to_server.connection
    to_server.close_if_unusable_or_obsolete()
    assert to_server.connection is first


@only_postgresql
def test_a_connection_that_the_server_ended_is_dropped_before_it_is_used(to_server):
    ended = to_server.connection.info.backend_pid
    with connection.cursor() as cursor:
        cursor.execute("SELECT pg_terminate_backend(%s, 30000)", [ended])
    to_server.close_if_unusable_or_obsolete()
    assert to_server.connection is None


@only_postgresql
def test_a_connection_from_before_an_outage_is_dropped(to_server, watch):
    watch.outages += 1
    to_server.close_if_unusable_or_obsolete()
    assert to_server.connection is None


@only_postgresql
def test_a_connection_that_had_a_fault_is_dropped_without_a_question(to_server):
    to_server.errors_occurred = True
    to_server.close_if_unusable_or_obsolete()
    assert to_server.connection is None


@only_postgresql
def test_no_server_is_known_to_all(to_server, watch):
    params = {**to_server.get_connection_params(), "port": "1"}
    with pytest.raises(psycopg.OperationalError):
        to_server.get_new_connection(params)
    assert watch.is_out
    with pytest.raises(OperationalError, match="a moment ago"):
        to_server.get_new_connection(to_server.get_connection_params())


@only_postgresql
def test_a_server_with_too_many_connections_is_there(to_server, watch, monkeypatch):
    def refuse(self, params):
        raise psycopg.errors.TooManyConnections("too many clients already")

    monkeypatch.setattr(
        "django.db.backends.postgresql.base.DatabaseWrapper.get_new_connection", refuse
    )
    with pytest.raises(psycopg.errors.TooManyConnections):
        to_server.get_new_connection({})
    assert not watch.is_out


@only_postgresql
def test_a_look_is_a_connection_of_its_own(db, settings, monkeypatch):
    connecting.look()
    monkeypatch.setitem(connections[DEFAULT_DB_ALIAS].settings_dict, "PORT", "1")
    monkeypatch.setitem(connections.settings[DEFAULT_DB_ALIAS], "PORT", "1")
    with pytest.raises(psycopg.OperationalError):
        connecting.look()


@only_sqlite
def test_a_file_needs_no_look(db):
    connecting.look()
