"""The data door: what there is, what its columns mean, and the files."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from django.conf import settings
from django.http import Http404, HttpResponseNotModified, StreamingHttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import render
from django.utils.cache import patch_vary_headers
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from qingdao_techedu.log.actions import note
from qingdao_techedu.log.models import Entry
from qingdao_techedu.ui.parameters import refusal, understood_or_refused

from . import file_formats
from .addresses import Addresses
from .csvw import link_to_description
from .describing import Described, some_rows
from .file_formats import Format, by_media_type, by_suffix, option_names
from .file_names import disposition
from .license import data_license
from .linked_data import schema_org
from .loading import commands
from .query import Asked, Query, ask
from .registry import LONG, registered
from .streaming import sent

EXAMPLE_ROWS = 5
EXAMPLE_COLUMNS = 5  # side by side; of one row all are told, one below the other


@require_safe
def data_catalog(request):
    """The data sets, each with its description, years and formats."""
    found = [Described(dataset) for dataset in registered().values()]
    return render(
        request,
        "datasets/data_catalog.html",
        {"described": found, "formats": file_formats.registered(), "license": data_license()},
    )


@require_safe
def data_set(request, dataset):
    """One data set: dictionary, some rows, files, versions, and how to load it."""
    asked = _asked_or_404(request, dataset)
    found = Described(asked.query.dataset)
    rows = some_rows(asked.query)
    return render(
        request,
        "datasets/data_set.html",
        {
            "dataset": found.dataset,
            "related": [registered()[code] for code in found.dataset.related],
            "described": found,
            "query": asked.query,
            "filters": asked.filters,
            "problems": asked.problems,
            "formats": file_formats.registered(),
            **_examples(asked.query.header, rows),
            # How much a choice comes to is not counted: at a million rows that would take long.
            "extent": None if asked.query.text else found.extent(rows),
            "license": data_license(),
            "commands": commands(asked.query, Addresses(request).page(dataset)),
            "schema_org": schema_org(found, Addresses(request)),
        },
    )


def _examples(header: Sequence[str], rows: Sequence[Sequence[Any]]) -> dict[str, Any]:
    """The first rows in as many columns as fit a page; where there are more, one row whole."""
    is_cut = bool(rows) and len(header) > EXAMPLE_COLUMNS
    return {
        "header": header[:EXAMPLE_COLUMNS],
        "examples": [row[:EXAMPLE_COLUMNS] for row in rows[:EXAMPLE_ROWS]],
        "first_row": list(zip(header, rows[0], strict=True)) if is_cut else [],
    }


@require_safe
def data_file(request, dataset, suffix):
    """The data set as a file, narrowed exactly as its page; 400 names what was not understood."""
    asked = _asked_or_404(request, dataset)
    form = _format_or_404(suffix)
    named = _named(request, form)
    if named is None:
        return refusal([_not_to_be_had(request, form)], status=406)
    options, problems = named.chosen(request.GET)
    if refused := understood_or_refused([*asked.problems, *problems]):
        return refused
    if getattr(request, "is_unmodified", False):
        return HttpResponseNotModified()  # before anything of the file is made
    if request.method == "HEAD":
        # The headers alone: a server would still read a stream to its end.
        response: HttpResponseBase = StreamingHttpResponse((), content_type=named.header)
    else:
        _note_export(request, asked.query, named)
        response = sent(
            request,
            named.pieces(asked.query, options),
            named.header,
            compress=not named.is_compressed,
        )
    if response.status_code == 200:
        query = asked.query
        layout = [query.layout] if query.layout != LONG else []
        name = disposition(dataset, query.pairs, named.suffix, others=layout)
        response.headers["Content-Disposition"] = name
        if named.suffix == "csv" and (link := link_to_description(dataset, Addresses(request))):
            response.headers["Link"] = link
    if form.also_as:
        patch_vary_headers(response, ["Accept"])
    response.headers["X-Robots-Tag"] = "noindex"
    return response


def _named(request, form: Format) -> Format | None:
    """The format, or the one that Accept prefers where an address has several; None where none."""
    if not form.also_as:
        return form
    return by_media_type(request.get_preferred_type([form.media_type, *form.also_as]))


def _not_to_be_had(request, form: Format) -> str:
    return _("“%(accept)s” is not what this address has. It has: %(types)s.") % {
        "accept": request.headers.get("Accept", ""),
        "types": ", ".join([form.media_type, *form.also_as]),
    }


def _note_export(request, query: Query, form: Format) -> None:
    """Log what staff take out. Visitors take the same and are nobody's business.

    A visitor has no session cookie, and the session is not asked: it would make the answer vary.
    """
    if request.method != "GET" or settings.SESSION_COOKIE_NAME not in request.COOKIES:
        return
    if request.user.is_authenticated:
        name = f"{query.code}.{form.suffix}"
        note(Entry.Kind.EXPORT, who=request.user.username, subject=name, filters=query.text)


def _asked_or_404(request, code: str) -> Asked:
    try:
        return ask(code, request.GET, also_allowed=option_names())
    except KeyError:
        raise Http404 from None


def _format_or_404(suffix: str) -> Format:
    try:
        return by_suffix(suffix)
    except KeyError:
        raise Http404 from None
