"""The home page, the page about the portal and the error pages."""

from __future__ import annotations

import sys

from django.shortcuts import render

from qingdao_techedu.facts.models import ReportedFigure, Source
from qingdao_techedu.outages.reasons import reason_of
from qingdao_techedu.records.provenance import Provenance
from qingdao_techedu.ui import error_pages


def home(request):
    """Headline figures, three doors, and what the subjects bring."""
    figures = list(ReportedFigure.objects.headline().with_parts())
    return render(
        request, "portal/home.html", {"figures": figures, "source": _common_source(figures)}
    )


def _common_source(figures: list[ReportedFigure]) -> Source | None:
    """The first source of every figure, if they have one and the same, and of one kind."""
    first = {next((one.source for one in figure.citations.all()), None) for figure in figures}
    kinds = {figure.provenance for figure in figures}
    return first.pop() if len(first) == len(kinds) == 1 else None


def about(request):
    """What the portal is, how honest it is, and the sources it draws on."""
    return render(
        request,
        "portal/about.html",
        {"provenances": list(Provenance), "sources": Source.objects.public()},
    )


def accessibility(request):
    """How the portal can be used by everybody, and what is not reached yet."""
    return render(request, "portal/accessibility.html")


def bad_request(request, exception=None):
    return render(request, "400.html", status=400)


def forbidden(request, exception=None):
    return render(request, "403.html", status=403)


def not_found(request, exception=None):
    return render(request, "404.html", status=404)


def server_error(request):
    """503 where something is away that the portal stands on; 500 for any other fault."""
    reason = reason_of(sys.exc_info()[1])
    return error_pages.unavailable(request, reason) if reason else error_pages.broken(request)
