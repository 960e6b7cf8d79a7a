"""Fetching what the public may see."""

from __future__ import annotations

from typing import Any

from django.http import Http404


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
