"""Texts in both languages, as linked data writes them."""

from __future__ import annotations

from typing import Any

from django.utils import translation

CHINESE, ENGLISH = "zh-hans", "en"
TAGS = {CHINESE: "zh-Hans", ENGLISH: "en"}  # BCP 47


def in_both(text: Any) -> list[dict[str, str]]:
    """A translatable text, or a function that makes one, with the language of each wording."""
    return [{"@value": spoken(text, language), "@language": tag} for language, tag in TAGS.items()]


def spoken(text: Any, language: str) -> str:
    """The text as it is in one language."""
    with translation.override(language):
        return str(text() if callable(text) else text)
