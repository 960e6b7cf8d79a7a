"""A data set described for machines by CSV on the Web, the W3C's vocabulary for tabular data.

A reader takes a description only if it names the very address that it has read ("Model for Tabular
Data", 5.2). So each address of a CSV has its own: the same question, put to another file. Files
with a byte order mark have none: readers take the mark for a part of the first heading.
"""

from __future__ import annotations

from typing import Any

from django.http import HttpRequest
from django.utils.encoding import iri_to_uri

from .addresses import Addresses
from .bilingual import in_both
from .describing import Described, sample_warning
from .license import data_license
from .query import Query
from .registry import DATE, DECIMAL, INTEGER, TEXT, Column

BOM, WITHOUT = "bom", "0"
DATATYPES = {TEXT: "string", INTEGER: "integer", DECIMAL: "decimal", DATE: "date"}


def csv_metadata(query: Query, addresses: Addresses) -> dict[str, Any]:
    """The table that a question is answered with, every column, and what must be known of its use.

    It is at the address of the file that has this question just as it was put.
    """
    described = Described(query.dataset)
    dataset = query.dataset
    told: dict[str, Any] = {
        "@context": "http://www.w3.org/ns/csvw",
        "url": addresses.file(dataset.code, "csv", _without_mark(addresses.request)),
        "dc:title": in_both(dataset.label),
        "dc:description": in_both(dataset.explained),
        "dc:publisher": in_both(dataset.owner),
        "dc:rights": in_both(lambda: data_license().sentence),
        "dialect": {"encoding": "utf-8", "header": True},
        "tableSchema": {"columns": [_column(column) for column in query.columns]},
    }
    if data_license().url:
        told["dc:license"] = {"@id": data_license().url}
    if described.is_sample:
        told["dc:provenance"] = in_both(sample_warning)
    return told


def link_to_description(code: str, addresses: Addresses) -> str:
    """The Link header of a CSV without a byte order mark: its description, where the same is asked.

    Blank for every other file.
    """
    request = addresses.request
    if request.GET.get(BOM) != WITHOUT:
        return ""
    described = f"{addresses.of('csv_metadata', code)}?{_question(request)}"
    return f'<{described}>; rel="describedby"; type="application/csvm+json"'


def _question(request: HttpRequest) -> str:
    """The question as it was put, which is a part of the address, in signs a header can hold."""
    return iri_to_uri(request.META.get("QUERY_STRING", "")) or ""


def _without_mark(request: HttpRequest) -> str:
    question = _question(request)
    if request.GET.get(BOM) == WITHOUT:
        return question
    return f"{question}&{BOM}={WITHOUT}" if question else f"{BOM}={WITHOUT}"


def _column(column: Column) -> dict[str, Any]:
    return {
        # What stands in the first line, by which a reader recognizes the file.
        "name": column.name,
        "titles": column.name,
        "datatype": DATATYPES[column.type],
        "dc:title": in_both(column.label),
        "dc:description": in_both(column.description),
    }
