"""Under which circumstances records are being changed: who, why, through which door."""

from __future__ import annotations

import datetime
from collections.abc import Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from dataclasses import dataclass, replace
from typing import Any


@dataclass(frozen=True)
class Circumstances:
    """What the history of every record saved meanwhile will tell beside the change itself."""

    by: Any = None
    door: str = ""
    reason: str = ""
    proposal: int | None = None
    approved_by: str = ""
    at: datetime.datetime | None = None  # what is one act happens at one moment


_NONE = Circumstances()
_current: ContextVar[Circumstances] = ContextVar("circumstances", default=_NONE)


def current() -> Circumstances:
    return _current.get()


@contextmanager
def under(**told: Any) -> Iterator[Circumstances]:
    """Change records under circumstances that differ from the present ones in what is ``told``."""
    circumstances = replace(current(), **told)
    token = _current.set(circumstances)
    try:
        yield circumstances
    finally:
        _current.reset(token)
