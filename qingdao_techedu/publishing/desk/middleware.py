"""What was typed outlives the session."""

from __future__ import annotations

from django.contrib import admin
from django.urls import reverse

from . import claims, refusing


def keep_what_was_typed(get_response):
    """Keep what a form of the desk sends when its writer is not the one who is signed in.

    Whose it is says the claim that the form holds: nobody else can leave anything here, and
    nothing is done in the name of whoever has signed in meanwhile.
    """

    def middleware(request):
        return get_response(request)

    def process_view(request, view, args, kwargs):
        """Called when the token against forged requests has been looked at."""
        is_of_desk = request.path_info.startswith(reverse("admin:index"))
        if request.method != "POST" or not is_of_desk or getattr(view, "asks_for_claims", False):
            return None
        claim = claims.claimed(request)
        if claim is None:
            return None
        is_here = claim.writer_id == request.user.pk and admin.site.has_permission(request)
        return None if is_here else refusing.kept(request, claim)

    middleware.process_view = process_view  # type: ignore[attr-defined]
    return middleware
