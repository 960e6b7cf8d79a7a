"""How large and how strong a visitor wants the pages: kept in a cookie of one word."""

from __future__ import annotations

from django.conf import settings
from django.db.models import TextChoices
from django.http import HttpResponse, HttpResponseForbidden, HttpResponseRedirect
from django.urls import reverse
from django.utils.cache import patch_vary_headers
from django.utils.http import url_has_allowed_host_and_scheme
from django.utils.translation import gettext_lazy as _
from django.views.decorators.csrf import csrf_exempt

COOKIE = "view"
A_YEAR = 365 * 24 * 60 * 60


class ViewMode(TextChoices):
    """The sizes on offer. The page has ``<html data-view>`` for all but the first."""

    STANDARD = "", _("Standard")
    LARGE = "large", _("Large")
    ELDER = "elder", _("Elder-friendly")


def mode_of(request) -> str:
    """The mode that the visitor's cookie asks for; whoever keeps a page must keep one a mode."""
    kept = request.COOKIES.get(COOKIE, "")
    return kept if kept in ViewMode.values else ViewMode.STANDARD.value


def view_mode(get_response):
    """Read the cookie into ``request.view_mode``, and tell caches that HTML depends on it."""

    def middleware(request):
        request.view_mode = mode_of(request)
        response = get_response(request)
        if response.headers.get("Content-Type", "").startswith("text/html"):
            patch_vary_headers(response, ["Cookie"])
        return response

    return middleware


# Pages of anonymous visitors carry no token: they are the same for all and set no cookie.
@csrf_exempt
def choose_view(request) -> HttpResponse:
    """Keep the chosen size and go back to the page. Other sites may not choose for a visitor."""
    if request.headers.get("Sec-Fetch-Site", "same-origin") not in {"same-origin", "none"}:
        return HttpResponseForbidden()
    back = request.POST.get("next", "")
    # Only a path: a bare word would be a page below this address, or a view's name.
    if not back.startswith("/") or not url_has_allowed_host_and_scheme(back, allowed_hosts=None):
        back = reverse("home")
    response = HttpResponseRedirect(back)
    chosen = request.POST.get(COOKIE)
    if chosen == ViewMode.STANDARD:
        response.delete_cookie(COOKIE, samesite="Lax")
    elif chosen in ViewMode.values:
        response.set_cookie(
            COOKIE,
            chosen,
            max_age=A_YEAR,
            secure=settings.SESSION_COOKIE_SECURE,
            httponly=True,
            samesite="Lax",
        )
    response.headers["Cache-Control"] = "no-store"
    return response
