"""Fetching what the public may see."""

from __future__ import annotations

from django.http import Http404

from .models import Publication


class Withdrawn(Exception):
    """The record was public once; its page explains why it is no longer."""

    def __init__(self, record):
        super().__init__(str(record))
        self.record = record


def published_or_404(queryset, **lookup):
    """The published record that ``lookup`` names.

    Raises ``Withdrawn`` for one that was withdrawn and ``Http404`` for a draft or an unknown one.
    """
    record = queryset.filter(**lookup).first()
    if record is None or record.publication == Publication.DRAFT:
        raise Http404
    if record.publication == Publication.WITHDRAWN:
        raise Withdrawn(record)
    return record
