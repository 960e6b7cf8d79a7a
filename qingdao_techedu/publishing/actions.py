"""Making records public and taking them back, each in one transaction with its history."""

from __future__ import annotations

from typing import Any

from django.db import transaction
from django.utils.translation import gettext_noop

from .models import Publication, Publishable


@transaction.atomic
def publish(record: Publishable, *, by) -> None:
    """Show ``record`` to the public. Raises ``ValidationError`` if it breaks a rule."""
    record.publication = Publication.PUBLISHED
    record.full_clean()
    _save(record, by, gettext_noop("published"))


@transaction.atomic
def return_to_draft(record: Publishable, *, by) -> None:
    """Hide ``record`` from the public without a trace at its address."""
    record.publication = Publication.DRAFT
    _save(record, by, gettext_noop("returned to draft"))


def _save(record: Any, by, reason: str) -> None:
    record._history_user = by
    record._change_reason = reason
    record.save()
