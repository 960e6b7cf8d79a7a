"""The state of the public site at a moment: its edition, and the time in which that says all."""

from __future__ import annotations

import datetime
from dataclasses import dataclass

from django.utils import timezone

from .clocks import Span, span_at
from .reading import Edition, edition_of


@dataclass(frozen=True)
class State:
    """One edition between two changes that come by themselves."""

    edition: Edition
    span: Span

    @property
    def key(self) -> str:
        """The same while no page changes, and never again afterwards."""
        return f"{self.edition.key} {self.span.since and self.span.since.isoformat()}"

    def holds(self) -> bool:
        """Whether the moment that ends it has not come yet."""
        return self.span.holds(timezone.now())

    def seconds_left(self, at_most: int) -> int:
        """How long what is shown now stays true, in whole seconds, if nobody changes anything."""
        if self.span.until is None:
            return at_most
        left = (self.span.until - timezone.now()) // datetime.timedelta(seconds=1)
        return max(0, min(at_most, left))


# What an edition says of its moments never changes: it is asked once in each process.
_last: State | None = None


def state_now() -> State:
    """The state of the primary now; one query unless the edition or the time has moved on.

    To be asked before a page is made: what is read later is of this state or of a later one.
    """
    global _last
    edition = edition_of()
    last = _last
    if last is not None and last.edition == edition and last.holds():
        return last
    _last = state = State(edition, span_at(timezone.now()))
    return state
