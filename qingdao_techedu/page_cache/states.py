"""The state of the public site at a moment: its edition, and the time in which that says all."""

from __future__ import annotations

import datetime
from dataclasses import dataclass

from django.utils import timezone

from qingdao_techedu.guards import watching

from .clocks import Span, span_at
from .reading import Edition, edition_and_moment


@dataclass(frozen=True)
class State:
    """One edition between two changes that come by themselves.

    It says all only while the guards that raise the edition stand (``guards``).
    """

    edition: Edition
    span: Span
    guards: watching.GuardsSeen

    @property
    def key(self) -> str:
        """The same while no page changes, and never again afterwards."""
        since = self.span.since and self.span.since.isoformat()
        return f"{self.edition.key} {since} {self.guards.mark}"

    @property
    def is_sure(self) -> bool:
        """Whether any change would be noticed: all guards stand, and there is a count to raise."""
        return not self.guards.missing and bool(self.edition.counters)

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
    """The state of the primary now; one query unless somebody wrote or the time has moved on.

    To be asked before a page is made: what is read later is of this state or of a later one.
    """
    global _last
    edition, moment = edition_and_moment()
    guards = watching.look(moment=moment)
    last = _last
    if last is not None and (last.guards, last.edition) == (guards, edition) and last.holds():
        return last
    _last = state = State(edition, span_at(timezone.now()), guards)
    return state
