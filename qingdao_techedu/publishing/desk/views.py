"""Keeping what a form of the desk sends from time to time, and forgetting it."""

from __future__ import annotations

from typing import Any

from django.contrib.admin.views.decorators import staff_member_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils.http import url_has_allowed_host_and_scheme
from django.views.decorators.csrf import csrf_exempt
from django.views.decorators.http import require_POST

from ..models import KeptForm
from . import claims, kept_forms


@csrf_exempt  # the claim is what no other site can send; a token would end with the session
@require_POST
def keep_form(request: HttpRequest) -> HttpResponse:
    """Keep the entries that a form of the desk sends from time to time, for who opened it.

    202 instead of 204 says that somebody else is signed in by now, or nobody.
    """
    claim = claims.claimed(request)
    writer = claim.writer() if claim else None
    if claim is None or writer is None:
        return HttpResponse(status=403)
    kept = kept_forms.keep(writer, claim.path, request.POST, request.POST.get("_title", ""))
    if kept is None:
        return HttpResponse(status=413)
    return HttpResponse(status=204 if request.user == writer else 202)


keep_form.asks_for_claims = True  # type: ignore[attr-defined]


@require_POST
@staff_member_required
def forget_form(request: Any) -> HttpResponse:
    """Throw the kept entries of one form away, and go back to it."""
    path = request.POST.get("_path", "")
    KeptForm.objects.filter(user=request.user, path=path).delete()
    is_ours = url_has_allowed_host_and_scheme(path, allowed_hosts=None)
    return redirect(path if is_ours else "admin:index")
