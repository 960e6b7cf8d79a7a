"""Writing into the log."""

from __future__ import annotations

import datetime

from django.db import connection, transaction
from django.utils import timezone

from .models import BEGINNING, Entry

# Any number that nothing else in the database locks by.
LOCK = 20_240_424


@transaction.atomic
def note(kind: str, *, who: str = "", subject: str = "", **details: str | int) -> Entry:
    """Add an entry, in the transaction of what it tells of: both are kept, or neither."""
    _one_at_a_time()
    last = Entry.objects.first()
    entry = Entry(
        number=last.number + 1 if last else 1,
        at=timezone.now().astimezone(datetime.UTC),
        kind=kind,
        who=who,
        subject=subject,
        details=details,
        previous=last.digest if last else BEGINNING,
    )
    entry.digest = entry.seal()
    entry.save(force_insert=True)
    return entry


def _one_at_a_time() -> None:
    """Wait for whoever writes the last entry; on SQLite a writing transaction is alone anyway."""
    if connection.vendor == "postgresql":
        with connection.cursor() as cursor:
            cursor.execute("SELECT pg_advisory_xact_lock(%s)", [LOCK])
