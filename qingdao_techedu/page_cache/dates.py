"""When what the public sees last changed, for readers that know dates and no ETag (RFC 9110).

A date is told in whole seconds, and pages may change twice in one. So each edition has a second of
its own, later than that of the edition before it (``guards``), which may run a second ahead of the
clock: until then the time is told, and not taken for a proof.
"""

from __future__ import annotations

import os
import time
from dataclasses import dataclass

from django.http import HttpRequest
from django.utils.http import http_date, parse_http_date_safe

from .states import State

A_DAY = 24 * 60 * 60
# A date of the reader's own clock says when its copy had come, on the way of which pages may have
# changed; one that is this much later was asked for after the change.
ON_THE_WAY = 10 * 60
# No transaction lasts so long: what began before another change is not seen later than this.
LONGEST_ACT = 60 * 60


@dataclass(frozen=True)
class Modified:
    """The second of a state. ``is_certain`` where no other state can have been told the same."""

    second: int
    is_certain: bool

    @classmethod
    def of(cls, state: State) -> Modified:
        latest, *others = sorted(state.edition.seconds or [0], reverse=True)
        since = int(state.span.since.timestamp()) if state.span.since else 0
        return cls(
            max(latest, since, _serving_since()),
            all(latest - one > LONGEST_ACT for one in others)
            and not 0 < since - latest <= LONGEST_ACT
            and latest < time.time() + A_DAY,
        )

    @property
    def header(self) -> str:
        """``Last-Modified``, which is never later than the answer."""
        return http_date(min(self.second, int(time.time())))

    def still_holds(self, request: HttpRequest) -> bool:
        """Whether a reader that asks by its date alone has this state; when in doubt, not."""
        asked = parse_http_date_safe(request.headers.get("If-Modified-Since", ""))
        now = int(time.time())
        if asked is None or "HTTP_IF_NONE_MATCH" in request.META or not self.is_certain:
            return False
        if asked == self.second:
            return asked <= now
        return self.second + ON_THE_WAY <= asked <= now


def _serving_since() -> int:
    """When this build was first served here: it may say the same data in other words."""
    return int(os.environ.get("SERVING_SINCE", "0"))
