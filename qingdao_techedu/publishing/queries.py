"""Fetching what the public may see."""

from __future__ import annotations

from typing import Any

from django.apps import apps
from django.http import Http404

from .models import Recorded


class Withdrawn(Exception):
    """The record was public once; its page explains why it is no longer."""

    def __init__(self, record):
        super().__init__(str(record))
        self.record = record


def public_or_404(queryset, **lookup) -> Any:
    """The record that ``lookup`` names, if it is public now.

    Raises ``Withdrawn`` for one that was withdrawn, itself or its whole, and ``Http404`` for one
    that visitors never saw or that there is not: nobody learns which.
    """
    record = queryset.filter(**lookup).first()
    if record is None:
        raise Http404
    return require_public(record)


def require_public(record: Any) -> Any:
    """The record, if it is public now. Raises what ``public_or_404`` does."""
    if record.is_public_now:
        return record
    explained = record.absence_explained_by
    if explained is None:
        raise Http404
    raise Withdrawn(explained)


def record_under(kind: str, key: str) -> Any:
    """The public record of a kind (``college``) under its natural key (``qd-001``).

    Raises ``Http404``, and ``Withdrawn`` for one that is explained at its own address.
    """
    for model in told_models():
        if model._meta.model_name == kind:
            try:
                record = model._default_manager.get_by_natural_key(*key.split("/"))
            except (model.DoesNotExist, TypeError, ValueError):
                break
            return require_public(record)
    raise Http404


def told_models() -> list[Any]:
    """The models whose records have a public page, and so a public history."""
    return [
        model
        for model in apps.get_models()
        if issubclass(model, Recorded) and model.is_told and hasattr(model, "get_absolute_url")
    ]
