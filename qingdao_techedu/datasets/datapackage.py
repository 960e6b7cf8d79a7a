"""Tables described for machines as Frictionless Data Packages (Table Schema, Data Package 1)."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from django.utils.translation import gettext as _

from .addresses import Addresses
from .describing import Described
from .license import data_license
from .registry import Column


def table_schema(columns: Iterable[Column]) -> dict[str, Any]:
    """The columns of a CSV file, in its order; a blank cell is a missing value."""
    return {"fields": [_field(column) for column in columns], "missingValues": [""]}


def _field(column: Column) -> dict[str, Any]:
    field: dict[str, Any] = {
        "name": column.name,
        "type": column.type,
        "title": str(column.label),
        "description": str(column.description),
    }
    if column.codes:
        values = column.labels.values() if column.spoken else column.codes.values
        field["constraints"] = {"enum": [str(value) for value in values if value != ""]}
    if column.codes and not column.spoken:
        field["categories"] = [
            {"value": value, "label": str(label)} for value, label in column.codes.choices
        ]
    if column.unit:
        field["unit"] = str(column.unit)
    return field


def csv_resource(name: str, path: str, schema: dict[str, Any]) -> dict[str, Any]:
    """A CSV file as a resource; ``path`` is its name beside the package, or its full address."""
    return {
        "name": name,
        "path": path,
        "profile": "tabular-data-resource",
        "scheme": "https" if path.startswith("https:") else "http" if "://" in path else "file",
        "format": "csv",
        "mediatype": "text/csv",
        "encoding": "utf-8",
        "schema": schema,
    }


def data_package(described: Described, addresses: Addresses) -> dict[str, Any]:
    """A data set as it is today, its CSV at its full address, in the language of that address."""
    dataset = described.dataset
    address = addresses.file(dataset.code, "csv", "bom=0")
    told: dict[str, Any] = {
        "profile": "tabular-data-package",
        "name": dataset.code,
        "title": str(dataset.label),
        "description": described.description,
        "homepage": addresses.of("data_set", dataset.code),
        "contributors": [{"title": str(dataset.owner), "role": "publisher"}],
        "updateFrequency": str(dataset.frequency.label),
        "rights": data_license().sentence,
        **licenses(),
        "resources": [csv_resource(dataset.code, address, table_schema(dataset.columns))],
    }
    if described.is_sample:
        told["keywords"] = [_("Sample data")]
    if described.years:
        told["temporalCoverage"] = "{}/{}".format(*described.years)
    if described.versions:
        told["versions"] = [
            {
                "name": one.name,
                "path": addresses.full(one.address),
                "files": [
                    {"path": addresses.full(file.address), "hash": f"sha256:{file.sha256}"}
                    for file in one.files
                ],
            }
            for one in described.versions
        ]
    return told


def licenses() -> dict[str, Any]:
    """The key ``licenses``, or nothing while none has been chosen: it may not be made up."""
    chosen = data_license()
    if not chosen.is_chosen:
        return {}
    return {"licenses": [{key: value for key, value in chosen.as_dict.items() if value}]}
