"""The OpenAPI document: every route, parameter, column and code, in the asked language."""

from __future__ import annotations

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


def openapi(api: NinjaAPI) -> dict[str, Any]:
    """OpenAPI 3.1 in the active language. What filters take is asked of the database."""
    made = api.get_openapi_schema(path_prefix=ROOT)
    paths = {path: _operations(item) for path, item in made["paths"].items()}
    rows = {row_name(one.code): schemas.row(one) for one in registered().values()}
    return {
        "openapi": made["openapi"],
        "info": {
            "title": _("Qingdao Technical Education Portal"),
            "version": api.version,
            "description": _(
                "What the pages of the portal show, for programs. Read only, open to everybody, "
                "without a key."
            ),
        },
        "servers": [{"url": "/"}],
        "paths": paths,
        "components": {
            "schemas": {**schemas.components(), **rows},
            "responses": {str(status): _problem(status) for status in sorted(TITLES)},
        },
    }


def row_name(code: str) -> str:
    """The name of a data set's rows among the components."""
    return f"{code.capitalize()}Row"


def _operations(item: dict[str, Any]) -> dict[str, Any]:
    """The route as it is read; that HEAD answers like GET goes without saying."""
    operation = dict(item["get"])
    declared: Declared = operation.pop(DECLARED)
    operation.pop("description", None)  # of the code, for those who read that
    operation |= {
        "summary": str(declared.summary),
        "parameters": [
            *(_of_the_path(one) for one in operation["parameters"]),
            *declared.parameters(),
            schemas.lang(),
        ],
        "responses": _responses(declared),
    }
    if declared.description:
        operation["description"] = str(declared.description)
    return {"get": operation}


def _of_the_path(parameter: Schema) -> Schema:
    """A part of the address: what it is follows from its name."""
    words = {
        "code": _("The record's code, as in its address and in the data."),
        "scheme": _("The code of the scheme in which the chain stands."),
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
