"""The history of very many rows that one act writes, in one statement."""

from __future__ import annotations

from typing import Any

from django.db import models
from django.db.models import F, Value
from django.utils import timezone

from qingdao_techedu.publishing.circumstances import current

from .writing import insert_from

ADDED, CHANGED, DELETED = "+", "~", "-"


def record(rows: models.QuerySet, act: str) -> int:
    """Write an entry of ``act`` for each of ``rows`` as they are now, and return how many.

    The same as saving them one by one would write, under the present circumstances.
    """
    model: Any = rows.model
    columns = _columns(model, act)
    values = rows.order_by().values_list(*columns.values())
    return insert_from(model.history.model, list(columns), values)


def _columns(model: Any, act: str) -> dict[str, Any]:
    """The columns of the table of history, each with what an entry of ``act`` has there."""
    history, told = model.history.model, current()
    tracked = {field.attname for field in history.tracked_fields}
    about = {
        "history_date": told.at or timezone.now(),
        "history_type": act,
        "history_user_id": told.by.pk if told.by else None,
        "history_change_reason": told.reason or None,
        "door": told.door,
        "proposal_number": told.proposal,
        "approved_by": told.approved_by,
    }
    found: dict[str, Any] = {}
    for field in history._meta.concrete_fields:
        if field.attname in tracked:
            found[field.column] = F(field.attname)
        elif field.attname in about:
            found[field.column] = Value(about[field.attname], output_field=_plain(field))
    return found


def _plain(field: Any) -> Any:
    """The field as the database casts to it: a foreign key as the number that it holds."""
    return models.BigIntegerField() if field.is_relation else field
