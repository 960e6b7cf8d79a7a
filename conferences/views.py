"""Conferences and programmes as the public sees them."""

from __future__ import annotations

from django.shortcuts import render

from qingdao_techedu.publishing.queries import public_or_404

from .filters import ConferenceFilter
from .models import Conference, Programme

CONFERENCES_A_PAGE = 20


def conference_list(request):
    """The published conferences, latest first."""
    published = Conference.objects.published().latest_first().prefetch_related("programmes")
    filters = ConferenceFilter(request.GET, queryset=published)
    return render(
        request,
        "conferences/conference_list.html",
        {"filters": filters, "page": filters.page(CONFERENCES_A_PAGE)},
    )


def conference_detail(request, slug):
    """One conference: what was said, who took part, the programme it set, the totals quoted."""
    conference = public_or_404(Conference.objects.for_page(), slug=slug)
    return render(request, "conferences/conference_detail.html", {"conference": conference})


def programme_detail(request, slug):
    """A work programme, point by point."""
    programme = public_or_404(Programme.objects.for_page(), slug=slug)
    return render(request, "conferences/programme_detail.html", {"programme": programme})
