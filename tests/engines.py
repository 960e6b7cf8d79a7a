"""How each database engine makes, copies and removes the databases of the tests."""

from __future__ import annotations

import shutil
import sqlite3
from pathlib import Path
from typing import Protocol

import psycopg
from django.db.backends.base.base import BaseDatabaseWrapper


class Engine(Protocol):
    """Names are what ``NAME`` of a database's settings holds."""

    def name(self, folder: Path, word: str) -> str: ...

    def name_of_ours(self, word: str) -> str: ...

    def create(self, word: str) -> str: ...

    def keep(self, asked: str, name: str) -> None: ...

    def copy(self, source: str, name: str) -> None: ...

    def remove(self, name: str) -> None: ...


def engine_of(connection: BaseDatabaseWrapper) -> Engine:
    return {"sqlite": Sqlite, "postgresql": Postgresql}[connection.vendor](connection)


class Sqlite:
    """Files, and copies of them in memory; all are files where ``TEST`` names one."""

    def __init__(self, connection: BaseDatabaseWrapper):
        self._connection = connection
        self._test_name = connection.settings_dict["TEST"]["NAME"]
        self._in_memory: dict[str, sqlite3.Connection] = {}  # each is there while it is open

    def name(self, folder: Path, word: str) -> str:
        return str(folder / f"{word}.sqlite3")

    def name_of_ours(self, word: str) -> str:
        if self._test_name == ":memory:":
            return f"file:{word}?mode=memory&cache=shared"
        return self.name(Path(self._test_name).parent, word)

    def create(self, word: str) -> str:
        return f"file:{word}?mode=memory&cache=shared"

    def keep(self, asked: str, name: str) -> None:
        self._connection.ensure_connection()
        Path(name).unlink(missing_ok=True)
        with sqlite3.connect(name) as copy:
            self._connection.connection.backup(copy)
        copy.close()

    def copy(self, source: str, name: str) -> None:
        if not name.startswith("file:"):
            shutil.copy(source, name)
            return
        self._in_memory[name] = sqlite3.connect(name, uri=True)
        with sqlite3.connect(source) as kept:
            kept.backup(self._in_memory[name])
        kept.close()

    def remove(self, name: str) -> None:
        if name in self._in_memory:
            self._in_memory.pop(name).close()
        elif not name.startswith("file:"):
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
        return self.name_of_ours(word)

    def name_of_ours(self, word: str) -> str:
        return f"{self._prefix}_{word}"

    def create(self, word: str) -> str:
        name = self.name_of_ours(word)
        self._run(f'DROP DATABASE IF EXISTS "{name}" WITH (FORCE)', f'CREATE DATABASE "{name}"')
        return name

    def keep(self, asked: str, name: str) -> None:
        self._connection.close()
        self.copy(asked, name)

    def copy(self, source: str, name: str) -> None:
        self.remove(name)
        self._run(f'CREATE DATABASE "{name}" TEMPLATE "{source}"')

    def remove(self, name: str) -> None:
        self._run(f'DROP DATABASE IF EXISTS "{name}" WITH (FORCE)')

    def _run(self, *acts: str) -> None:
        with psycopg.connect(**self._place, dbname="postgres", autocommit=True) as asked:
            for act in acts:
                asked.execute(act)
