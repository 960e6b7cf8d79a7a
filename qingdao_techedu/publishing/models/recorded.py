"""Every record keeps its history: who changed what, when, why, and through which door."""

from __future__ import annotations

from typing import Any, ClassVar

from django.db import models
from django.dispatch import receiver
from django.urls import reverse
from django.utils.translation import gettext_lazy as _
from simple_history.models import HistoricalRecords
from simple_history.signals import pre_create_historical_record

from qingdao_techedu.publishing.circumstances import current


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
    """

    whole: ClassVar[str] = ""
    immediate_fields: ClassVar[frozenset[str]] = frozenset()
    is_told: ClassVar[bool] = True

    history = HistoricalRecords(inherit=True, bases=[Traced])

    class Meta:
        abstract = True

    def get_history_url(self) -> str:
        """Where the public reads the record's history; only of records with a natural key."""
        key: Any = self.natural_key()  # type: ignore[attr-defined]
        return reverse("record_history", args=[self._meta.model_name, "/".join(map(str, key))])

    @property
    def is_public(self) -> bool:
        """Whether visitors see the record, so that a change needs a second person."""
        whole = getattr(self, self.whole) if self.whole else None
        return whole is None or bool(whole.is_public)


@receiver(pre_create_historical_record)
def tell_circumstances(sender, history_instance: Any, **kwargs) -> None:
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
