"""Draft, published, withdrawn: what the public may see of a record."""

from __future__ import annotations

import datetime
from typing import Any

from django.core.exceptions import ValidationError
from django.db import models
from django.utils.translation import gettext_lazy as _

from qingdao_techedu.publishing.circumstances import current
from qingdao_techedu.publishing.spans import ALWAYS, Span
from qingdao_techedu.ui.bilingual import Bilingual

from .public_now import public
from .recorded import Door


class Publication(models.TextChoices):
    """Whether the public sees a record."""

    DRAFT = "draft", _("Draft")
    PUBLISHED = "published", _("Published")
    WITHDRAWN = "withdrawn", _("Withdrawn")


class PublishableQuerySet(models.QuerySet):
    """Questions about what the public may see."""

    def published(self):
        return self.filter(public(self.model))

    def standing(self):
        """What is public or is to be: not what was withdrawn."""
        return self.exclude(publication=Publication.WITHDRAWN)


class Publishable(models.Model):
    """A record with a public page of its own, hidden until it is published."""

    publication = models.CharField(
        _("publication"),
        max_length=10,
        choices=Publication,
        default=Publication.DRAFT,
        db_index=True,
        help_text=_("The public sees published records only."),
    )
    withdrawal_zh = models.TextField(
        _("why it was withdrawn (Chinese)"),
        blank=True,
        help_text=_("Shown to the public at the record's address."),
    )
    withdrawal_en = models.TextField(_("why it was withdrawn (English)"), blank=True)

    withdrawal = Bilingual()

    class Meta:
        abstract = True
        constraints = [
            models.CheckConstraint(
                name="%(app_label)s_%(class)s_withdrawal_is_explained",
                condition=~models.Q(publication="withdrawn") | ~models.Q(withdrawal_zh=""),
                violation_error_message=_("A withdrawn record needs an explanation in Chinese."),
            )
        ]

    def clean(self) -> None:
        """Refuse to hide in silence what the public has seen, unless it is being undone."""
        super().clean()
        if self.pk and self.publication == Publication.DRAFT and current().door != Door.UNDO:
            was_public = (
                type(self)._base_manager.filter(pk=self.pk).exclude(publication=Publication.DRAFT)
            )
            if was_public.exists():
                raise ValidationError(
                    {"publication": _("Withdraw it with an explanation: the public has seen it.")}
                )

    @property
    def is_public(self) -> bool:
        return self.publication != Publication.DRAFT

    @classmethod
    def shown(cls, at: datetime.datetime, path: str = "") -> models.Q:
        return models.Q(**{f"{path}publication": Publication.PUBLISHED})

    @classmethod
    def shown_in(cls, row: Any) -> list[Span]:
        return [ALWAYS] if row.publication == Publication.PUBLISHED else []

    @property
    def explains_absence(self) -> bool:
        return self.publication == Publication.WITHDRAWN
