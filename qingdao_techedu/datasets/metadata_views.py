"""The catalog for machines, each document from the one declaration of its data set."""

from __future__ import annotations

from typing import Any

from django.http import Http404, JsonResponse
from django.views.decorators.http import require_safe

from qingdao_techedu.ui.parameters import takes, understood_or_refused

from .addresses import Addresses
from .csvw import BOM, csv_metadata
from .datapackage import data_package
from .describing import Described
from .file_formats import by_suffix
from .linked_data import dcat_catalog
from .query import ask
from .registry import registered


@require_safe
@takes()
def dcat(request):
    """Every data set with its files and versions, by DCAT 3."""
    told = dcat_catalog(registered().values(), Addresses(request))
    return _json(told, "application/ld+json")


@require_safe
@takes()
def frictionless(request, dataset):
    """A data set as a Frictionless Data Package."""
    return _json(data_package(_described_or_404(dataset), Addresses(request)), "application/json")


@require_safe
def csvw(request, dataset):
    """A data set's CSV by the vocabulary of CSV on the Web, of the same question as the file."""
    try:
        asked = ask(dataset, request.GET, also_allowed=(BOM,))
    except KeyError:
        raise Http404 from None
    _options, problems = by_suffix("csv").chosen(request.GET)
    if refused := understood_or_refused([*asked.problems, *problems]):
        return refused
    return _json(csv_metadata(asked.query, Addresses(request)), "application/csvm+json")


def _json(told: dict[str, Any], content_type: str) -> JsonResponse:
    params = {"ensure_ascii": False, "indent": 2}
    return JsonResponse(told, json_dumps_params=params, content_type=content_type)


def _described_or_404(code: str) -> Described:
    try:
        return Described(registered()[code])
    except KeyError:
        raise Http404 from None
