"""How each database engine makes, copies and removes databases that are thrown away afterwards."""

from __future__ import annotations

import shutil
from pathlib import Path
from typing import Protocol

import psycopg
from django.db.backends.base.base import BaseDatabaseWrapper
from psycopg.conninfo import make_conninfo


class Engine(Protocol):
    """Names are what ``NAME`` of a database's settings holds. Nobody has open what is copied."""

    def name(self, folder: Path, word: str) -> str: ...

    def create(self, name: str) -> None: ...

    def copy(self, source: str, name: str) -> None: ...

    def remove(self, name: str) -> None: ...


def engine_of(connection: BaseDatabaseWrapper) -> Engine:
    """The engine behind a connection of Django's, for databases beside its own."""
    if connection.vendor == "sqlite":
        return Sqlite()
    given = connection.get_connection_params()
    places = ("host", "port", "user", "password")
    server = make_conninfo(**{key: given[key] for key in places if key in given})
    return Postgresql(server, f"test_{connection.settings_dict['NAME']}")


class Sqlite:
    """Files, as where the portal serves.

    In memory a long transaction gets slower and slower: the sample took seven times as long.
    """

    def name(self, folder: Path, word: str) -> str:
        return str(folder / f"{word}.sqlite3")

    def create(self, name: str) -> None:
        self.remove(name)

    def copy(self, source: str, name: str) -> None:
        self.remove(name)
        shutil.copy(source, name)

    def remove(self, name: str) -> None:
        for end in ("", "-wal", "-shm"):
            Path(name + end).unlink(missing_ok=True)


class Postgresql:
    """Databases of one server; what a run left there that was killed is made anew."""

    def __init__(self, server: str, prefix: str):
        self._server, self._prefix = server, prefix

    def name(self, folder: Path, word: str) -> str:
        return f"{self._prefix}_{word}"

    def address(self, name: str) -> str:
        """Of one of them, for PostgreSQL's own programs."""
        return make_conninfo(self._server, dbname=name)

    def create(self, name: str) -> None:
        self.remove(name)
        self._run(f'CREATE DATABASE "{name}"')

    def copy(self, source: str, name: str) -> None:
        self.remove(name)
        self._run(f'CREATE DATABASE "{name}" TEMPLATE "{source}"')

    def remove(self, name: str) -> None:
        self._run(f'DROP DATABASE IF EXISTS "{name}" WITH (FORCE)')

    def _run(self, act: str) -> None:
        with psycopg.connect(self._server, dbname="postgres", autocommit=True) as asked:
            asked.execute(act)
