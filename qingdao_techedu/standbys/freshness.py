"""How far a standby must have replayed before it may answer a request."""

from __future__ import annotations

from django.db import DEFAULT_DB_ALIAS, connections

# A position in the write-ahead log, as the number of bytes written so far.
WRITTEN = "(pg_current_wal_lsn() - '0/0')::bigint"
REPLAYED = "(pg_last_wal_replay_lsn() - '0/0')::bigint"

REACHED = REPLAYED


def wanted() -> int:
    """What an answer that begins now must hold: asked of the primary, one small query."""
    return written()


def written() -> int:
    """How far the primary has written."""
    with connections[DEFAULT_DB_ALIAS].cursor() as cursor:
        cursor.execute(f"SELECT {WRITTEN}")
        return int(cursor.fetchone()[0])
