"""The OpenAPI document: every route, parameter, column and code, in the asked language."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from django.utils.translation import gettext as _
from ninja import NinjaAPI

from qingdao_techedu.datasets.registry import registered

from . import schemas
from .declaring import DECLARED, Declared
from .door import ROOT
from .problems import MEDIA_TYPE, SENTENCES, TITLES
from .schemas import Schema

ALWAYS = (400, 404, 406, 500)


@dataclass(frozen=True)
class Route:
    """A route as it was declared, with its address and the parameters that it takes."""

    path: str
    declared: Declared
    parameters: list[Schema]


def routes(api: NinjaAPI) -> Iterator[Route]:
    """Every route in the active language. What filters take is asked of the database."""
    for path, item in api.get_openapi_schema(path_prefix=ROOT)["paths"].items():
        operation = item["get"]  # that HEAD answers like GET goes without saying
        declared: Declared = operation[DECLARED]
        parameters = [
            *(_of_the_path(one) for one in operation["parameters"]),
            *declared.parameters(),
            schemas.lang(),
        ]
        yield Route(path, declared, parameters)


def tags() -> dict[str, str]:
    """The groups of routes, in the order of their telling."""
    return {
        "entrance": _("Where to begin"),
        **{one.code: str(one.label) for one in registered().values()},
        "permalinks": _("Permalinks"),
    }


def openapi(api: NinjaAPI) -> dict[str, Any]:
    """OpenAPI 3.1 in the active language."""
    rows = {row_name(one.code): schemas.row(one) for one in registered().values()}
    return {
        "openapi": "3.1.0",
        "info": {
            "title": _("Qingdao Technical Education Portal"),
            "version": api.version,
            "description": _(
                "What the pages of the portal show, for programs. Read only, open to everybody, "
                "without a key."
            ),
        },
        "servers": [{"url": "/"}],
        "tags": [{"name": name, "description": label} for name, label in tags().items()],
        "paths": {one.path: {"get": _operation(one)} for one in routes(api)},
        "components": {
            "schemas": {**schemas.components(), **rows},
            "responses": {str(status): _problem(status) for status in sorted(TITLES)},
        },
    }


def row_name(code: str) -> str:
    """The name of a data set's rows among the components."""
    return f"{code.capitalize()}Row"


def _operation(route: Route) -> dict[str, Any]:
    declared = route.declared
    told: dict[str, Any] = {
        "operationId": declared.name,
        "tags": [declared.tag],
        "summary": str(declared.summary),
        "parameters": route.parameters,
        "responses": _responses(declared),
    }
    if declared.description:
        told["description"] = str(declared.description)
    return told


def _of_the_path(parameter: Schema) -> Schema:
    """A part of the address: what it is follows from its name."""
    words = {
        "code": _("The record's code, as in its address and in the data."),
        "scheme_code": _("The code of the scheme in which the chain stands."),
        "year": _("Statistical year."),
        "version": _("Version of the year's release."),
    }
    return {**parameter, "description": words[parameter["name"]]}


def _responses(declared: Declared) -> dict[str, Any]:
    content = {"application/json": {"schema": declared.answer()}}
    etag = {"ETag": {"description": _("Stands for the answer."), "schema": {"type": "string"}}}
    told: dict[str, Any] = {
        "200": {"description": _("The answer."), "headers": etag, "content": content},
        "304": {"description": _("The answer is still the one that If-None-Match names.")},
    }
    for status in sorted({*ALWAYS, *declared.errors}):
        told[str(status)] = {"$ref": f"#/components/responses/{status}"}
    return told


def _problem(status: int) -> dict[str, Any]:
    schema = schemas.named("Problem")
    return {
        "description": f"{TITLES[status]}{_(': ')}{SENTENCES[status]}",
        "content": {MEDIA_TYPE: {"schema": schema}},
    }
