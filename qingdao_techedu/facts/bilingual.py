"""Pairs of Chinese and English fields: Chinese leads, English is a courtesy."""

from __future__ import annotations

from dataclasses import dataclass

from django.db import models
from django.utils.html import format_html
from django.utils.translation import get_language
from django.utils.translation import gettext_lazy as _

CHINESE, ENGLISH = "zh-Hans", "en"


class TranslationStatus(models.TextChoices):
    """Who stands behind an English name."""

    OFFICIAL = "official", _("official")
    HUMAN = "human", _("translated by a person")
    MACHINE = "machine", _("machine translation, not published")


@dataclass(frozen=True)
class Wording:
    """A text and the language it is really in, which may not be the page's."""

    text: str
    lang: str

    def __str__(self) -> str:
        return self.text

    def __bool__(self) -> bool:
        return bool(self.text)

    def __html__(self) -> str:
        """The text, with a ``lang`` attribute where it differs from the page's language."""
        if not self.text or self.lang == active():
            return format_html("{}", self.text)
        return format_html('<span lang="{}">{}</span>', self.lang, self.text)


def active() -> str:
    """The language of the page being made: ``zh-Hans`` or ``en``."""
    return ENGLISH if (get_language() or "").startswith("en") else CHINESE


def wording(record: object, field: str) -> Wording:
    """``field`` of ``record`` in the active language, or in Chinese where English is missing."""
    english = getattr(record, f"{field}_en")
    if active() == ENGLISH and english and _is_publishable(record, field):
        return Wording(english, ENGLISH)
    return Wording(getattr(record, f"{field}_zh"), CHINESE)


def _is_publishable(record: object, field: str) -> bool:
    return getattr(record, f"{field}_en_status", "") != TranslationStatus.MACHINE
