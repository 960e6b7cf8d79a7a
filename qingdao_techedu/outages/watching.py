"""Whether the database answers: known to all threads of a process, so that none waits in vain.

A thread that met no server says so, and all others answer at once until a look finds it back. A
server that takes a question and never answers is found by looking at it while a request takes long;
whoever waits for it is then let go.
"""

from __future__ import annotations

import logging
import os
import socket
import threading
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from typing import Any
from weakref import WeakSet

LOOK_EVERY_SECONDS = 0.25
LONG_SECONDS = 0.5  # for a request: the database is looked at, for it may be why
REST_SECONDS = 1.0  # between two looks at a database that answers
CONNECT_SECONDS = 2  # at least that many for libpq

logger = logging.getLogger(__name__)


class DatabaseWatch:
    """What a process knows of its database. ``look`` raises where that does not answer."""

    def __init__(self, look: Callable[[], None]) -> None:
        self.is_out = False
        self.outages = 0  # connections of an earlier count are of no use
        self._look = look
        self._looked_at = 0.0
        self._requests: dict[int, float] = {}
        self._connections: WeakSet[Any] = WeakSet()
        self._lock = threading.Lock()
        self.is_watching = False

    def start(self) -> None:
        """Watch from a thread of its own: once in each process that serves."""
        if not self.is_watching:
            self.is_watching = True
            threading.Thread(target=self._keep_looking, name="outages", daemon=True).start()

    @contextmanager
    def request(self) -> Iterator[None]:
        """While a request is answered: if that takes long, the database is looked at."""
        thread = threading.get_ident()
        self._requests[thread] = time.monotonic()
        try:
            yield
        finally:
            self._requests.pop(thread, None)

    def keep(self, connection: Any) -> None:
        """Know a connection of the driver, so that whoever waits for it can be let go."""
        with self._lock:
            self._connections.add(connection)

    def is_lost(self, error: BaseException | None = None) -> None:
        """There was no server to connect to: nobody else is to try before a look finds one."""
        if self.is_watching and not self.is_out:
            self.is_out = True
            self.outages += 1
            logger.error("The database does not answer: every page is 503.", exc_info=error)

    def look_now(self) -> None:
        """One look, if there is reason for one."""
        now = time.monotonic()
        is_long = any(now - begun > LONG_SECONDS for begun in list(self._requests.values()))
        if not self.is_out and not (is_long and now - self._looked_at > REST_SECONDS):
            return
        try:
            self._look()
        except Exception as error:
            self.is_lost(error)
            self._let_go()
        else:
            self._is_back()
        self._looked_at = time.monotonic()

    def _keep_looking(self) -> None:
        while True:
            time.sleep(LOOK_EVERY_SECONDS)
            self.look_now()

    def _is_back(self) -> None:
        if self.is_out:
            self.is_out = False
            logger.warning("The database answers again.")

    def _let_go(self) -> None:
        """End the connections of those who wait for an answer that does not come."""
        with self._lock:
            waiting = list(self._connections)
            self._connections.clear()
        for connection in waiting:
            with suppress(Exception):  # it may be closed meanwhile, which is as well
                socket.socket(fileno=os.dup(connection.pgconn.socket)).shutdown(socket.SHUT_RDWR)
