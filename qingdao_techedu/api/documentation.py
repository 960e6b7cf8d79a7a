"""The API explained to people, from the same declarations as its OpenAPI document."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace
from typing import Any

from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from qingdao_techedu.datasets.registry import registered

from .answers import in_same_language
from .asking import LANG
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


@dataclass(frozen=True)
class Call:
    """What every data set answers alike: said once, with the parameters that all take."""

    name: str
    address: str
    description: str
    parameters: list[Parameter]


@require_safe
def api_documentation(request):
    """Every route with its parameters and a command to try; then the problems.

    What all data sets answer alike is said once, and of each only what is its own.
    """
    found = [_guide_to(request, route) for route in routes(service())]
    calls = _calls(found)
    found = [_its_own(guide, calls) for guide in found]
    groups = [
        (tag, label, [one for one in found if one.declared.tag == tag])
        for tag, label in tags().items()
    ]
    groups = [group for group in groups if group[2]]
    return render(
        request,
        "api/documentation.html",
        {
            "openapi": in_same_language(reverse("api:openapi")),
            "root": request.build_absolute_uri(ROOT),
            "calls": calls.values(),
            "groups": [one for one in groups if one[0] not in registered()],
            "data_sets": [one for one in groups if one[0] in registered()],
            "problems": [(status, TITLES[status], SENTENCES[status]) for status in sorted(TITLES)],
        },
    )


def _calls(guides: list[RouteGuide]) -> dict[str, Call]:
    """What the routes of the same call have in common, by its name."""
    alike: dict[str, list[RouteGuide]] = {}
    for guide in guides:
        if guide.declared.call:
            alike.setdefault(str(guide.declared.call), []).append(guide)
    return {name: _call(name, found) for name, found in alike.items()}


def _call(name: str, guides: list[RouteGuide]) -> Call:
    first, *others = guides
    descriptions = {str(guide.declared.description) for guide in guides}
    return Call(
        name,
        first.address.replace(f"/{first.declared.tag}", "/{dataset}", 1),
        descriptions.pop() if len(descriptions) == 1 else "",
        [one for one in first.parameters if all(one in guide.parameters for guide in others)],
    )


def _its_own(guide: RouteGuide, calls: dict[str, Call]) -> RouteGuide:
    """The guide without what its call says."""
    call = calls.get(str(guide.declared.call))
    if call is None:
        return guide
    return replace(guide, parameters=[p for p in guide.parameters if p not in call.parameters])


def _guide_to(request, route: ApiRoute) -> RouteGuide:
    command, example = "", route.declared.example
    if example is not None:
        address = in_same_language(f"{ROOT}{example()}")
        command = f'curl -s "{request.build_absolute_uri(address)}"'
    # That every address takes `lang` stands among the rules.
    parameters = [_parameter(one) for one in route.parameters if one["name"] != LANG]
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
