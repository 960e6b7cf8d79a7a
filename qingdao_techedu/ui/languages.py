"""The two languages of the portal, by their names in HTML."""

from __future__ import annotations

from django.conf import settings
from django.utils.translation import get_language, get_language_from_path

CHINESE, ENGLISH = "zh-Hans", "en"


def active() -> str:
    """The language of the page being made: ``zh-Hans`` or ``en``."""
    return ENGLISH if (get_language() or "").startswith("en") else CHINESE


def of_address(path: str) -> str:
    """Django's code of the language that an address is in, which no cookie or header decides."""
    return get_language_from_path(path) or settings.LANGUAGE_CODE
