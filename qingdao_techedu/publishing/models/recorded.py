"""Every record keeps its history: who changed what, when, why, and through which door."""

from __future__ import annotations

import datetime
from collections.abc import Iterator
from typing import Any, ClassVar

from django.db import models
from django.dispatch import receiver
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from simple_history.models import HistoricalRecords
from simple_history.signals import pre_create_historical_record

from qingdao_techedu.publishing.circumstances import current, under
from qingdao_techedu.publishing.spans import ALWAYS, Span, within


class Door(models.TextChoices):
    """The way by which a change came in."""

    FORM = "form", _("form")
    LIST = "list", _("list")
    IMPORT = "import", _("import")
    REVERT = "revert", _("return to a past version")
    UNDO = "undo", _("undoing")
    COMMAND = "command", _("command")


class Traced(models.Model):
    """What each entry of a history tells beside what the library keeps."""

    door = models.CharField(_("door"), max_length=10, choices=Door, blank=True)
    proposal_number = models.PositiveBigIntegerField(_("proposal"), null=True, blank=True)
    approved_by = models.CharField(_("approved by"), max_length=150, blank=True)

    class Meta:
        abstract = True


class Recorded(models.Model):
    """A record whose every change is kept and can be reverted.

    ``whole`` names the field that leads to the record of which this one is a part.
    ``immediate_fields`` are changed without a second person, even where the public sees them.
    ``is_told``: the public may read its history; of a part it stands in that of its whole.
    ``is_internal``: visitors never see such records, whatever they are part of.

    When visitors see it is told by ``shown``, to queries, and by ``shown_in`` and ``rests_on``, of
    a record or of an entry of its history. Every door asks by ``public`` or ``is_public_now``.
    """

    whole: ClassVar[str] = ""
    immediate_fields: ClassVar[frozenset[str]] = frozenset()
    is_told: ClassVar[bool] = True
    is_internal: ClassVar[bool] = False

    history = HistoricalRecords(inherit=True, bases=[Traced])

    class Meta:
        abstract = True

    def get_history_url(self) -> str:
        """Where the public reads the record's history; only of records with a natural key."""
        key: Any = self.natural_key()  # type: ignore[attr-defined]
        return reverse("record_history", args=[self._meta.model_name, "/".join(map(str, key))])

    @property
    def is_public(self) -> bool:
        """Whether a change needs a second person: it was decided that visitors see the record.

        They see it now, from a moment that is to come, or saw it until it was withdrawn.
        """
        whole = getattr(self, self.whole) if self.whole else None
        return not self.is_internal and (whole is None or bool(whole.is_public))

    @classmethod
    def shown(cls, at: datetime.datetime, path: str = "") -> models.Q:
        """What rows must be to be seen at a moment, apart from what their wholes are."""
        return models.Q(**{f"{path}pk": None}) if cls.is_internal else models.Q()

    @classmethod
    def shown_in(cls, row: Any) -> list[Span]:
        """When a record in the state of ``row``, itself or an entry of its history, may be seen."""
        return [] if cls.is_internal else [ALWAYS]

    @classmethod
    def rests_on(cls, row: Any) -> tuple[str, ...]:
        """The fields whose records must be public for one in the state of ``row`` to be seen."""
        return ()

    def is_public_at(self, at: datetime.datetime) -> bool:
        """Whether visitors see the record at a moment."""
        is_shown = within(at, self.shown_in(self))
        return is_shown and all(one.is_public_at(at) for one in self._carrying())

    def save_as(self, by: Any, reason: str = "", door: str = Door.FORM) -> None:
        """Save it; its history tells who did, why, and through which door."""
        with under(by=by, door=door, reason=reason.strip()):
            self.save()

    @property
    def is_public_now(self) -> bool:
        return self.is_public_at(timezone.now())

    @property
    def explains_absence(self) -> bool:
        """Whether visitors saw it once and read at its address why they do not any more."""
        return False

    @property
    def absence_explained_by(self) -> Recorded | None:
        """The record itself, or the whole it is part of, if that is explained."""
        if self.explains_absence:
            return self
        whole = getattr(self, self.whole) if self.whole else None
        return whole.absence_explained_by if isinstance(whole, Recorded) else None

    def _carrying(self) -> Iterator[Recorded]:
        for name in (self.whole, *self.rests_on(self)):
            other = getattr(self, name) if name else None
            if isinstance(other, Recorded):
                yield other


@receiver(pre_create_historical_record)
def record_circumstances(sender, history_instance: Any, **kwargs) -> None:
    """Write into each new entry of a history how it came about."""
    if not isinstance(history_instance, Traced):
        return
    told = current()
    history_instance.door = told.door
    history_instance.proposal_number = told.proposal
    history_instance.approved_by = told.approved_by
    entry: Any = history_instance
    if told.at is not None:
        entry.history_date = told.at
    if told.by is not None:
        entry.history_user = told.by
    if told.reason:
        entry.history_change_reason = told.reason
