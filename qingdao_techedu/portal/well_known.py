"""Files that conventions ask for at fixed addresses: for robots, the icon, for security."""

from __future__ import annotations

import datetime
from functools import cache

from django.conf import settings
from django.http import Http404, HttpResponse
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.cache import cache_control
from django.views.decorators.http import require_safe

A_DAY = 24 * 60 * 60
HOLDS_FOR = datetime.timedelta(days=180)  # RFC 9116 advises less than a year

# Both languages' desks; the award rolls say noindex themselves, which needs them to be fetched.
ROBOTS = """User-agent: *
Disallow: /admin/
Disallow: /en/admin/
Disallow: /view/

Sitemap: {sitemap}
"""


@require_safe
def robots(request):
    """What robots may read, and where all pages are listed."""
    told = ROBOTS.format(sitemap=request.build_absolute_uri(reverse("sitemap_xml")))
    return HttpResponse(told, content_type="text/plain; charset=utf-8")


@require_safe
@cache_control(public=True, max_age=A_DAY)
def favicon(request):
    """The mark for whoever asks here without reading a page: readers of feeds, robots."""
    return HttpResponse(_icon(), content_type="image/vnd.microsoft.icon")


@cache
def _icon() -> bytes:
    return (settings.BASE_DIR / "static" / "ui" / "favicon.ico").read_bytes()


@require_safe
@cache_control(public=True, max_age=A_DAY)
def security(request):
    """Whom to tell of a weakness (RFC 9116); nothing while nobody has been named."""
    if not settings.SITE["security_contact"]:
        raise Http404
    today = timezone.localtime().replace(hour=0, minute=0, second=0, microsecond=0)
    lines = {
        "Contact": settings.SITE["security_contact"],
        "Expires": (today + HOLDS_FOR).isoformat(),
        "Preferred-Languages": "zh, en",
    }
    if request.is_secure():  # it must begin with https:
        lines["Canonical"] = request.build_absolute_uri(request.path)
    told = "".join(f"{name}: {value}\n" for name, value in lines.items())
    return HttpResponse(told, content_type="text/plain; charset=utf-8")
