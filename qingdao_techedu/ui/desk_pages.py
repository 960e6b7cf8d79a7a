"""The desk's own pages, beside those that Django's admin makes."""

from __future__ import annotations

from typing import Any

from django.contrib import admin
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render


def page_of(
    request: HttpRequest, template: str, context: dict[str, Any], status: int = 200
) -> HttpResponse:
    """A page of the desk, with what stands around each; its template extends ui/desk_page.html."""
    return render(request, template, {**admin.site.each_context(request), **context}, status=status)


def is_restored(request: HttpRequest) -> bool:
    """Whether a form is being shown with entries that had been kept: nothing is done then."""
    visit = getattr(request, "visit", None)  # of rooms above; most pages have none
    return visit is not None and visit.is_restored


def is_sent(request: HttpRequest) -> bool:
    """Whether somebody sends a form, and does not only look at one that is restored."""
    return request.method == "POST" and not is_restored(request)
