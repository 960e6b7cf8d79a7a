"""Connections that know of outages: what the portal's own database engines are made of."""

from __future__ import annotations

import select
from pathlib import Path
from typing import Any

from django.db import DEFAULT_DB_ALIAS, connections
from django.db.utils import OperationalError

from .watching import CONNECT_SECONDS, DatabaseWatch

TOO_MANY_CONNECTIONS = "53300"  # of a server that is there


def look() -> None:
    """Connect to the database as a new thread would. Raises the driver's error, in seconds."""
    plain: Any = connections.create_connection(DEFAULT_DB_ALIAS)
    if plain.vendor == "postgresql":
        try:
            plain.Database.connect(
                **{**plain.get_connection_params(), "connect_timeout": CONNECT_SECONDS}
            ).close()
        except plain.Database.Error as error:
            if error.sqlstate != TOO_MANY_CONNECTIONS:
                raise


watch = DatabaseWatch(look)


class WatchedPostgresql:
    """PostgreSQL's connections of one thread: none is tried while there is no server."""

    alias: str
    connection: Any
    errors_occurred: bool
    _outages = 0

    def get_new_connection(self, conn_params: Any) -> Any:
        if self.alias != DEFAULT_DB_ALIAS:
            return super().get_new_connection(conn_params)  # type: ignore[misc]
        if watch.is_out:
            raise OperationalError("The database did not answer a moment ago.")
        self._outages = watch.outages
        try:
            made = super().get_new_connection(conn_params)  # type: ignore[misc]
        except Exception as error:
            if getattr(error, "sqlstate", None) != TOO_MANY_CONNECTIONS:
                watch.is_lost(error)
            raise
        watch.keep(made)
        return made

    def close_if_unusable_or_obsolete(self) -> None:
        """Between two requests: keep a connection only if nothing speaks against it.

        No question is asked, since the answer might not come.
        """
        if self.connection is not None and (self.errors_occurred or self._is_ended()):
            self.close()  # type: ignore[attr-defined]
            return
        super().close_if_unusable_or_obsolete()  # type: ignore[misc]

    def _is_ended(self) -> bool:
        """Whether the server closed it, or there was an outage since it was made.

        A server speaks to a resting connection only to end it.
        """
        if self.connection.closed or self._outages != watch.outages:
            return True
        found = select.poll()
        found.register(self.connection.pgconn.socket, select.POLLIN)
        return bool(found.poll(0))


class WatchedSqlite:
    """SQLite's connections of one thread: to the file that stands there, and to no new one."""

    settings_dict: dict[str, Any]
    connection: Any
    _file: tuple[int, int] | None = None

    def get_new_connection(self, conn_params: Any) -> Any:
        """A file that is missing while the portal serves is not made anew, empty."""
        if watch.is_watching and self._is_file() and self._standing() is None:
            raise OperationalError("The file of the database is missing.")
        made = super().get_new_connection(conn_params)  # type: ignore[misc]
        self._file = self._standing() if self._is_file() else None
        return made

    def close_if_unusable_or_obsolete(self) -> None:
        """Between two requests: a file that was put in the place of another one is read anew."""
        if self.connection is not None and self._is_file() and self._file != self._standing():
            self.close()  # type: ignore[attr-defined]
            return
        super().close_if_unusable_or_obsolete()  # type: ignore[misc]

    def _is_file(self) -> bool:
        return not self.is_in_memory_db()  # type: ignore[attr-defined]

    def _standing(self) -> tuple[int, int] | None:
        """What tells the file that has the name now from any other."""
        try:
            found = Path(self.settings_dict["NAME"]).stat()
        except OSError:
            return None
        return found.st_dev, found.st_ino
