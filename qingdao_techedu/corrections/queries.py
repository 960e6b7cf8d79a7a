"""Questions about what anybody sends, such as reports of errors."""

from __future__ import annotations

import datetime

from django.db import models
from django.utils import timezone


class ReceivedQuerySet(models.QuerySet):
    def open(self):
        """What awaits an answer."""
        return self.filter(outcome="")

    def of_sender_within(self, sender: str, span: datetime.timedelta):
        """What one connection has sent in the last while."""
        return self.filter(sender=sender, received_at__gt=timezone.now() - span)


class CorrectionQuerySet(ReceivedQuerySet):
    def late(self):
        """Open reports whose day has passed."""
        return self.open().filter(due_on__lt=timezone.localdate())

    def in_time(self):
        """Open reports whose day is still to come."""
        return self.open().filter(due_on__gte=timezone.localdate())

    def public_log(self):
        """Answered reports, latest first."""
        return self.exclude(outcome="").order_by("-answered_at", "receipt")
