"""Who read or took along what is not public: one entry a person, record and day.

A row for each request would bury the log and cost a write each time; whether somebody has seen
what they could have told is what it is asked for.
"""

from __future__ import annotations

import datetime
import hashlib
from functools import partial
from typing import Any

from django.core.cache import cache
from django.db import transaction
from django.utils import timezone

from .actions import note
from .models import Entry

A_DAY = 24 * 60 * 60  # seconds that a process remembers; the day is part of what it remembers


def note_look(user: Any, subject: Any) -> None:
    """``user`` looks at collected figures of ``subject``."""
    _note_today(Entry.Kind.LOOK, user.get_username(), str(subject))


def note_taking(user: Any, subject: Any) -> None:
    """``user`` takes a file of collected figures of ``subject`` along."""
    _note_today(Entry.Kind.EXPORT, user.get_username(), str(subject))


def _note_today(kind: str, who: str, subject: str) -> None:
    told = f"{kind} {timezone.localdate()} {who} {subject}"
    key = f"noted-{hashlib.sha256(told.encode()).hexdigest()}"
    if cache.get(key):
        return
    with transaction.atomic():
        if not _is_noted(kind, who, subject):
            note(kind, who=who, subject=subject)
        transaction.on_commit(partial(cache.set, key, True, A_DAY))


def _is_noted(kind: str, who: str, subject: str) -> bool:
    midnight = datetime.datetime.combine(timezone.localdate(), datetime.time.min)
    today = Entry.objects.filter(kind=kind, at__gte=timezone.make_aware(midnight))
    return today.filter(who=who, subject=subject).exists()
