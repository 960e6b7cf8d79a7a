"""Two who act at once come one after the other, and the second is told."""

from __future__ import annotations

from typing import TypeVar

from django.core.exceptions import ValidationError
from django.db import models
from django.utils.translation import gettext as _

Record = TypeVar("Record", bound=models.Model)


class Overtaken(ValidationError):
    """Somebody else changed it meanwhile; nothing was written."""


def held(record: Record, *related: str) -> Record:
    """The record as it is now, held until the transaction ends; ``related`` is read along.

    Raises ``Overtaken`` where somebody removed it meanwhile.
    """
    records = type(record)._base_manager.select_for_update(of=("self",))
    if related:
        records = records.select_related(*related)
    found = records.filter(pk=record.pk).first()
    if found is None:
        raise Overtaken(_("Somebody removed it meanwhile."))
    return found
