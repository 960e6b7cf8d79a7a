"""What is away where an error says that something is: the database, its locks, the disk."""

from __future__ import annotations

import errno
import sqlite3
from collections.abc import Iterator

from django.db import InterfaceError, OperationalError
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

AWAY = _("The portal cannot reach its data just now. Please open this page again in a minute.")
BUSY = _(
    "Somebody else is writing to the same place, and it took too long to wait for. Nothing of "
    "yours was saved: send it again in a minute."
)
READ_ONLY = _(
    "The portal's data can only be read just now. Nothing was saved: whoever looks after the "
    "server has to allow writing again."
)
FULL = _(
    "The disk of the server is full. Nothing was saved: whoever looks after the server has to "
    "make room first."
)
UNWRITABLE = _(
    "The server does not let the portal write its files. Nothing was saved: whoever looks after "
    "the server has to allow it."
)
SPOILED = _(
    "The disk of the server does not give back what was written. Nothing was saved: whoever looks "
    "after the server has to be told."
)

# By PostgreSQL's SQLSTATE, of which the first two characters are the class.
SQLSTATES: dict[str, Promise] = {
    "08": AWAY,  # connections
    "53": AWAY,  # too few resources: connections, memory
    "53100": FULL,
    "55P03": BUSY,  # a lock was not to be had
    "57014": BUSY,  # a statement was stopped, by a limit of time or by hand
    "57P": AWAY,  # it shuts down, starts or crashed
    "58": SPOILED,  # faults outside of PostgreSQL, such as of the disk
    "40001": BUSY,  # two transactions that cannot both be done
    "40P01": BUSY,
    "25006": READ_ONLY,
}
SQLITE_CODES: dict[int, Promise] = {
    sqlite3.SQLITE_BUSY: BUSY,
    sqlite3.SQLITE_LOCKED: BUSY,
    sqlite3.SQLITE_READONLY: READ_ONLY,
    sqlite3.SQLITE_IOERR: SPOILED,
    sqlite3.SQLITE_CORRUPT: SPOILED,
    sqlite3.SQLITE_FULL: FULL,
    sqlite3.SQLITE_CANTOPEN: AWAY,
    sqlite3.SQLITE_NOTADB: SPOILED,
}
FILE_ERRORS: dict[int, Promise] = {
    errno.ENOSPC: FULL,
    errno.EDQUOT: FULL,
    errno.EROFS: UNWRITABLE,
    errno.EACCES: UNWRITABLE,
    errno.EPERM: UNWRITABLE,
    errno.EIO: SPOILED,
}
PRIMARY_CODE = 0xFF  # SQLite's extended codes tell more in the higher bits


def reason_of(error: BaseException | None) -> Promise | None:
    """The sentence that says what is away, or None for an error that is none of an absence.

    A second error that only follows from the first has the reason of the first.
    """
    reasons = (_reason(one) for one in _chain(error))
    return next((reason for reason in reasons if reason is not None), None)


def _chain(error: BaseException | None) -> Iterator[BaseException]:
    while error is not None:
        yield error
        error = error.__cause__ or error.__context__


def _reason(error: BaseException) -> Promise | None:
    if isinstance(error, OSError):
        return FILE_ERRORS.get(error.errno or 0)
    if isinstance(code := getattr(error, "sqlite_errorcode", None), int):
        return SQLITE_CODES.get(code & PRIMARY_CODE)
    state = getattr(error, "sqlstate", None)
    if state:
        kinds = (state, state[:3], state[:2])
        return next((SQLSTATES[kind] for kind in kinds if kind in SQLSTATES), None)
    return AWAY if _is_of_a_connection(error) else None


def _is_of_a_connection(error: BaseException) -> bool:
    """Drivers tell nothing but the kind of error where no server was there to tell more."""
    if type(error).__module__.partition(".")[0].startswith("psycopg"):
        return type(error).__name__ in {"OperationalError", "InterfaceError", "ConnectionTimeout"}
    return isinstance(error, OperationalError | InterfaceError) and error.__cause__ is None
