"""Every record keeps its history: who changed what, when."""

from __future__ import annotations

from django.db import models
from simple_history.models import HistoricalRecords


class Recorded(models.Model):
    """A record whose every change is kept and can be reverted."""

    history = HistoricalRecords(inherit=True)

    class Meta:
        abstract = True
