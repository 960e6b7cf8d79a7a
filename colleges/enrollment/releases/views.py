"""The releases as the public sees them: how they came about, what changed, and their files.

What is not sealed, or whose moment has not come, has no address: nobody learns that it exists.
"""

from __future__ import annotations

import logging
from functools import lru_cache

from django.core.paginator import Paginator
from django.http import Http404, HttpResponse
from django.shortcuts import render
from django.utils.http import content_disposition_header
from django.views.decorators.http import require_safe

from qingdao_techedu.datasets import stored
from qingdao_techedu.page_cache.reading import Edition
from qingdao_techedu.publishing.queries import public_or_404
from qingdao_techedu.ui.parameters import takes

from ..figures.models import Release
from ..figures.tables import totals_of
from . import package, protection, public_ledger, revisions, sealed_files

logger = logging.getLogger(__name__)

CELLS_A_PAGE = 40
LINES_A_PAGE = 40  # of the ledger


@require_safe
def disclosure_methodology(request):
    """How the figures are published: what is protected, by which rules, and what that costs."""
    thresholds = protection.thresholds_now()
    return render(
        request,
        "enrollment/methodology.html",
        {"thresholds": thresholds, "promise": protection.promise(protection.thresholds_kept())},
    )


@require_safe
def release_list(request):
    """All releases, newest first, and how far provisional figures were from the final ones."""
    return render(
        request,
        "enrollment/release_list.html",
        {
            "releases": Release.objects.effective().order_by("-year", "-version"),
            "revisions": revisions.from_provisional_to_final(),
        },
    )


@require_safe
def release_detail(request, year, version):
    """One release: its totals, ledger, file and sources."""
    release = _release_or_404(year, version)
    ledger = release.ledger.public().select_related("college", "measure")
    thresholds = protection.thresholds_of(release.protection)
    page = Paginator(ledger, LINES_A_PAGE).get_page(request.GET.get("page"))
    return render(
        request,
        "enrollment/release_detail.html",
        {
            "release": release,
            "totals": totals_of(release),
            "thresholds": thresholds,
            "promise": protection.promise(thresholds),
            "losses": protection.losses_of(release.protection),
            "former": protection.former_of(release.protection),
            "page": page,
            "ledger": public_ledger.as_published(release, page.object_list),
            "newer": Release.objects.current().filter(year=year, version__gt=version).first(),
            "earlier": Release.objects.before(release),
            "files": sealed_files.files_of(release),
        },
    )


@require_safe
def release_changes(request, year, version):
    """The cells that changed since an earlier version: the one before unless ``from`` names one."""
    release = _release_or_404(year, version)
    earlier = list(Release.objects.before(release))
    since = _since(earlier, request.GET.get("from"))
    page = Paginator(revisions.changed_keys(since, release), CELLS_A_PAGE).get_page(
        request.GET.get("page")
    )
    between = [one for one in earlier if one.version > since.version]
    return render(
        request,
        "enrollment/release_changes.html",
        {
            "release": release,
            "since": since,
            "earlier": earlier,
            "page": page,
            "cells": revisions.cells(page.object_list, since, release),
            "notes": [one for one in (release, *between) if one.change_note_zh],
        },
    )


@require_safe
@takes()
def release_file(request, year, version, suffix):
    """A sealed file, the same bytes until the release is put out again, or its digest.

    ``csv``, ``outcomes.csv``, ``groups.csv``, ``csv.gz``, ``zip`` and ``parquet``; with ``.sha256``
    behind it the line that ``sha256sum -c`` reads.
    """
    edition = getattr(request, "edition", None)
    release = _release_with_files(year, version, edition) if edition else _found(year, version)
    assert release.protected_at is not None  # or the public would not see it
    of = suffix.removesuffix(".sha256")
    name = package.name_of(release, of)
    try:
        file = sealed_files.find(release, of)
    except KeyError:
        raise Http404 from None
    except (sealed_files.CannotBeMadeAgain, stored.CannotBeWritten) as refusal:
        sentence = " ".join(getattr(refusal, "messages", [str(refusal)]))
        logger.error("%s", sentence)
        return HttpResponse(
            f"{sentence}\n",
            status=503,
            content_type="text/plain; charset=utf-8",
            headers={"Cache-Control": "no-store"},
        )
    if of != suffix:
        return _sidecar(name, file.sha256)
    return stored.respond(
        request,
        file,
        as_name=name,
        content_type=sealed_files.CONTENT_TYPES[of],
        modified_at=release.protected_at,
        compressed=sealed_files.find_if_there(release, "csv.gz") if of == "csv" else None,
    )


def _sidecar(name: str, sha256: str) -> HttpResponse:
    response = HttpResponse(f"{sha256}  {name}\n", content_type="text/plain; charset=utf-8")
    response.headers["Content-Disposition"] = content_disposition_header(True, f"{name}.sha256")
    response.headers["Cache-Control"] = stored.KEPT_FOR
    return response


def _release_or_404(year: int, version: int) -> Release:
    return _found(year, version, "citations__source")


def _found(year: int, version: int, *parts: str) -> Release:
    return public_or_404(Release.objects.prefetch_related(*parts), year=year, version=version)


@lru_cache(maxsize=64)
def _release_with_files(year: int, version: int, edition: Edition) -> Release:
    """The release as it is in an edition, to be read alone: its files are asked for again and
    again, and finding them would take as long as sending a small one.
    """
    return _found(year, version, "sealed_files")


def _since(earlier: list[Release], version: str | None) -> Release:
    """The earlier version that was asked for; raises ``Http404`` where there is no such one."""
    for release in earlier:
        if version is None or str(release.version) == version:
            return release
    raise Http404
