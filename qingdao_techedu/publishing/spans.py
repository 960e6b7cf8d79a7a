"""Stretches of time, each from its first moment to the one it ends before."""

from __future__ import annotations

import datetime
from collections.abc import Iterable, Iterator

BEGINNING = datetime.datetime.min.replace(tzinfo=datetime.UTC)
END = datetime.datetime.max.replace(tzinfo=datetime.UTC)

Span = tuple[datetime.datetime, datetime.datetime]

ALWAYS: Span = (BEGINNING, END)


def within(moment: datetime.datetime, spans: Iterable[Span]) -> bool:
    return any(start <= moment < end for start, end in spans)


def shared(ours: Iterable[Span], theirs: Iterable[Span]) -> list[Span]:
    """The time that lies in a span of both."""
    theirs = list(theirs)
    return list(_overlaps(ours, theirs))


def _overlaps(ours: Iterable[Span], theirs: list[Span]) -> Iterator[Span]:
    for one in ours:
        for other in theirs:
            start, end = max(one[0], other[0]), min(one[1], other[1])
            if start < end:
                yield start, end
