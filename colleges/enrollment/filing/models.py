"""Files of figures that somebody sent, until and after they are agreed to."""

from __future__ import annotations

from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _

from ..figures.models import Release


class FiguresFile(models.Model):
    """A file as it was sent for a release, and the digest of what it would have changed then."""

    release = models.ForeignKey(
        Release, models.CASCADE, related_name="files", verbose_name=_("release")
    )
    name = models.CharField(_("name"), max_length=200)
    file = models.FileField(_("file"), upload_to="imports/", max_length=200)
    is_whole = models.BooleanField(_("the file holds all figures of the year"), default=False)
    reason = models.CharField(_("why"), max_length=2000, blank=True)
    digest = models.CharField(_("digest"), max_length=64)
    sent_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, related_name="+", verbose_name=_("sent by")
    )
    sent_at = models.DateTimeField(_("sent at"), auto_now_add=True)
    written_at = models.DateTimeField(_("written at"), null=True, blank=True)

    class Meta:
        verbose_name = _("file of figures")
        verbose_name_plural = _("files of figures")
        ordering = ["-sent_at"]

    def __str__(self) -> str:
        return self.name
