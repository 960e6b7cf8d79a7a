"""Pairs of Chinese and English fields: Chinese leads, English is a courtesy."""

from __future__ import annotations

from collections.abc import Iterable

from django.db import models
from django.utils.html import format_html
from django.utils.translation import gettext_lazy as _

from qingdao_techedu.ui.languages import CHINESE, ENGLISH, active


class TranslationStatus(models.TextChoices):
    """Who stands behind an English name."""

    OFFICIAL = "official", _("official")
    HUMAN = "human", _("translated by a person")
    MACHINE = "machine", _("machine translation, not published")


class Wording(str):
    """A text and the language it is really in, which may not be the page's.

    Shown in a page it carries a ``lang`` attribute where that differs; in a ``<title>`` or an
    attribute, where no markup may stand, use ``.text``.
    """

    lang: str

    def __new__(cls, text: str, lang: str) -> Wording:
        made = super().__new__(cls, text)
        made.lang = lang
        return made

    @property
    def text(self) -> str:
        return str.__str__(self)

    def __html__(self) -> str:
        if not self or self.lang == active():
            return format_html("{}", self.text)
        return format_html('<span lang="{}">{}</span>', self.lang, self.text)


def wording(record: object, field: str) -> Wording:
    """``field`` of ``record`` in the active language, or in Chinese where English is missing."""
    english = getattr(record, f"{field}_en")
    if active() == ENGLISH and english and _is_publishable(record, field):
        return Wording(english, ENGLISH)
    return Wording(getattr(record, f"{field}_zh"), CHINESE)


def _is_publishable(record: object, field: str) -> bool:
    return getattr(record, f"{field}_en_status", "") != TranslationStatus.MACHINE


def is_chinese_only(record: object) -> bool:
    """Whether an English page has to show some text of a record, or of its parts, in Chinese.

    Parts are those that were fetched along with the record.
    """
    if active() != ENGLISH:
        return False
    fetched = getattr(record, "_prefetched_objects_cache", {}).values()
    parts = (one for some in fetched for one in some if getattr(one, "whole", ""))
    return any(_lacks_english(one) for one in (record, *parts))


def any_in_chinese_only(records: Iterable[object]) -> bool:
    """Whether that is so of any of these."""
    return any(map(is_chinese_only, records))


def _lacks_english(record: object) -> bool:
    pairs = {
        name
        for kind in type(record).__mro__
        for name, one in vars(kind).items()
        if isinstance(one, Bilingual)
    }
    shown = (getattr(record, name) for name in pairs)
    return any(one and one.lang != ENGLISH for one in shown)


class Bilingual:
    """An attribute that shows its pair of fields in the active language.

    ``sponsor = Bilingual()`` reads ``sponsor_zh`` or ``sponsor_en``.
    """

    def __set_name__(self, owner: type, name: str) -> None:
        self.field = name

    def __get__(self, record: object, owner: type | None = None) -> Wording:
        return wording(record, self.field)
