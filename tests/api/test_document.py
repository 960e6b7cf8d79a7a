"""The OpenAPI document says what there is, and every route keeps what it promises."""

from __future__ import annotations

import json
import re
import sys
import types
from collections.abc import Iterator
from dataclasses import replace
from typing import Any

import pytest
import schemathesis
from django.core.signals import request_finished, request_started
from django.core.wsgi import get_wsgi_application
from django.db import close_old_connections
from django.urls import path as address
from django.utils.translation import override
from hypothesis import HealthCheck, given, settings, strategies
from schemathesis import GenerationMode
from schemathesis.specs.openapi.checks import positive_data_acceptance

from colleges.datasets import COLLEGES
from colleges.enrollment.datasets import ENROLLMENT
from colleges.enrollment.models import Measure, Release
from qingdao_techedu.api import data_sets, document, documentation
from qingdao_techedu.api import service as services
from qingdao_techedu.api.code_lists import enumerated
from qingdao_techedu.api.door import ROOT
from qingdao_techedu.api.schemas import VISIBLE, description_of
from qingdao_techedu.api.service import service
from qingdao_techedu.datasets import query
from qingdao_techedu.datasets.registry import INTEGER, registered
from qingdao_techedu.normalization.typed import in_one_line, invisible_in
from qingdao_techedu.portal import urls
from qingdao_techedu.ui.filters import PublicFilterSet

pytestmark = pytest.mark.django_db
PATHS = list(service().get_openapi_schema(path_prefix="/")["paths"])
LANGUAGES = ["zh", "en"]
# A table may be asked for in every right word and still have no answer: 422.
MAY_HAVE_NO_ANSWER = "/enrollment/table"


@pytest.fixture(scope="module")
def _patterns_read_once():
    """A class of 140,000 characters costs a second to read, and each case would read it anew."""
    read: dict[tuple, strategies.SearchStrategy] = {}
    from_regex = strategies.from_regex

    def once(pattern, **asked):
        known = (pattern, repr(asked))
        if known not in read:
            read[known] = from_regex(pattern, **asked)
        return read[known]

    with pytest.MonkeyPatch.context() as patched:
        patched.setattr(strategies, "from_regex", once)
        yield


@pytest.fixture(scope="module")
def described(_sample, _patterns_read_once, django_db_blocker):
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
    described = ask("openapi.json", lang="en")
    dataset = registered()[code]
    row = described["components"]["schemas"][document.row_name(code)]
    assert list(row["properties"]) == dataset.header
    for column, cell in zip(dataset.columns, row["properties"].values(), strict=True):
        with override("en"):
            assert cell["description"] == description_of(column)
    told = described["paths"][f"/datasets/{code}/rows"]["get"]["parameters"]
    names = [one["name"] for one in told]
    assert names == [*dataset.filterset.base_filters, "limit", "cursor", "lang"]
    assert all(one["description"] for one in told)


def test_a_data_set_of_two_words_has_the_names_of_a_program(ask):
    described = ask("openapi.json")
    assert "EnrollmentOutcomesRow" in described["components"]["schemas"]
    told = described["paths"]["/datasets/enrollment-outcomes/rows"]["get"]["operationId"]
    assert told == "enrollment_outcomes_rows"


def test_the_allowed_values_are_those_of_the_records(ask):
    def measures() -> list[str]:
        paths = ask("openapi.json")["paths"]
        told = paths["/datasets/enrollment/rows"]["get"]["parameters"]
        return next(one for one in told if one["name"] == "measure")["schema"]["items"]["enum"]

    before = measures()
    Measure.objects.create(code="visitors", kind="flow", name_zh="访客", definition_zh="访客数")
    assert set(measures()) - set(before) == {"visitors"}


WORDS = {"pattern", "description", "summary", "contact", "license", "x-labels", "x-unit"}


def names_in(told: Any) -> Iterator[str]:
    """Whatever a program that writes a client may make names of."""
    if isinstance(told, list):
        for one in told:
            yield from names_in(one)
    elif isinstance(told, dict):
        for name, value in told.items():
            if name not in WORDS:
                yield name
                yield from names_in(value)
    else:
        yield str(told)


def test_words_are_in_the_asked_language_and_names_in_english(ask):
    chinese, english = (ask("openapi.json", lang=lang) for lang in LANGUAGES)
    assert chinese["info"]["summary"] == "青岛市技工教育门户"
    assert english["info"]["summary"] == "Qingdao Technical Education Portal"
    components = chinese["components"]["schemas"]
    assert "类别" in components["CollegesRow"]["properties"]["kind_code"]["description"]
    assert "技师学院" in components["KindSpellKindCode"]["description"]
    names = list(names_in(chinese))
    assert names == list(names_in(english))
    assert [name for name in names if not name.isascii()] == []
    assert '"title": "' not in json.dumps({**chinese, "info": {}})


def test_a_code_that_is_no_name_has_a_constant_of_its_own(ask):
    parameters = ask("openapi.json")["paths"]["/datasets/enrollment/rows"]["get"]["parameters"]
    told = {one["name"]: one["schema"].get("items", {}) for one in parameters}
    constants = {
        name: dict(zip(told[name]["enum"], told[name]["x-enum-varnames"], strict=True))
        for name in ("year", "chain")
    }
    assert constants["year"]["2024"] == "YEAR_2024"
    assert constants["chain"]["10+1-2024.green-energy"] == "CHAIN_10_1_2024_GREEN_ENERGY"
    assert "x-enum-varnames" not in told["level"]


def test_codes_that_would_be_named_alike_are_not_named():
    assert "x-enum-varnames" not in enumerated({"1-a": "", "1.a": ""}, "kind")
    assert enumerated({"1级": ""}, "level")["x-enum-varnames"] == ["LEVEL_1_7EA7_"]


@pytest.mark.parametrize("lang", LANGUAGES)
def test_every_operation_says_what_it_does_and_that_nobody_signs_in(ask, lang):
    told = ask("openapi.json", lang=lang)
    assert told["security"] == []
    (server,) = told["servers"]
    assert server["url"] == "http://testserver/api/v1"
    for path, item in told["paths"].items():
        assert path == "/" or not path.endswith("/")
        assert item["get"]["description"] and item["get"]["summary"], path
        assert all(one["description"] for one in item["get"]["parameters"]), path


def test_nothing_is_described_that_no_operation_uses(ask):
    told = ask("openapi.json")
    text = json.dumps(told)
    for kind, components in told["components"].items():
        for name in components:
            assert f'"#/components/{kind}/{name}"' in text, name


def test_what_a_name_may_hold_is_what_forms_take():
    """The pattern of the document and the rule of the forms agree on every character there is."""
    whole = re.compile(VISIBLE)
    signs = (chr(number) for number in range(0x110000) if not 0xD800 <= number <= 0xDFFF)
    told = "".join(
        sign
        for sign in signs
        if bool(invisible_in(in_one_line(sign))) is not (whole.fullmatch(sign) is None)
    )
    assert told == ""


def test_a_license_is_named_once_it_is_chosen(ask, settings):
    assert "license" not in ask("openapi.json")["info"]
    url = "https://creativecommons.org/licenses/by/4.0/"
    settings.SITE = {**settings.SITE, "data_license": "CC-BY-4.0", "data_license_url": url}
    assert ask("openapi.json")["info"]["license"] == {"name": "CC-BY-4.0", "url": url}


@pytest.fixture
def keyed(monkeypatch, settings):
    """The API with two more data sets, whose keys are columns of other names; one of numbers."""
    code = next(column for column in COLLEGES.columns if column.name == "code")
    body = replace(code, name="institution")
    year = replace(code, name="statistical_year", path="year", type=INTEGER, label="统计年份")
    version = replace(year, name="edition", path="version", label="版次")
    bodies = replace(COLLEGES, code="bodies", key=("institution",), columns=(body,))
    years = replace(
        ENROLLMENT,
        code="years",
        key=("statistical_year", "edition"),
        columns=(version, year),
        query=lambda: Release.objects.published().order_by("year", "version"),
        filterset=PublicFilterSet,
        wide=None,
        versions=list,
        basis=lambda query: [],
    )
    both = {**registered(), "bodies": bodies, "years": years}
    for module in (data_sets, document, query):
        monkeypatch.setattr(module, "registered", lambda: both)
    monkeypatch.setenv("NINJA_SKIP_REGISTRY", "1")
    api = service.__wrapped__()
    for module in (services, documentation):
        monkeypatch.setattr(module, "service", lambda: api)
    map_ = types.ModuleType("map_of_keyed")
    map_.urlpatterns = [address("api/v1/", api.urls), *urls.urlpatterns]
    monkeypatch.setitem(sys.modules, "map_of_keyed", map_)
    settings.ROOT_URLCONF = "map_of_keyed"


@pytest.mark.usefixtures("keyed")
def test_any_column_may_be_a_key(client, ask):
    told = ask("openapi.json")
    one = told["paths"]["/datasets/bodies/records/{institution}"]["get"]["parameters"][0]
    assert (one["name"], one["schema"]) == ("institution", {"type": "string"})
    assert "永久代码" in one["description"]
    path = "/datasets/years/records/{statistical_year}/{edition}"
    year, edition = told["paths"][path]["get"]["parameters"][:2]
    assert year["description"].startswith("统计年份")
    assert (edition["name"], edition["schema"]) == ("edition", {"type": "integer"})
    assert ask("datasets/bodies/records/qd-002")["data"] == [{"institution": "qd-002"}]
    record = ask("datasets/years/records/2023/2")
    assert record["data"] == [{"edition": 2, "statistical_year": 2023}]
    for key in ("2023/x", "x/2", "2023/99", "2023/" + "9" * 40):
        assert client.get(f"/api/v1/datasets/years/records/{key}").status_code == 404, key
    changes = ask("datasets/years/changes", since="2000-01-01")["data"]
    assert {"2018", "2023"} <= {one["statistical_year"] for one in changes}
    page = client.get("/api/v1/docs").content.decode()
    assert "/api/v1/datasets/years/records/2018/1" in page


def test_operations_have_names_of_their_own(ask):
    names = [one["get"]["operationId"] for one in ask("openapi.json")["paths"].values()]
    assert len(names) == len(set(names)) == len(PATHS)
