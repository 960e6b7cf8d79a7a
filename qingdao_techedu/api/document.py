"""The OpenAPI document: every route, parameter, column and code.

Words are in the asked language; whatever programs take names from is English in both.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from django.urls import reverse
from django.utils.translation import gettext as _
from ninja import NinjaAPI

from qingdao_techedu.datasets.license import data_license
from qingdao_techedu.datasets.registry import OWNER, registered

from . import code_lists, schemas
from .declaring import DECLARED, Declared
from .door import ROOT
from .problems import MEDIA_TYPE, SENTENCES, TITLES
from .schemas import Schema

ALWAYS = (400, 404, 406, 500, 503)
# In both languages: clients are named after it.
TITLE = "Qingdao Technical Education Portal"


@dataclass(frozen=True)
class ApiRoute:
    """A route as it was declared, with its address and the parameters that it takes."""

    path: str  # below the root of the API
    declared: Declared
    parameters: list[Schema]


def routes(api: NinjaAPI) -> Iterator[ApiRoute]:
    """Every route in the active language. What filters take is asked of the database."""
    for path, item in api.get_openapi_schema(path_prefix="/")["paths"].items():
        operation = item["get"]  # that HEAD answers like GET goes without saying
        declared: Declared = operation[DECLARED]
        parameters = [
            *_of_the_path(operation["parameters"], declared.parts()),
            *declared.parameters(),
            schemas.lang(),
        ]
        yield ApiRoute(path, declared, parameters)


def tags() -> dict[str, str]:
    """The groups of routes, in the order of their telling."""
    return {
        "entrance": _("Where to begin"),
        **{one.code: str(one.label) for one in registered().values()},
        "permalinks": _("Permalinks"),
    }


def openapi(api: NinjaAPI, host: str) -> dict[str, Any]:
    """OpenAPI 3.1 in the active language, of the API at ``host``, such as https://example.org."""
    rows = {row_name(one.code): schemas.row(one) for one in registered().values()}
    operations = {one.path: _operation(one) for one in routes(api)}
    answered = {int(one) for told in operations.values() for one in told["responses"]}
    return {
        "openapi": "3.1.0",
        "info": _info(api, host),
        "servers": [{"url": host + ROOT.rstrip("/")}],
        "security": [],  # nobody has to say who they are
        "tags": [{"name": name, "description": label} for name, label in tags().items()],
        "paths": {path: {"get": told} for path, told in operations.items()},
        "components": {
            "schemas": {**schemas.components(), **rows, **code_lists.components()},
            "responses": {
                str(status): _problem(status) for status in sorted(answered & set(TITLES))
            },
        },
    }


def _info(api: NinjaAPI, host: str) -> dict[str, Any]:
    info: dict[str, Any] = {
        "title": TITLE,
        "version": api.version,
        "summary": _("Qingdao Technical Education Portal"),
        "description": _(
            "What the pages of the portal show, for programs. Read only, open to everybody, "
            "without a key."
        ),
        "contact": {"name": str(OWNER), "url": host + reverse("about")},
    }
    chosen = data_license()
    if chosen.is_chosen:
        info["license"] = {"name": chosen.name, **({"url": chosen.url} if chosen.url else {})}
    return info


def row_name(code: str) -> str:
    """The name of a data set's rows among the components."""
    return f"{''.join(part.capitalize() for part in code.split('-'))}Row"


def _operation(route: ApiRoute) -> dict[str, Any]:
    declared = route.declared
    return {
        "operationId": declared.name,
        "tags": [declared.tag],
        "summary": str(declared.summary),
        "description": str(declared.description),
        "parameters": route.parameters,
        "responses": _responses(declared),
    }


def _of_the_path(parameters: list[Schema], parts: dict[str, Schema]) -> Iterator[Schema]:
    """The parts of the address, each with what its route said of it."""
    for parameter in parameters:
        words = parts.get(parameter["name"], {"description": parameter["name"]})
        schema = {"type": parameter["schema"]["type"]}  # ninja's title would name a class
        yield {**parameter, "schema": schema, **words}


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
