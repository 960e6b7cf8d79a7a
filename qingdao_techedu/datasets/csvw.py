"""A data set described for machines by CSV on the Web, the W3C's vocabulary for tabular data."""

from __future__ import annotations

from typing import Any

from .addresses import Addresses
from .bilingual import in_both
from .describing import Described, sample_warning
from .license import data_license
from .registry import DATE, DECIMAL, INTEGER, TEXT, Column

DATATYPES = {TEXT: "string", INTEGER: "integer", DECIMAL: "decimal", DATE: "date"}


def csv_metadata(described: Described, addresses: Addresses) -> dict[str, Any]:
    """The table at its full address, every column, and what must be known of its use."""
    dataset = described.dataset
    told: dict[str, Any] = {
        "@context": "http://www.w3.org/ns/csvw",
        "url": addresses.file(dataset.code, "csv", "bom=0"),
        "dc:title": in_both(dataset.label),
        "dc:description": in_both(dataset.description),
        "dc:publisher": in_both(dataset.owner),
        "dc:rights": in_both(lambda: data_license().sentence),
        "dialect": {"encoding": "utf-8", "header": True},
        "tableSchema": {"columns": [_column(column) for column in dataset.columns]},
    }
    if data_license().url:
        told["dc:license"] = {"@id": data_license().url}
    if described.is_sample:
        told["dc:provenance"] = in_both(sample_warning)
    return told


def _column(column: Column) -> dict[str, Any]:
    return {
        # What stands in the first line, by which a reader recognizes the file.
        "name": column.name,
        "titles": column.name,
        "datatype": DATATYPES[column.type],
        "dc:title": in_both(column.label),
        "dc:description": in_both(column.description),
    }
