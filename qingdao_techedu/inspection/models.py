"""What became of the links that records lead visitors to."""

from __future__ import annotations

from django.db import models
from django.utils.translation import gettext_lazy as _


class LinkCheck(models.Model):
    """The last visit to one address of another site. ``status`` is that of HTTP, or none."""

    url = models.URLField(_("address"), max_length=500, unique=True)
    checked_at = models.DateTimeField(_("visited at"))
    status = models.PositiveSmallIntegerField(_("answer"), null=True, blank=True)
    error = models.CharField(_("what went wrong"), max_length=200, blank=True)
    failing_since = models.DateTimeField(_("failing since"), null=True, blank=True)

    class Meta:
        verbose_name = _("visit to a link")
        verbose_name_plural = _("visits to links")
        ordering = ["url"]

    def __str__(self) -> str:
        return self.url
