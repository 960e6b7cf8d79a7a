"""The data door: what there is, what its columns mean, and the files."""

from __future__ import annotations

from itertools import islice

from django.conf import settings
from django.http import Http404, HttpResponse, StreamingHttpResponse
from django.shortcuts import render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from qingdao_techedu.log.actions import note
from qingdao_techedu.log.models import Entry
from qingdao_techedu.ui.filters import Problem

from . import csv
from .registry import Dataset, registered

EXAMPLE_ROWS = 5


@require_safe
def data_catalogue(request):
    """The data sets, each with its description and files."""
    return render(request, "datasets/data_catalogue.html", {"datasets": registered().values()})


@require_safe
def data_set(request, dataset):
    """One data set: columns, code lists, parameters, example rows, and how to load it."""
    found = _dataset_or_404(dataset)
    filters = found.filtered(request.GET)
    file = request.build_absolute_uri(request.path.rstrip("/") + ".csv")
    return render(
        request,
        "datasets/data_set.html",
        {
            "dataset": found,
            "filters": filters,
            "examples": list(islice(csv.safe_rows(found, filters.qs[:EXAMPLE_ROWS]), EXAMPLE_ROWS)),
            "file": file,
        },
    )


@require_safe
def data_csv(request, dataset):
    """The data set as CSV, narrowed exactly as its page; 400 names what was not understood."""
    found = _dataset_or_404(dataset)
    filters = found.filtered(request.GET)
    bom = request.GET.get("bom", "1")
    problems = list(filters.problems)
    if bom not in {"0", "1"}:
        problems.append(Problem("bom", bom, ["0", "1"]))
    if problems:
        return HttpResponse(
            "\n".join(
                [_("This address was not understood; no data was sent."), *map(str, problems)]
            ),
            status=400,
            content_type="text/plain; charset=utf-8",
        )
    _note_export(request, found)
    # A HEAD asks for the headers alone: the server would still read a stream to its end.
    pieces = csv.stream(found, filters.qs, bom=bom == "1") if request.method == "GET" else ()
    response = StreamingHttpResponse(
        pieces,
        content_type="text/csv; charset=utf-8; header=present",
    )
    response.headers["Content-Disposition"] = f'attachment; filename="{found.code}.csv"'
    response.headers["X-Robots-Tag"] = "noindex"
    return response


def _note_export(request, dataset: Dataset) -> None:
    """Log what staff take out. Visitors take the same and are nobody's business.

    A visitor has no session cookie, and the session is not asked: it would make the answer vary.
    """
    if request.method != "GET" or settings.SESSION_COOKIE_NAME not in request.COOKIES:
        return
    if request.user.is_authenticated:
        filters = request.GET.urlencode()
        note(Entry.Kind.EXPORT, who=request.user.username, subject=dataset.code, filters=filters)


def _dataset_or_404(code: str) -> Dataset:
    try:
        return registered()[code]
    except KeyError:
        raise Http404 from None
