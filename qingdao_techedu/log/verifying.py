"""Checking that the log is whole."""

from __future__ import annotations

import datetime

from .models import BEGINNING, Entry


class LogBroken(Exception):
    """The log was tampered with or damaged; the text says where and how."""


def verify(known: dict[int, str] | None = None) -> Entry | None:
    """Go through the log from its beginning and return its last entry.

    ``known`` are digests by number that were written down elsewhere: without them a log that was
    cut off at its end, or written anew as a whole, looks whole. Raises ``LogBroken``.
    """
    known = dict(known or {})
    previous, entry = BEGINNING, None
    entries = Entry.objects.order_by("number").iterator(chunk_size=2_000)
    for number, entry in enumerate(entries, start=1):
        if entry.number != number:
            raise LogBroken(f"Entry {number} is missing: {entry.number} comes next.")
        if entry.previous != previous:
            raise LogBroken(f"Entry {number} does not follow the entry before it.")
        entry.at = entry.at.astimezone(datetime.UTC)
        if entry.digest != entry.seal():
            raise LogBroken(f"Entry {number} was changed after it was written.")
        if known.pop(number, entry.digest) != entry.digest:
            raise LogBroken(f"Entry {number} is not the one whose digest was written down.")
        previous = entry.digest
    if known:
        raise LogBroken(f"Entry {min(known)} was written down and is missing: the log was cut off.")
    return entry
