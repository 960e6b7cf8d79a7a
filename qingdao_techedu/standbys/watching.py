"""Which standbys may be read from: looked at by a thread of their own, so that no request waits."""

from __future__ import annotations

import logging
import threading
import time
from collections.abc import Collection
from itertools import count

from django.conf import settings
from django.db import DEFAULT_DB_ALIAS, Error, ProgrammingError, connections
from django.db.migrations.executor import MigrationExecutor

from qingdao_techedu.page_cache.reading import Edition, edition_of

LOOK_EVERY_SECONDS = 1.0
LOOK_AT_MOST_EVERY_SECONDS = 0.05
TRUSTED_SECONDS = 3.0  # a look that hangs ends the trust in the one before
REST_SECONDS = 5.0  # a standby that failed is not tried again before
LAG_SECONDS = 10.0

# Positions in the write-ahead log, as the number of bytes before them.
WRITTEN = "(pg_current_wal_lsn() - '0/0')::bigint"
REPLAYED = "(pg_last_wal_replay_lsn() - '0/0')::bigint"

WELL = "ok"
UNSEEN = "It has not been looked at yet."
SILENT = "Left out: it does not answer."
PROMOTED = "Left out: it is not in recovery, so it follows no primary."
UNMIGRATED = "Left out: migrations have not reached it."
LAGGING = f"Left out: it is more than {LAG_SECONDS:.0f} seconds behind."

logger = logging.getLogger(__name__)


class Standby:
    """One hot standby, and what this process knows of it."""

    def __init__(self, alias: str) -> None:
        self.alias = alias
        self.state = UNSEEN
        self.edition = Edition(())
        self._seen_at = self._rest_until = 0.0
        self._is_migrated = False
        self._mark: tuple[float, int] | None = None
        self._hurry = threading.Event()
        self._thread: threading.Thread | None = None
        self._starting = threading.Lock()

    @property
    def is_well(self) -> bool:
        return self.state == WELL and time.monotonic() - self._seen_at < TRUSTED_SECONDS

    def leave_out(self, why: str, error: Exception | None = None) -> None:
        """Read nothing from it until a later look finds it well."""
        if self.state != why:
            logger.warning("%s: %s", self.alias, why, exc_info=error)
        self.state, self._is_migrated = why, False
        self._rest_until = time.monotonic() + REST_SECONDS

    def look(self) -> str:
        """Ask it how it is; the state that was found, in words without secrets."""
        try:
            fault = self._fault()
        except ProgrammingError as error:
            self.leave_out(UNMIGRATED, error)
        except Error as error:
            connections[self.alias].close()
            self.leave_out(SILENT, error)
        else:
            if fault:
                self.leave_out(fault)
            else:
                self._trust()
        return self.state

    def watch(self) -> None:
        """Look at it now and then from a thread of its own, begun at the first call."""
        if self._thread is None:
            with self._starting:
                if self._thread is None:
                    self._thread = threading.Thread(
                        target=self._keep_looking, name=f"watch-{self.alias}", daemon=True
                    )
                    self._thread.start()

    def hurry(self) -> None:
        """Have it looked at soon: it was found behind."""
        self._hurry.set()

    def _keep_looking(self) -> None:
        while True:
            self.look()
            connections[DEFAULT_DB_ALIAS].close()
            time.sleep(LOOK_AT_MOST_EVERY_SECONDS)
            self._hurry.wait(LOOK_EVERY_SECONDS)
            self._hurry.clear()
            time.sleep(max(0.0, self._rest_until - time.monotonic()))

    def _fault(self) -> str:
        connection = connections[self.alias]
        with connection.cursor() as cursor:
            cursor.execute(f"SELECT pg_is_in_recovery(), {REPLAYED}")
            is_following, replayed = cursor.fetchone()
        if not is_following:
            return PROMOTED
        self._is_migrated = self._is_migrated or _is_migrated(connection)
        if not self._is_migrated:
            return UNMIGRATED
        self.edition = edition_of(self.alias)
        return LAGGING if self._lags(replayed) else ""

    def _lags(self, replayed: int) -> bool:
        """Whether it has not yet replayed what the primary had written a while ago."""
        now = time.monotonic()
        if self._mark is not None and replayed < self._mark[1]:
            return now - self._mark[0] > LAG_SECONDS
        try:
            with connections[DEFAULT_DB_ALIAS].cursor() as cursor:
                cursor.execute(f"SELECT {WRITTEN}")
                self._mark = now, cursor.fetchone()[0]
        except Error:  # a primary that is down writes nothing
            self._mark = None
        return False

    def _trust(self) -> None:
        if self.state not in {WELL, UNSEEN}:
            logger.info("%s is read from again.", self.alias)
        self.state, self._seen_at = WELL, time.monotonic()


def _is_migrated(connection) -> bool:
    executor = MigrationExecutor(connection)
    return not executor.migration_plan(executor.loader.graph.leaf_nodes())


standbys: dict[str, Standby] = {alias: Standby(alias) for alias in settings.STANDBYS}
_turn = count()


def choose(wanted: Edition | None = None, tried: Collection[str] = ()) -> str:
    """The alias of a standby that may answer now, in turn; of the primary where there is none.

    The answer has everything of the edition ``wanted``, by default the one of the primary now.
    """
    for standby in standbys.values():
        standby.watch()
    well = [one for one in standbys.values() if one.is_well and one.alias not in tried]
    if not well:
        return DEFAULT_DB_ALIAS
    wanted = wanted or edition_of()
    fresh = [one for one in well if one.edition.covers(wanted)]
    for behind in well:
        if behind not in fresh:
            behind.hurry()
    return fresh[next(_turn) % len(fresh)].alias if fresh else DEFAULT_DB_ALIAS
