"""Reported figures: the list, and each one's passport."""

from __future__ import annotations

from django.shortcuts import render

from qingdao_techedu.publishing.queries import public_or_404

from .filters import FigureFilter
from .models import ReportedFigure
from .passports import own_sums


def figure_list(request):
    """Every reported figure with its source, by place."""
    figures = ReportedFigure.objects.public().with_parts().by_subject()
    filters = FigureFilter(request.GET, queryset=figures)
    return render(request, "facts/figure_list.html", {"filters": filters, "figures": filters.qs})


def figure_detail(request, code):
    """A figure's passport: definition, date, precision, sources, and what our data add up to."""
    figure = public_or_404(ReportedFigure.objects.with_parts(), code=code)
    return render(
        request, "facts/figure_detail.html", {"figure": figure, "own_sums": own_sums(figure)}
    )
