"""The entrance of the API and its OpenAPI document."""

from __future__ import annotations

from typing import Any

from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from ninja import Router

from . import schemas
from .answers import answer
from .asking import require_known
from .declaring import reads
from .provenance import provenance
from .schemas import Schema

router = Router()


def _answer() -> Schema:
    links = ("documentation", "openapi", "datasets")
    return schemas.answer(schemas.record({"title": schemas.TEXT}), links)


@reads(
    router,
    "/",
    name="entrance",
    tag="entrance",
    summary=gettext_lazy("Where to begin"),
    description=gettext_lazy("The ways on: documentation, OpenAPI document, and the data sets."),
    answer=_answer,
    example=lambda: "",
)
def entrance(request):
    require_known(request)
    links: dict[str, Any] = {
        "documentation": reverse("api_documentation"),
        "openapi": reverse("api:openapi"),
        "datasets": reverse("api:datasets"),
    }
    data = {"title": _("Qingdao Technical Education Portal")}
    return answer(request, data, provenance=provenance(), links=links)
