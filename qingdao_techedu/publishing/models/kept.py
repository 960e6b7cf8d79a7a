"""What somebody typed into a form of the desk and has not saved yet."""

from __future__ import annotations

import datetime

from django.conf import settings
from django.db import models
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

KEPT_FOR = datetime.timedelta(days=30)


class KeptFormQuerySet(models.QuerySet):
    def of(self, user):
        """What somebody had typed and not saved, the newest first."""
        return self.filter(user=user, kept_at__gte=timezone.now() - KEPT_FOR)


class KeptForm(models.Model):
    """The entries of one form of one person, kept while the connection or the session is gone."""

    user = models.ForeignKey(settings.AUTH_USER_MODEL, models.CASCADE, related_name="kept_forms")
    path = models.CharField(_("address"), max_length=300)
    title = models.CharField(_("title"), max_length=300, blank=True)
    entries = models.TextField(_("entries"))
    kept_at = models.DateTimeField(_("kept at"), auto_now=True)

    objects = KeptFormQuerySet.as_manager()

    class Meta:
        verbose_name = _("kept form")
        verbose_name_plural = _("kept forms")
        ordering = ["-kept_at"]
        constraints = [
            models.UniqueConstraint(fields=["user", "path"], name="publishing_keptform_once")
        ]

    def __str__(self) -> str:
        return self.title or self.path

    def get_absolute_url(self) -> str:
        """The form, filled in with the entries."""
        return f"{self.path}{'&' if '?' in self.path else '?'}kept=1"
