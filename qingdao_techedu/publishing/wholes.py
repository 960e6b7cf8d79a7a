"""Which records are parts of which."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from django.apps import apps
from django.contrib.contenttypes.fields import GenericForeignKey, GenericRelation
from django.contrib.contenttypes.models import ContentType

from .models import Recorded

Where = dict[str, Any]


def with_parts(record: Any) -> Iterator[tuple[Any, Where]]:
    """The model of a record and those of its parts and theirs, each with what selects its rows."""
    yield type(record), {"id": record.pk}
    yield from _parts(type(record), [record.pk])


def _parts(whole: Any, numbers: Any) -> Iterator[tuple[Any, Where]]:
    for model in apps.get_models():
        where = _belonging(model, whole, numbers) if issubclass(model, Recorded) else None
        if where is not None:
            yield model, where
            yield from _parts(model, model._base_manager.filter(**where).values("pk"))


def _belonging(model: Any, whole: Any, numbers: Any) -> Where | None:
    """What selects the parts of wholes under ``numbers``, if records of ``model`` may be some."""
    if not model.whole:
        return None
    field: Any = model._meta.get_field(model.whole)
    if isinstance(field, GenericForeignKey):
        if model not in _attached_to(whole):
            return None
        kind = ContentType.objects.get_for_model(whole)
        return {field.ct_field: kind, f"{field.fk_field}__in": numbers}
    return {f"{field.name}__in": numbers} if field.related_model is whole else None


def _attached_to(whole: Any) -> list[Any]:
    return [
        field.related_model
        for field in whole._meta.private_fields
        if isinstance(field, GenericRelation)
    ]
