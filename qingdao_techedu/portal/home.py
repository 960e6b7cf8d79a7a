"""The home page, the page about the portal and the error pages: what looks into every room."""

from __future__ import annotations

import sys

from django.shortcuts import render

from awards.models import Round
from colleges.chains.models import ChainScheme
from colleges.enrollment.panels import enrollment_of_city
from colleges.models import College
from conferences.models import Conference
from qingdao_techedu.facts.models import ReportedFigure, Source
from qingdao_techedu.facts.provenance import Provenance
from qingdao_techedu.outages.reasons import reason_of
from qingdao_techedu.ui import error_pages


def home(request):
    """Headline figures, three doors, seven years, the chains, the latest decisions and awards."""
    scheme, *other_schemes = ChainScheme.objects.latest_first() or [None]
    conference = (
        Conference.objects.published().latest_first().prefetch_related("programmes").first()
    )
    rounds = Round.objects.published().factual().select_related("kind").by_year()
    return render(
        request,
        "portal/home.html",
        {
            "figures": ReportedFigure.objects.headline().with_parts(),
            "scheme": scheme,
            "other_schemes": other_schemes,
            "chains": scheme.chains.with_supply() if scheme else [],
            "conference": conference,
            "latest_rounds": rounds[0] if rounds else None,
            "enrollment": enrollment_of_city(),
        },
    )


def about(request):
    """What the portal is, how honest it is, and the sources it draws on."""
    return render(
        request,
        "portal/about.html",
        {
            "provenances": list(Provenance),
            "sources": Source.objects.public(),
            "named_count": College.objects.published().factual().count(),
            "declared": ReportedFigure.objects.public()
            .filter(code="qingdao-2024-colleges")
            .first(),
        },
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
