"""The living style guide: every component in every state, for staff and developers."""

from __future__ import annotations

from decimal import Decimal
from typing import Any

from django.conf import settings
from django.core.paginator import Paginator
from django.http import Http404
from django.shortcuts import render
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from qingdao_techedu.outages.reasons import AWAY
from qingdao_techedu.ui.numbers import amount

from .specimens import COLORS, PROVENANCES, ROWS, SIZES, Specimen, charts, filters, form

# Pages that a visitor meets only when something has gone wrong, by their address here.
WHOLE_PAGES: dict[str, tuple[str, dict[str, Any]]] = {
    "bad-request": ("400.html", {}),
    "forbidden": ("403.html", {}),
    "expired": ("403_csrf.html", {}),
    "not-found": ("404.html", {}),
    "broken": ("500.html", {}),
    "unavailable": ("503.html", {"why": AWAY, "is_saving_unsure": True}),
    "withdrawn": (
        "publishing/withdrawn.html",
        {"record": {"withdrawal": _("The college asked for a correction; a new version follows.")}},
    ),
    "lockout": ("accounts/lockout.html", {"failure_limit": 5, "minutes": 15}),
    "address-lockout": (
        "accounts/lockout.html",
        {"is_address": True, "failure_limit": 30, "minutes": 15},
    ),
    "too-large": ("413.html", {"code": 413, "title": _("Too large")}),
}
MANY = 10_000


def overview(request):
    """Every component with what it is for."""
    _only_for_builders(request)
    return render(
        request,
        "styleguide/styleguide.html",
        {
            "colors": COLORS,
            "sizes": SIZES,
            "provenances": PROVENANCES,
            "specimen": Specimen("press"),
            "rows": ROWS,
            "records": [record for _name, _count, record in ROWS],
            "amounts": [
                amount(Decimal(43_900), str(_("persons"))),
                amount(Decimal("134.7"), str(_("persons")), scale=10_000, decimals=1),
                amount(Decimal(19), str(_("colleges"))),
            ],
            "now": timezone.now(),
            "filters": filters(),
            "form": form(),
            "page": Paginator(range(MANY), 50).page(7),
            "charts": charts(),
            "whole_pages": list(WHOLE_PAGES),
        },
    )


def whole_page(request, page):
    """One of the pages that are met only when something has gone wrong."""
    _only_for_builders(request)
    if page not in WHOLE_PAGES:
        raise Http404
    template, context = WHOLE_PAGES[page]
    return render(request, template, context)


def _only_for_builders(request) -> None:
    if not (settings.DEBUG or request.user.is_staff):
        raise Http404
