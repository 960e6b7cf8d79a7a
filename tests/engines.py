"""How each database engine makes, copies and removes the databases of the tests."""

from __future__ import annotations

import shutil
from pathlib import Path
from typing import Protocol

import psycopg
from django.db.backends.base.base import BaseDatabaseWrapper


class Engine(Protocol):
    """Names are what ``NAME`` of a database's settings holds."""

    def name(self, folder: Path, word: str) -> str: ...

    def create(self, name: str) -> None: ...

    def keep(self, asked: str, name: str) -> None: ...

    def copy(self, source: str, name: str) -> None: ...

    def remove(self, name: str) -> None: ...


def engine_of(connection: BaseDatabaseWrapper) -> Engine:
    return {"sqlite": Sqlite, "postgresql": Postgresql}[connection.vendor](connection)


class Sqlite:
    """Files, as where the portal serves.

    In memory a long transaction gets slower and slower: the sample took seven times as long.
    """

    def __init__(self, connection: BaseDatabaseWrapper):
        self._connection = connection

    def name(self, folder: Path, word: str) -> str:
        return str(folder / f"{word}.sqlite3")

    def create(self, name: str) -> None:
        self.remove(name)

    def keep(self, asked: str, name: str) -> None:
        self._connection.close()
        self.copy(asked, name)

    def copy(self, source: str, name: str) -> None:
        shutil.copy(source, name)

    def remove(self, name: str) -> None:
        for end in ("", "-wal", "-shm"):
            Path(name + end).unlink(missing_ok=True)


class Postgresql:
    """Databases of one server; what a run left there that was killed is made anew."""

    def __init__(self, connection: BaseDatabaseWrapper):
        self._connection = connection
        self._prefix = f"test_{connection.settings_dict['NAME']}"
        given = connection.get_connection_params()
        places = ("host", "port", "user", "password")
        self._place = {key: given[key] for key in places if key in given}

    def name(self, folder: Path, word: str) -> str:
        return f"{self._prefix}_{word}"

    def create(self, name: str) -> None:
        self.remove(name)
        self._run(f'CREATE DATABASE "{name}"')

    def keep(self, asked: str, name: str) -> None:
        self._connection.close()
        self.copy(asked, name)

    def copy(self, source: str, name: str) -> None:
        self.remove(name)
        self._run(f'CREATE DATABASE "{name}" TEMPLATE "{source}"')

    def remove(self, name: str) -> None:
        self._run(f'DROP DATABASE IF EXISTS "{name}" WITH (FORCE)')

    def _run(self, act: str) -> None:
        with psycopg.connect(**self._place, dbname="postgres", autocommit=True) as asked:
            asked.execute(act)
