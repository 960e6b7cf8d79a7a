"""Who answers for a college at the desk."""

from __future__ import annotations

from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _

from qingdao_techedu.publishing.models import Recorded

from .college import College


class Reporter(Recorded):
    """The college for which a user with the role of reporter proposes changes."""

    is_internal = True
    choosable = {"college": "in_operation"}

    user = models.OneToOneField(
        settings.AUTH_USER_MODEL, models.CASCADE, related_name="reporter", verbose_name=_("user")
    )
    college = models.ForeignKey(
        College, models.PROTECT, related_name="reporters", verbose_name=_("college")
    )

    class Meta:
        verbose_name = _("reporter of a college")
        verbose_name_plural = _("reporters of colleges")
        ordering = ["college", "user"]

    def __str__(self) -> str:
        return f"{self.user} · {self.college}"
