"""Which records are public now? Asked here by every list, file, feed and count.

Of a record at hand ``Recorded.is_public_now`` answers the same; a test compares the two.
"""

from __future__ import annotations

import datetime
from typing import Any

from django.apps import apps
from django.contrib.contenttypes.fields import GenericForeignKey, GenericRelation
from django.contrib.contenttypes.models import ContentType
from django.db.models import Q
from django.utils import timezone


def public(model: Any, path: str = "", at: datetime.datetime | None = None) -> Q:
    """The condition under which visitors see rows of ``model`` at a moment: now, if none is given.

    A part is seen only while its whole is. ``path`` leads to the rows from the model that is asked,
    as in ``college__``. The condition is not kept for later: moments pass.
    """
    at = at or timezone.now()
    condition: Q = model.shown(at, path)
    if not model.whole:
        return condition
    field = model._meta.get_field(model.whole)
    if isinstance(field, GenericForeignKey):
        return condition & ~_of_hidden_wholes(model, field, path, at)
    return condition & public(field.related_model, f"{path}{field.name}__", at)


def may_be_whole_of(part: Any) -> list[Any]:
    """The models to whose records those of ``part`` may be attached by kind and number."""
    return [
        model
        for model in apps.get_models()
        for field in model._meta.private_fields
        if isinstance(field, GenericRelation) and field.related_model is part
    ]


def _of_hidden_wholes(part: Any, field: Any, path: str, at: datetime.datetime) -> Q:
    """Parts of wholes that are not shown: of many records these are the few."""
    found = Q(**{f"{path}pk": None})
    for model in may_be_whole_of(part):
        shown = public(model, at=at)
        if shown:
            hidden = model._base_manager.exclude(shown).values("pk")
            kind = ContentType.objects.get_for_model(model)
            found |= Q(**{f"{path}{field.ct_field}": kind, f"{path}{field.fk_field}__in": hidden})
    return found
