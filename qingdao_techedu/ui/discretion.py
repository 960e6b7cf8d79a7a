"""Pages that name private persons: no robot keeps them, and no proxy shows one that has changed."""

from __future__ import annotations

import re

from django.http import HttpResponse

ROBOTS = "noindex, noarchive"
KEPT_BY_VISITORS = "private, max-age=0, must-revalidate"

_patterns: list[re.Pattern[str]] = []


def keep_quiet(pattern: str) -> None:
    """Register addresses by a regular expression that they begin with, after ``/`` or ``/en/``."""
    compiled = re.compile(rf"/(?:en/)?(?:{pattern})")
    if compiled not in _patterns:
        _patterns.append(compiled)


def is_quiet(path: str) -> bool:
    return any(pattern.match(path) for pattern in _patterns)


def hush(response: HttpResponse) -> None:
    """Tell robots to leave an answer, and whoever may share it with others not to keep it."""
    response.headers["X-Robots-Tag"] = ROBOTS
    if "public" in response.get("Cache-Control", ""):
        response.headers["Cache-Control"] = KEPT_BY_VISITORS
