"""Databases outside of the tests' own transaction, since a migration is no part of another one.

On SQLite they are files, on PostgreSQL databases of the same cluster. The sample is loaded once.
"""

from __future__ import annotations

import shutil
import sqlite3
from collections.abc import Iterator
from contextlib import contextmanager
from itertools import count
from pathlib import Path

import psycopg
import pytest
from django.db import DEFAULT_DB_ALIAS, connections

from qingdao_techedu.facts import sampling
from qingdao_techedu.log.actions import note

number = count()


@pytest.fixture(scope="package")
def db(django_db_setup) -> None:
    """Named as pytest-django's own, which makes a database only for tests that ask for ``db``."""


@pytest.fixture(scope="package")
def pristine(db, django_db_blocker, tmp_path_factory) -> Iterator[str]:
    """The name of a database with facts, sample and an entry in the log; to be copied only."""
    tests_own = connections[DEFAULT_DB_ALIAS]
    with django_db_blocker.unblock(), _copy_of_tests(tests_own, tmp_path_factory) as name:
        with opened(name):
            sampling.load()
            note("export", who="editor")
        yield name


@pytest.fixture
def living(pristine, django_db_blocker, tmp_path) -> Iterator[None]:
    """A copy of the sample's database for one test, which has it as ``default``."""
    with django_db_blocker.unblock(), copied(pristine, tmp_path) as name, opened(name):
        yield


@pytest.fixture(scope="module")
def shared_living(pristine, django_db_blocker, tmp_path_factory) -> Iterator[None]:
    """The same for all tests of a file: none may mind what the others changed."""
    folder = tmp_path_factory.mktemp("shared")
    with django_db_blocker.unblock(), copied(pristine, folder) as name, opened(name):
        yield


@contextmanager
def opened(name: str) -> Iterator[None]:
    """Have ``default`` be another database inside, as a process with these settings has it."""
    kept = connections[DEFAULT_DB_ALIAS]
    options = {key: value for key, value in kept.settings_dict["OPTIONS"].items() if key != "pool"}
    settings = {**kept.settings_dict, "NAME": name, "OPTIONS": options}
    connections[DEFAULT_DB_ALIAS] = other = type(kept)(settings, DEFAULT_DB_ALIAS)
    try:
        yield
    finally:
        other.close()
        connections[DEFAULT_DB_ALIAS] = kept


@contextmanager
def copied(name: str, folder: Path) -> Iterator[str]:
    """A copy of a database that nobody has open."""
    if connections[DEFAULT_DB_ALIAS].vendor == "sqlite":
        file = folder / f"{next(number)}.sqlite3"
        shutil.copy(name, file)
        yield str(file)
    else:
        with _database_like(name) as made:
            yield made


@contextmanager
def _copy_of_tests(tests_own, tmp_path_factory) -> Iterator[str]:
    if tests_own.vendor == "sqlite":
        file = tmp_path_factory.mktemp("pristine") / "portal.sqlite3"
        tests_own.ensure_connection()
        copy = sqlite3.connect(file)
        tests_own.connection.backup(copy)
        copy.close()
        yield str(file)
    else:
        tests_own.close()
        tests_own.close_pool()
        with _database_like(tests_own.settings_dict["NAME"]) as made:
            yield made


@contextmanager
def _database_like(name: str) -> Iterator[str]:
    given = connections[DEFAULT_DB_ALIAS].get_connection_params()
    place = {key: given[key] for key in ("host", "port", "user", "password") if key in given}
    made = f"{name}_{next(number)}"
    with psycopg.connect(**place, dbname="postgres", autocommit=True) as asked:
        asked.execute(f'CREATE DATABASE "{made}" TEMPLATE "{name}"')
    try:
        yield made
    finally:
        with psycopg.connect(**place, dbname="postgres", autocommit=True) as asked:
            asked.execute(f'DROP DATABASE "{made}" WITH (FORCE)')
