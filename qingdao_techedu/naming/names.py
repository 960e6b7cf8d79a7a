"""Names that are sorted and found by their sound as well as their characters."""

from __future__ import annotations

from functools import reduce
from operator import and_, or_

from django.db import models
from django.db.models import Case, F, Q, Value, When
from django.utils.translation import gettext_lazy as _

from qingdao_techedu.normalization.typed import halfwidth_letters
from qingdao_techedu.ui.bilingual import Bilingual, TranslationStatus

from . import readings
from .sounds import LONGEST_INDEX, index_of, key_of, sound_of

LONGEST_PINYIN = 400


def pinyin_of(text: str) -> str:
    """Chinese text as lower-case syllables without tones and signs: ``青岛`` → ``qing dao``."""
    return " ".join(readings.syllables(text))[:LONGEST_PINYIN]


def pinyin_of_person(name: str) -> str:
    """The same of a person's name, its surname read as one: ``曾丽`` → ``zeng li``."""
    return " ".join(readings.syllables_of_person(name))[:LONGEST_PINYIN]


def published_english(path: str = "") -> Case:
    """The English name at ``path`` as the public may read it: blank where a machine made it."""
    return Case(
        When(**{f"{path}name_en_status": TranslationStatus.MACHINE}, then=Value("")),
        default=F(f"{path}name_en"),
    )


class NamedQuerySet(models.QuerySet):
    """Finding and sorting records by name."""

    def by_name(self):
        """In the order of their pinyin, as a Chinese reader looks names up."""
        return self.order_by("pinyin", "pk")

    def matching(self, text: str):
        """Records in whose names every word of ``text`` occurs: characters, English or pinyin."""
        return self.filter(self.model.names_match(text))


class Named(models.Model):
    """A record with a Chinese and an English name, sortable by pinyin."""

    name_zh = models.CharField(_("name (Chinese)"), max_length=200)
    name_en = models.CharField(_("name (English)"), max_length=200, blank=True)
    name_en_status = models.CharField(
        _("standing of the English name"),
        max_length=10,
        choices=TranslationStatus,
        blank=True,
        help_text=_("A machine translation is never published as a name."),
    )
    pinyin = models.CharField(
        _("pinyin"),
        max_length=LONGEST_PINYIN,
        blank=True,
        db_index=True,
        help_text=_("Made from the name when left blank; correct it where a character misleads."),
    )
    pinyin_index = models.CharField(max_length=LONGEST_INDEX, blank=True, editable=False)

    name = Bilingual()

    class Meta:
        abstract = True

    def __str__(self) -> str:
        return str(self.name)

    def save(self, *args, **kwargs) -> None:
        self.spell()
        super().save(*args, **kwargs)

    @classmethod
    def names_match(cls, text: str) -> Q:
        """The condition under which every word of ``text`` occurs in a record's names."""
        return reduce(and_, [cls.name_match(word) for word in text.split()], Q())

    @classmethod
    def name_match(cls, word: str) -> Q:
        """The condition under which ``word`` occurs in a record's names."""
        word = halfwidth_letters(word)
        found = Q(name_zh__icontains=word) | (
            Q(name_en__icontains=word) & ~Q(name_en_status=TranslationStatus.MACHINE)
        )
        sought = filter(None, (key_of(word), sound_of(word)))
        return reduce(or_, (Q(pinyin_index__contains=one) for one in sought), found)

    @classmethod
    def from_db(cls, db, field_names, values):
        record = super().from_db(db, field_names, values)
        record._stored_name = record.__dict__.get("name_zh", "")
        return record

    def spell(self) -> None:
        """Fill the pinyin columns from the name; a hand-corrected pinyin is kept.

        One that was made from an earlier name is made anew.
        """
        given = " ".join(self.pinyin.split()).lower()
        former = getattr(self, "_stored_name", self.name_zh)
        if former != self.name_zh and given == pinyin_of(former):
            given = ""
        self.pinyin = given or pinyin_of(self.name_zh)
        self.pinyin_index = index_of(self.name_zh, self.pinyin)
