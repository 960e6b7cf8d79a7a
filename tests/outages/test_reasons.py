"""What is away is told by the error's own code; an error that says nothing of it has no reason."""

from __future__ import annotations

import errno
import sqlite3

import psycopg
import pytest
from django.db import DatabaseError, InterfaceError, OperationalError, ProgrammingError

from qingdao_techedu.outages.reasons import (
    AWAY,
    BUSY,
    FULL,
    READ_ONLY,
    SPOILED,
    UNWRITABLE,
    reason_of,
)


def of_postgresql(state: str) -> Exception:
    return psycopg.errors.lookup(state)("told by the server")


def of_sqlite(code: int) -> Exception:
    error = sqlite3.OperationalError("told by the library")
    error.sqlite_errorcode = code
    return error


def wrapped(error: Exception, kind: type[Exception] = OperationalError) -> Exception:
    """As Django raises what a driver raised."""
    outer = kind(str(error))
    outer.__cause__ = error
    return outer


@pytest.mark.parametrize(
    ("error", "reason"),
    [
        (wrapped(psycopg.OperationalError("connection refused")), AWAY),
        (wrapped(psycopg.errors.ConnectionTimeout("expired")), AWAY),
        (wrapped(psycopg.InterfaceError("the connection is closed"), InterfaceError), AWAY),
        (wrapped(of_postgresql("57P01")), AWAY),
        (wrapped(of_postgresql("57P03")), AWAY),
        (wrapped(of_postgresql("53300")), AWAY),
        (wrapped(of_postgresql("53100")), FULL),
        (wrapped(of_postgresql("55P03")), BUSY),
        (wrapped(of_postgresql("57014")), BUSY),
        (wrapped(of_postgresql("40P01")), BUSY),
        (wrapped(of_postgresql("25006"), DatabaseError), READ_ONLY),
        (wrapped(of_postgresql("58030")), SPOILED),
        (wrapped(of_sqlite(sqlite3.SQLITE_BUSY_SNAPSHOT)), BUSY),
        (wrapped(of_sqlite(sqlite3.SQLITE_CANTOPEN)), AWAY),
        (wrapped(of_sqlite(sqlite3.SQLITE_READONLY_DBMOVED)), READ_ONLY),
        (wrapped(of_sqlite(sqlite3.SQLITE_FULL)), FULL),
        (wrapped(of_sqlite(sqlite3.SQLITE_CORRUPT), DatabaseError), SPOILED),
        (OperationalError("The database did not answer a moment ago."), AWAY),
        (OSError(errno.ENOSPC, "No space left on device"), FULL),
        (OSError(errno.EROFS, "Read-only file system"), UNWRITABLE),
        (PermissionError(errno.EACCES, "Permission denied"), UNWRITABLE),
    ],
)
def test_an_absence_has_its_reason(error, reason):
    assert reason_of(error) is reason


@pytest.mark.parametrize(
    "error",
    [
        None,
        ValueError("connection refused"),
        FileNotFoundError(errno.ENOENT, "No such file"),
        ConnectionResetError(errno.ECONNRESET, "reset"),
        wrapped(of_postgresql("42P01"), ProgrammingError),
        wrapped(of_postgresql("22003"), DatabaseError),
        wrapped(of_postgresql("23505"), DatabaseError),
        wrapped(of_sqlite(sqlite3.SQLITE_ERROR)),
        wrapped(of_sqlite(sqlite3.SQLITE_CONSTRAINT)),
        DatabaseError("of Django itself"),
    ],
)
def test_a_fault_of_ours_has_none(error):
    assert reason_of(error) is None


def test_what_follows_from_an_absence_has_its_reason():
    try:
        try:
            raise wrapped(of_postgresql("57P01"))
        except OperationalError:
            raise RuntimeError("while it was told")  # noqa: B904 (as it happens)
    except RuntimeError as error:
        assert reason_of(error) is AWAY
