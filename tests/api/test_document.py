"""The OpenAPI document says what there is, and every route keeps what it promises."""

from __future__ import annotations

import pytest
import schemathesis
from django.core.signals import request_finished, request_started
from django.core.wsgi import get_wsgi_application
from django.db import close_old_connections
from hypothesis import HealthCheck, given, settings
from schemathesis import GenerationMode
from schemathesis.specs.openapi.checks import positive_data_acceptance

from colleges.enrollment.models import Measure
from qingdao_techedu.api.door import ROOT
from qingdao_techedu.api.service import service
from qingdao_techedu.datasets.registry import registered

pytestmark = pytest.mark.django_db
PATHS = list(service().get_openapi_schema(path_prefix=ROOT)["paths"])
# A table may be asked for in every right word and still have no answer: 422.
MAY_HAVE_NO_ANSWER = f"{ROOT}enrollment/table"


@pytest.fixture(scope="module")
def described(_sample, django_db_blocker):
    """The document as a program reads it, asked of the application itself.

    As in Django's own test client, requests leave the connection of the test open.
    """
    ends = (request_started, request_finished)
    for end in ends:
        end.disconnect(close_old_connections)
    with django_db_blocker.unblock():
        yield schemathesis.openapi.from_wsgi(f"{ROOT}openapi.json", get_wsgi_application())
    for end in ends:
        end.connect(close_old_connections)


@pytest.mark.parametrize("mode", list(GenerationMode))
@pytest.mark.parametrize("path", PATHS)
def test_every_route_keeps_its_promise(described, path, mode):
    """Whatever is asked, in and beyond what is allowed: status, headers, schema as documented."""

    @settings(
        max_examples=8,
        derandomize=True,
        database=None,
        deadline=None,
        suppress_health_check=list(HealthCheck),
    )
    @given(described[path]["GET"].as_strategy(generation_mode=mode))
    def keeps(case):
        if mode is GenerationMode.POSITIVE and case.query:
            case.query.pop("cursor", None)  # the portal alone can write one
        case.call_and_validate(
            headers={"Accept-Encoding": "identity"},
            excluded_checks=[positive_data_acceptance] if path == MAY_HAVE_NO_ANSWER else [],
        )

    keeps()


@pytest.mark.parametrize("code", list(registered()))
def test_every_column_and_every_filter_is_documented(ask, code):
    document = ask("openapi.json", lang="en")
    dataset = registered()[code]
    row = document["components"]["schemas"][f"{code.capitalize()}Row"]
    assert list(row["properties"]) == dataset.header
    for column in row["properties"].values():
        assert column["title"]
        assert column["description"]
    told = document["paths"][f"{ROOT}datasets/{code}/rows"]["get"]["parameters"]
    names = [one["name"] for one in told]
    assert names == [*dataset.filterset.base_filters, "limit", "cursor", "lang"]
    assert all(one["description"] for one in told)


def test_the_allowed_values_are_those_of_the_records(ask):
    def measures() -> list[str]:
        paths = ask("openapi.json")["paths"]
        told = paths[f"{ROOT}datasets/enrollment/rows"]["get"]["parameters"]
        return next(one for one in told if one["name"] == "measure")["schema"]["items"]["enum"]

    before = measures()
    Measure.objects.create(code="visitors", kind="flow", name_zh="访客", definition_zh="访客数")
    assert set(measures()) - set(before) == {"visitors"}


def test_the_document_is_in_the_asked_language(ask):
    assert ask("openapi.json")["info"]["title"] == "青岛市技工教育门户"
    assert ask("openapi.json", lang="en")["info"]["title"] == "Qingdao Technical Education Portal"


def test_operations_have_names_of_their_own(ask):
    names = [one["get"]["operationId"] for one in ask("openapi.json")["paths"].values()]
    assert len(names) == len(set(names)) == len(PATHS)
