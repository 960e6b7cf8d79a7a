"""What must be remembered of signing in, for all processes together."""

from __future__ import annotations

from django.conf import settings
from django.db import models


class LastCode(models.Model):
    """The latest code of an app that somebody used: none of its time step or before counts again.

    RFC 6238, 5.2: a code is accepted once. ``step`` is the number of its 30 seconds since 1970.
    """

    user = models.OneToOneField(
        settings.AUTH_USER_MODEL, models.CASCADE, primary_key=True, related_name="+"
    )
    step = models.BigIntegerField(default=0)

    class Meta:
        default_permissions = ()

    def __str__(self) -> str:
        return f"{self.user_id}: {self.step}"
