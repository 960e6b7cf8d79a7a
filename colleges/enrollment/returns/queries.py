"""Questions that the bureau asks of the annual returns."""

from __future__ import annotations

from django.db import models
from django.utils import timezone


class ReturnQuerySet(models.QuerySet):
    def missing(self):
        """Returns that the bureau waits for: not sent, or sent back with a question."""
        return self.filter(state__in=["not-sent", "queried"], release__in=self._open_releases())

    def sent(self):
        """Returns that wait for the bureau."""
        return self.filter(state="sent", release__in=self._open_releases())

    def accepted(self):
        return self.filter(state="accepted")

    def late(self, today=None):
        return self.missing().filter(due_on__lt=today or timezone.localdate())

    def to_sign_off(self):
        """Accepted returns whose college may still say that its page is right."""
        return self.accepted().filter(release__in=self._open_releases())

    def _open_releases(self):
        return self.model.release.field.related_model.objects.open()
