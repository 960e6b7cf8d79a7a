"""What every page knows beside its own content."""

from __future__ import annotations

from django.conf import settings

from qingdao_techedu.facts.models import Source


def portal(request):
    """The footer's registrations, and whether sample data is loaded (one query, when asked)."""
    return {"site": settings.SITE, "sample_is_loaded": Source.objects.sample().exists}
