"""What the reference loader last wrote, so that it can tell a staff edit from its own work."""

from __future__ import annotations

from django.contrib.contenttypes.fields import GenericForeignKey
from django.contrib.contenttypes.models import ContentType
from django.db import models


class ReferenceRow(models.Model):
    """One row of a reference file as it was last loaded, and the record it became."""

    table = models.CharField(max_length=80)
    key = models.CharField(max_length=200)
    values = models.JSONField()
    content_type = models.ForeignKey(ContentType, models.CASCADE)
    object_id = models.PositiveBigIntegerField()
    record = GenericForeignKey()

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["table", "key"], name="facts_referencerow_once")
        ]

    def __str__(self) -> str:
        return f"{self.table}: {self.key}"
