"""Pages for when a part of the portal has failed: made without database, session and cache."""

from __future__ import annotations

from typing import Any

from django.http import HttpRequest, HttpResponse
from django.template.loader import render_to_string
from django.utils import translation
from django.utils.functional import Promise
from django.utils.translation import gettext as _

from qingdao_techedu.outages.reasons import AWAY

from .languages import of_address

ASK_AGAIN = 30  # seconds


def broken(request: HttpRequest) -> HttpResponse:
    """500: a fault of ours, which the log tells in full."""
    return _page(request, "500.html", 500)


def unavailable(request: HttpRequest, why: str | Promise = AWAY) -> HttpResponse:
    """503: what the answer would rest on is away for now; ``why`` is a sentence without secrets.

    Whoever asked is told when to ask again, and no cache keeps it.
    """
    response = _page(request, "503.html", 503, why=why, is_saving_unsure=why is AWAY)
    response.headers["Retry-After"] = str(ASK_AGAIN)
    return response


def unwelcome_body(request: HttpRequest, status: int, why: str) -> HttpResponse:
    """413 or 411: what was sent is too large, or does not say how large it is."""
    title = _("Too large") if status == 413 else _("Length unknown")
    return _page(request, "413.html", status, code=status, title=title, why=why)


def _page(request: HttpRequest, template: str, status: int, **context: Any) -> HttpResponse:
    """In the language of the address: what failed may have stood before the middleware for it."""
    context["view_mode"] = getattr(request, "view_mode", "")
    with translation.override(of_address(request.path_info)):
        response = HttpResponse(render_to_string(template, context), status=status)
        response.headers["Content-Language"] = translation.get_language()
    response.headers["Cache-Control"] = "private, no-store"
    return response
