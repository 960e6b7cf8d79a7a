"""Awards as the public sees them. Rolls are kept out of search engines."""

from __future__ import annotations

from django.http import Http404
from django.shortcuts import get_object_or_404, render

from qingdao_techedu.publishing.queries import published_or_404
from qingdao_techedu.ui.filters import PublicFilterSet

from .models import AwardKind, Grant, Round

GRANTS_A_PAGE = 100


def award_years(request):
    """The award kinds, and the years in which they were handed over."""
    rounds = Round.objects.published().with_grant_count().select_related("kind", "conference")
    kinds = AwardKind.objects.prefetch_related("citations__source")
    return render(request, "awards/award_years.html", {"kinds": kinds, "rounds": rounds.by_year()})


def award_year(request, year):
    """The rounds of one year."""
    rounds = (
        Round.objects.published()
        .filter(year=year)
        .with_grant_count()
        .select_related("kind", "conference")
        .order_by("kind__order")
    )
    if not rounds:
        raise Http404
    return render(request, "awards/award_year.html", {"year": year, "rounds": rounds})


def award_roll(request, year, kind):
    """One award's roll of one year."""
    kind = get_object_or_404(AwardKind, slug=kind)
    award_round = published_or_404(
        Round.objects.select_related("kind", "conference").prefetch_related("citations__source"),
        year=year,
        kind=kind,
    )
    grants = Grant.objects.on_public_roll().filter(round=award_round)
    filters = PublicFilterSet(request.GET, queryset=grants.select_related("college", "specialty"))
    return render(
        request,
        "awards/award_roll.html",
        {"round": award_round, "filters": filters, "page": filters.page(GRANTS_A_PAGE)},
    )
