"""What is said when a form cannot be taken: what was typed is kept, and where it goes on."""

from __future__ import annotations

from typing import Any

from django.conf import settings
from django.contrib import admin
from django.contrib.auth.views import redirect_to_login
from django.http import HttpResponse
from django.shortcuts import render, resolve_url
from django.urls import reverse
from django.utils.http import url_has_allowed_host_and_scheme
from django.views.decorators.cache import never_cache

from qingdao_techedu.ui.tokens import FROM_ELSEWHERE

from . import claims, kept_forms


@never_cache
def without_token(request: Any, reason: str = "") -> HttpResponse:
    """A form whose token is missing or of the last session: 403, and nothing typed is lost.

    What another site sends is neither kept nor led back to.
    """
    if reason.startswith(FROM_ELSEWHERE):
        return _page(request)
    claim = claims.claimed(request)
    return kept(request, claim) if claim else _page(request, back=_page_before(request))


def kept(request: Any, claim: claims.Claim) -> HttpResponse:
    """Keep the entries for who typed them, and say so and where they go on."""
    writer = claim.writer()
    if writer is None:  # they have left
        return _page(request)
    form = kept_forms.keep(writer, claim.path, request.POST, request.POST.get("_title", ""))
    if form is None:
        return _page(request, texts=kept_forms.texts_of(request.POST))
    address = form.get_absolute_url()
    if request.user.pk == writer.pk and admin.site.has_permission(request):
        return _page(request, kept="here", go_on=address)
    if request.user.is_authenticated:
        return _page(request, kept="elsewhere", go_on=reverse("account_logout"))
    return _page(request, kept="signed-out", go_on=_sign_in(address))


def _sign_in(address: str) -> str:
    return redirect_to_login(address, resolve_url(settings.LOGIN_URL)).url


def _page_before(request: Any) -> str:
    """The page of ours from which the form was sent."""
    address = request.META.get("HTTP_REFERER", "")
    hosts = {request.get_host()}
    is_ours = address and url_has_allowed_host_and_scheme(address, hosts, request.is_secure())
    return address if is_ours else ""


def _page(request: Any, **context: Any) -> HttpResponse:
    response = render(request, "403_csrf.html", context, status=403)
    response.headers["Cache-Control"] = "private, no-store"
    return response
