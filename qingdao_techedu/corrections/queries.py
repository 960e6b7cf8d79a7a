"""Questions about reports of errors."""

from __future__ import annotations

import datetime

from django.db import models
from django.utils import timezone


class CorrectionQuerySet(models.QuerySet):
    def open(self):
        """Reports that await an answer."""
        return self.filter(outcome="")

    def late(self):
        """Open reports whose day has passed."""
        return self.open().filter(due_on__lt=timezone.localdate())

    def public_log(self):
        """Answered reports, latest first."""
        return self.exclude(outcome="").order_by("-answered_at", "receipt")

    def of_sender_within(self, sender: str, span: datetime.timedelta):
        """What one connection has reported in the last while."""
        return self.filter(sender=sender, received_at__gt=timezone.now() - span)
