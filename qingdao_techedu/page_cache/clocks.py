"""What changes by itself: an embargo ends, a window closes, and nothing is run."""

from __future__ import annotations

import datetime
from dataclasses import dataclass

from django.db import DEFAULT_DB_ALIAS
from django.db.models import Max, Min, Q, QuerySet
from django.utils.module_loading import import_string

from .registry import clocks

Moment = datetime.datetime | None


@dataclass(frozen=True)
class Span:
    """The time between the last change that came by itself and the next one.

    None where there was none, or none is known to come.
    """

    since: Moment = None
    until: Moment = None

    def holds(self, at: datetime.datetime) -> bool:
        return (self.since is None or self.since <= at) and (self.until is None or at < self.until)

    def __and__(self, other: Span) -> Span:
        """The time during which neither of two things changes."""
        since = [one for one in (self.since, other.since) if one]
        until = [one for one in (self.until, other.until) if one]
        return Span(max(since, default=None), min(until, default=None))


def around(rows: QuerySet, field: str, at: datetime.datetime) -> Span:
    """The span between the moments that a field of ``rows`` holds: what most clocks answer.

    One query of the primary: a standby may not know of a moment yet.
    """
    found = rows.using(DEFAULT_DB_ALIAS).aggregate(
        since=Max(field, filter=Q(**{f"{field}__lte": at})),
        until=Min(field, filter=Q(**{f"{field}__gt": at})),
    )
    return Span(found["since"], found["until"])


def span_at(at: datetime.datetime) -> Span:
    """The time around ``at`` in which no public page changes by itself."""
    span = Span()
    for path in clocks():
        span &= import_string(path)(at)
    return span
