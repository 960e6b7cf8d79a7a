"""Citing a table: keeping its answer, and showing it to whoever follows the citation."""

from __future__ import annotations

from typing import Any

from django.core.exceptions import ValidationError
from django.http import Http404, HttpResponse, QueryDict
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_safe

from qingdao_techedu.standbys.routing import from_primary
from qingdao_techedu.ui.parameters import takes
from qingdao_techedu.ui.senders import connection_of, sender_of

from .citable import Citable, citable
from .citing import in_bibtex, in_gbt_7714, is_sample, keep, spoken, table_of, take, title_of
from .comparing import differences
from .models import Permalink
from .permalink_files import FILES

SALT = "qingdao_techedu.permalinks"
LONGEST = 8_000  # signs of a question; an address is hardly longer


@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def permalink_new(request, kind) -> HttpResponse:
    """What would be cited; sent, it is kept, and its permalink follows.

    The table's own page has no form for this, so that it needs no cookie.
    """
    found = _citable_or_404(kind)
    is_sent = request.method == "POST"
    query = request.POST.get("query", "") if is_sent else request.GET.urlencode()
    context: dict[str, Any] = {"page": found.page, "query": query}
    try:
        _require_short(query)
        if is_sent:
            return redirect(keep(kind, query, sender=sender_of(connection_of(request), SALT)))
        snapshot = take(kind, query)
    except ValidationError as error:
        context["faults"] = error.messages
        return render(request, "datasets/permalink_new.html", context, status=400)
    context |= {"title": title_of(snapshot.content), "table": table_of(snapshot.content)}
    return render(request, "datasets/permalink_new.html", context)


@from_primary
@require_safe
def permalink(request, code) -> HttpResponse:
    """The figures as cited, whether they still hold, and how they are cited."""
    kept = get_object_or_404(Permalink, code=code)
    found = _citable_or_404(kept.kind)
    if why := found.withdrawn(kept.snapshot):
        return _gone(request, kept, found, why)
    now, why = _now(found, kept)
    address = request.build_absolute_uri(kept.get_absolute_url())
    return render(
        request,
        "datasets/permalink.html",
        {
            "permalink": kept,
            "page": found.page,
            "title": title_of(kept.content),
            "table": table_of(kept.content),
            "definition": spoken(kept.content["definition"]),
            "is_sample": is_sample(kept.content),
            "fates": found.fates(kept.content["releases"]),
            "differences": differences(kept.content, now) if now else [],
            "why_gone": why,
            "gbt_7714": in_gbt_7714(kept, address),
            "bibtex": in_bibtex(kept, address),
        },
    )


@from_primary
@require_safe
@takes()
def permalink_file(request, code, suffix) -> HttpResponse:
    """The table as a file, as it was cited."""
    kept = get_object_or_404(Permalink, code=code)
    found = _citable_or_404(kept.kind)
    if suffix not in FILES:
        raise Http404
    if why := found.withdrawn(kept.snapshot):
        return _gone(request, kept, found, why)
    kind, write = FILES[suffix]
    response = HttpResponse(write(kept), content_type=kind)
    response.headers["Content-Disposition"] = f'attachment; filename="{kept.code}.{suffix}"'
    response.headers["X-Robots-Tag"] = "noindex"
    return response


def _gone(request, kept: Permalink, found: Citable, why: str) -> HttpResponse:
    """In place of figures that were withdrawn: that they were cited, and why they are gone."""
    context = {"permalink": kept, "page": found.page, "why": why}
    return render(request, "datasets/permalink_withdrawn.html", context, status=410)


def _now(found: Citable, kept: Permalink) -> tuple[dict[str, Any] | None, str]:
    """What the question is answered with now, or why it has no answer any more."""
    try:
        return found.snapshot(QueryDict(kept.query)).content, ""
    except ValidationError as error:
        return None, " ".join(error.messages)


def _require_short(query: str) -> None:
    if len(query) > LONGEST:
        raise ValidationError(
            _("The question has %(length)d signs; at most %(most)d are kept. Choose fewer filters.")
            % {"length": len(query), "most": LONGEST}
        )


def _citable_or_404(code: str) -> Citable:
    try:
        return citable(code)
    except KeyError:
        raise Http404 from None
