"""Databases outside of the tests' own transaction, since a migration is no part of another one.

On SQLite they are files, on PostgreSQL databases of the same server: copies of the sample.
"""

from __future__ import annotations

from collections.abc import Iterator

import pytest

from qingdao_techedu.log.actions import note
from tests.databases import asked


@pytest.fixture(scope="package")
def db(django_db_setup) -> None:
    """Named as pytest-django's own, which makes a database only for tests that ask for ``db``."""


@pytest.fixture(scope="package")
def pristine(db, databases, django_db_blocker, tmp_path_factory) -> Iterator[str]:
    """The name of a database with facts, sample and an entry in the log; to be copied only."""
    folder = tmp_path_factory.mktemp("pristine")
    with django_db_blocker.unblock(), databases.copy(folder) as name:
        with asked(name):
            note("export", who="editor")
        yield name


@pytest.fixture
def living(pristine, databases, django_db_blocker, tmp_path) -> Iterator[None]:
    """A copy of the sample's database for one test, which has it as ``default``."""
    with (
        django_db_blocker.unblock(),
        databases.copy(tmp_path, of=pristine) as name,
        asked(name),
    ):
        yield


@pytest.fixture(scope="module")
def shared_living(pristine, databases, django_db_blocker, tmp_path_factory) -> Iterator[None]:
    """The same for all tests of a file: none may mind what the others changed."""
    folder = tmp_path_factory.mktemp("shared")
    with (
        django_db_blocker.unblock(),
        databases.copy(folder, of=pristine) as name,
        asked(name),
    ):
        yield
