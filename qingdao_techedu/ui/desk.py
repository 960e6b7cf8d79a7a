"""The desk: Django's admin under the portal's name."""

from __future__ import annotations

from functools import wraps

from django.apps import apps
from django.contrib import admin
from django.core.exceptions import BadRequest
from django.urls import reverse
from django.utils.functional import SimpleLazyObject
from django.utils.translation import gettext_lazy as _

from . import choosers, desk_home

ACCOUNT_APPS = {"auth", "axes"}
# Of the lookups that Django's lists take from an address, those that run what they are given or
# take it apart: no filter of ours uses them.
UNUSED_LOOKUPS = {"regex", "iregex", "range"}


class Desk(admin.AdminSite):
    """The admin site of the bureau's staff."""

    site_title = _("Technical Education Portal")
    site_header = _("Desk")
    index_title = _("My work")
    empty_value_display = "–"
    enable_nav_sidebar = False  # the home page lists all records, and forms need its room

    def admin_view(self, view, cacheable=False):
        """Refuse what no link of the desk asks for, on each of its pages."""
        page = super().admin_view(view, cacheable)

        @wraps(page)
        def guarded(request, *args, **kwargs):
            for name in request.GET:
                if name.rpartition("__")[2] in UNUSED_LOOKUPS:
                    raise BadRequest(f"Lists are not filtered by {name[:100]}.")
            return page(request, *args, **kwargs)

        return guarded

    def each_context(self, request):
        """The way to the public site keeps the language of the desk."""
        return {**super().each_context(request), "site_url": reverse("home")}

    def autocomplete_view(self, request):
        return choosers.Suggestions.as_view(admin_site=self)(request)

    def index(self, request, extra_context=None):
        """The home page: what waits for whoever opens it, then all records."""
        context = {
            "home": desk_home.home_of(request.user),
            "latest": desk_home.latest(request.user),
        }
        return super().index(request, {**context, **(extra_context or {})})

    def get_app_list(self, request, app_label=None):
        """The subjects in the order of their rooms, the accounts last; not by the alphabet.

        Every page is handed the list and few show it: it is made when it is looked at.
        """
        return SimpleLazyObject(lambda: self._subjects(request, app_label))

    def _subjects(self, request, app_label: str | None) -> list[dict]:
        order = [config.label for config in apps.get_app_configs()]
        found = super().get_app_list(request, app_label)
        subjects = sorted(found, key=lambda app: order.index(app["app_label"]))
        return sorted(subjects, key=lambda app: app["app_label"] in ACCOUNT_APPS)
