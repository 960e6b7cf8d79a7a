"""The two languages of the portal, by their names in HTML."""

from __future__ import annotations

from django.utils.translation import get_language

CHINESE, ENGLISH = "zh-Hans", "en"


def active() -> str:
    """The language of the page being made: ``zh-Hans`` or ``en``."""
    return ENGLISH if (get_language() or "").startswith("en") else CHINESE
