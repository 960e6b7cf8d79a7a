"""When sealed releases become public without anybody's doing."""

from __future__ import annotations

import datetime

from qingdao_techedu.page_cache.clocks import Span, around

from ..figures.models import Release


def between_moments(at: datetime.datetime) -> Span:
    """The time around a moment in which no sealed release comes before the public."""
    return around(Release.objects.sealed(), "published_at", at)
