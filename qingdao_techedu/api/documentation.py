"""The API explained to people, from the same declarations as its OpenAPI document."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from .answers import in_same_language
from .declaring import Declared
from .document import ApiRoute, routes, tags
from .door import ROOT
from .problems import SENTENCES, TITLES
from .service import service

MAX_VALUES = 60  # of a parameter that the page shows


@dataclass(frozen=True)
class Parameter:
    """A parameter as the page shows it: its values, each a code and what it means."""

    name: str
    description: str
    is_required: bool
    takes_several: bool
    values: list[tuple[str, str]]
    more: int  # values that the OpenAPI document has beside these
    rule: str


@dataclass(frozen=True)
class RouteGuide:
    """A route as the page shows it, with a command that asks it."""

    address: str
    declared: Declared
    parameters: list[Parameter]
    command: str


@require_safe
def api_documentation(request):
    """Every route with its parameters and a command to try; then the problems."""
    found = [_guide_to(request, route) for route in routes(service())]
    groups = [
        (tag, label, [one for one in found if one.declared.tag == tag])
        for tag, label in tags().items()
    ]
    return render(
        request,
        "api/documentation.html",
        {
            "openapi": in_same_language(reverse("api:openapi")),
            "root": request.build_absolute_uri(ROOT),
            "groups": [group for group in groups if group[2]],
            "problems": [(status, TITLES[status], SENTENCES[status]) for status in sorted(TITLES)],
        },
    )


def _guide_to(request, route: ApiRoute) -> RouteGuide:
    command, example = "", route.declared.example
    if example is not None:
        address = in_same_language(f"{ROOT}{example()}")
        command = f'curl -s "{request.build_absolute_uri(address)}"'
    parameters = [_parameter(one) for one in route.parameters]
    return RouteGuide(ROOT.rstrip("/") + route.path, route.declared, parameters, command)


def _parameter(told: dict[str, Any]) -> Parameter:
    schema = told["schema"]
    is_list = schema.get("type") == "array"
    schema = schema["items"] if is_list else schema
    labels = schema.get("x-labels") or dict.fromkeys(schema.get("enum", []), "")
    return Parameter(
        told["name"],
        told["description"],
        told["required"],
        is_list,
        list(labels.items())[:MAX_VALUES],
        max(len(labels) - MAX_VALUES, 0),
        _(", ").join(_rules(schema)),
    )


def _rules(schema: dict[str, Any]) -> Iterator[str]:
    if "maximum" in schema:
        yield f"{schema['minimum']}–{schema['maximum']}"
    if "default" in schema:
        yield _("%(value)s unless given") % {"value": schema["default"]}
    if "maxLength" in schema:
        yield _("at most %(count)d characters") % {"count": schema["maxLength"]}
