"""What a record keeps of the acts that were done to it."""

from __future__ import annotations

from typing import Any

from django.conf import settings
from django.db import models


def done_by(verbose_name: Any) -> models.ForeignKey[Any, Any]:
    """Who did something to a record, once somebody did; an account that did stays for it."""
    return models.ForeignKey(
        settings.AUTH_USER_MODEL,
        models.PROTECT,
        null=True,
        blank=True,
        editable=False,
        related_name="+",
        verbose_name=verbose_name,
    )
