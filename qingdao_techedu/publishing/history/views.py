"""The page of a record's public history."""

from __future__ import annotations

from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from ..queries import record_under
from .events import events_of

EVENTS_A_PAGE = 50


@require_safe
def record_history(request: HttpRequest, kind: str, key: str) -> HttpResponse:
    """What became of a public record since visitors can see it."""
    record = record_under(kind, key)
    page = Paginator(events_of(record), EVENTS_A_PAGE).get_page(request.GET.get("page"))
    return render(request, "publishing/record_history.html", {"record": record, "page": page})
