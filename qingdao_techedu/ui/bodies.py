"""How large a body may be: declared beside the view, and asked before anything of it is read."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_noop

from . import error_pages

TOO_LARGE, NO_LENGTH = 413, 411
MEGABYTE = 2**20
LONGEST_NUMBER = 18  # digits
SIGN_IN = gettext_noop(
    "Files are taken here from people who are signed in. Sign in, then send the file again."
)


def takes(most: int) -> Callable[[Any], Any]:
    """Mark a view that takes bodies of up to ``most`` bytes from people who are signed in.

    From all others, and at all other addresses, no more is taken than a form holds.
    """

    def marked(view: Any) -> Any:
        view.most_bytes = most
        return view

    return marked


def refusal_of(request: HttpRequest, most: int) -> int | None:
    """The status by which a request is refused for its body, by what its head says of it.

    A body in chunks does not say how long it is: Django reads nothing of it, and a form would
    seem to be empty.
    """
    length = str(request.META.get("CONTENT_LENGTH") or 0)
    is_told = length.isascii() and length.isdigit()
    if request.headers.get("Transfer-Encoding") or not is_told:
        return NO_LENGTH
    return TOO_LARGE if len(length) > LONGEST_NUMBER or int(length) > most else None


def refuse_large_bodies(get_response):
    """Middleware before all that read a form, of which the first looks for the token in it."""

    def middleware(request):
        return get_response(request)

    def process_view(request, view, args, kwargs) -> HttpResponse | None:
        form = settings.DATA_UPLOAD_MAX_MEMORY_SIZE
        most = getattr(view, "most_bytes", form)
        status = refusal_of(request, most)
        if status:
            return error_pages.unwelcome_body(request, status, _explanation(status, most))
        if refusal_of(request, form) and not request.user.is_authenticated:
            return error_pages.unwelcome_body(request, TOO_LARGE, _(SIGN_IN))
        return None

    middleware.process_view = process_view  # type: ignore[attr-defined]
    return middleware


def _explanation(status: int, most: int) -> str:
    if status == NO_LENGTH:
        return _("What you sent does not say how long it is. Send it with its length.")
    text = _("What you sent is larger than the %(count)s MB that are taken here.")
    return text % {"count": f"{most / MEGABYTE:.3g}"}
