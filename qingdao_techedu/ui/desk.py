"""The desk: Django's admin under the portal's name."""

from __future__ import annotations

from django.contrib import admin
from django.urls import reverse
from django.utils.translation import gettext_lazy as _


class Desk(admin.AdminSite):
    """The admin site of the bureau's staff."""

    site_title = _("Technical Education Portal")
    site_header = _("Desk of the Technical Education Portal")
    index_title = _("Records")
    empty_value_display = "–"

    def each_context(self, request):
        """The way to the public site keeps the language of the desk."""
        return {**super().each_context(request), "site_url": reverse("home")}
