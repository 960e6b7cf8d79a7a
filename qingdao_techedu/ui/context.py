"""What every page knows beside its own content."""

from __future__ import annotations

from django.conf import settings


def site(request):
    """The footer's registrations."""
    return {"site": settings.SITE}
