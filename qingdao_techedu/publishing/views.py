"""The public history of a record, and the desk's answers to its own forms."""

from __future__ import annotations

from typing import Any

from django.contrib.admin.views.decorators import staff_member_required
from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.http import url_has_allowed_host_and_scheme
from django.views.decorators.http import require_POST, require_safe

from . import keeping
from .models import KeptForm
from .public_history import events_of, record_under

EVENTS_A_PAGE = 50


@require_safe
def record_history(request: HttpRequest, kind: str, key: str) -> HttpResponse:
    """What became of a public record since visitors can see it."""
    record = record_under(kind, key)
    page = Paginator(events_of(record), EVENTS_A_PAGE).get_page(request.GET.get("page"))
    return render(request, "publishing/record_history.html", {"record": record, "page": page})


@require_POST
def keep_form(request: HttpRequest) -> HttpResponse:
    """Keep the entries that a form of the desk sends from time to time."""
    if not (request.user.is_authenticated and request.user.is_staff):
        return HttpResponse(status=403)
    path = request.POST.get("_path", "")
    if not path.startswith(reverse("admin:index")):
        return HttpResponse(status=400)
    kept = keeping.keep(request.user, path, request.POST, request.POST.get("_title", ""))
    return HttpResponse(status=204 if kept else 413)


@require_POST
@staff_member_required
def forget_form(request: Any) -> HttpResponse:
    """Throw the kept entries of one form away, and go back to it."""
    path = request.POST.get("_path", "")
    KeptForm.objects.filter(user=request.user, path=path).delete()
    is_ours = url_has_allowed_host_and_scheme(path, allowed_hosts=None)
    return redirect(path if is_ours else "admin:index")
