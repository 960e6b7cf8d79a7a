"""What every page knows beside its own content."""

from __future__ import annotations

from django.conf import settings
from django.core.exceptions import DisallowedHost
from django.utils import timezone

from .view_mode import ViewMode


def page(request):
    """The footer's registrations, the page's full address, the sizes on offer, and the moment."""
    host = host_of(request)
    return {
        "site": settings.SITE,
        "host": host,
        "address": host + request.path,
        "view_modes": ViewMode.choices,
        "made_at": timezone.now,
    }


def host_of(request) -> str:
    """``https://host``, or nothing where the host that was asked may not be repeated."""
    try:
        return f"{request.scheme}://{request.get_host()}"
    except DisallowedHost:  # the page that says so is made with this context too
        return ""
