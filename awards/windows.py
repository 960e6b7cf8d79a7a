"""When publicity opens and closes without anybody's doing."""

from __future__ import annotations

import datetime

from qingdao_techedu.page_cache.clocks import Span, around

from .models import Round


def between_moments(at: datetime.datetime) -> Span:
    """The time around a moment in which no window opens or closes."""
    rounds = Round.objects.filter(publicity_from__isnull=False)
    return around(rounds, "publicity_from", at) & around(rounds, "publicity_until", at)
