"""How much one connection has asked of the verification: counted for all workers together."""

from __future__ import annotations

from django.db import models


class Attempts(models.Model):
    """The pairs that one connection had checked within one hour. Nothing of the pairs is kept."""

    sender = models.CharField(max_length=32)
    hour = models.DateTimeField(db_index=True)
    count = models.PositiveIntegerField(default=0)

    class Meta:
        default_permissions = ()
        constraints = [
            models.UniqueConstraint(fields=["sender", "hour"], name="awards_attempts_once")
        ]

    def __str__(self) -> str:
        return f"{self.hour:%H:00}: {self.count}"
