"""What is true of every answer of the API: read only, JSON, no cookies, and problems."""

from __future__ import annotations

import json
import re

import pytest
from django.utils import translation

from qingdao_techedu.api import data_sets
from qingdao_techedu.api.door import is_api
from qingdao_techedu.api.problems import SENTENCES, TITLES

pytestmark = pytest.mark.django_db
ADDRESSES = ["", "datasets", "datasets/colleges/rows", "enrollment/table", "openapi.json"]
each_address = pytest.mark.parametrize("address", [f"/api/v1/{one}" for one in ADDRESSES])


def problem(response, status: int) -> dict:
    assert response.status_code == status
    assert response.headers["Content-Type"] == "application/problem+json"
    assert response.headers["Cache-Control"] == "no-store"
    assert response.headers["Access-Control-Allow-Origin"] == "*"
    told = response.json()
    assert told["status"] == status
    assert told["title"] and told["detail"]
    return told


@each_address
def test_an_answer_is_public_json_without_a_cookie(client, address):
    response = client.get(address, headers={"Accept-Language": "en", "Cookie": "other=1"})
    assert response.status_code == 200
    assert response.headers["Content-Type"] == "application/json"
    assert response.headers["Cache-Control"].startswith("public, max-age=0, s-maxage=")
    assert response.headers["Access-Control-Allow-Origin"] == "*"
    assert response.headers.get("Vary", "Accept-Encoding") == "Accept-Encoding"
    assert response.headers["Content-Language"] == "zh-hans"
    assert not response.cookies


@each_address
def test_the_same_answer_is_not_sent_twice(client, address):
    etag = client.get(address).headers["ETag"]
    again = client.get(address, headers={"If-None-Match": etag})
    assert again.status_code == 304
    assert again.content == b""
    assert again.headers["ETag"] == etag
    assert again.headers["Access-Control-Allow-Origin"] == "*"
    assert client.get(f"{address}?lang=en", headers={"If-None-Match": etag}).status_code == 200


@each_address
def test_head_answers_like_get_without_a_body(client, address):
    head = client.head(address)
    assert head.status_code == 200
    assert head.content == b""
    assert head.headers["ETag"] == client.get(address).headers["ETag"]


@each_address
@pytest.mark.parametrize("method", ["post", "put", "patch", "delete", "trace"])
def test_nothing_is_written(client, address, method):
    response = getattr(client, method)(address)
    problem(response, 405)
    assert response.headers["Allow"] == "GET, HEAD, OPTIONS"


@each_address
def test_a_page_of_another_site_may_ask(client, address):
    response = client.options(address, headers={"Origin": "https://example.org"})
    assert response.status_code == 204
    assert response.headers["Access-Control-Allow-Methods"] == "GET, HEAD, OPTIONS"


@pytest.mark.parametrize("accept", ["text/html", "application/xml;q=0.9", "application/json;q=0"])
def test_only_json_is_given(client, accept):
    problem(client.get("/api/v1/datasets", headers={"Accept": accept}), 406)


@pytest.mark.parametrize(
    "accept", ["application/json; charset=utf-8", "text/html, */*;q=0.1", "application/*", ""]
)
def test_whoever_takes_json_too_gets_it(client, accept):
    assert client.get("/api/v1/datasets", headers={"Accept": accept}).status_code == 200


@pytest.mark.parametrize("address", ["nowhere", "datasets/none/rows", "datasets/colleges/rows/"])
def test_an_unknown_address_is_a_problem_too(client, address):
    told = problem(client.get(f"/api/v1/{address}?lang=en"), 404)
    assert told["title"] == "There is nothing at this address"
    assert told["instance"] == f"/api/v1/{address}"


def test_the_language_is_asked_for_in_the_address_alone(client):
    chinese = client.get("/api/v1/nowhere", headers={"Accept-Language": "en"})
    assert chinese.json()["title"] == "此地址没有内容"
    assert chinese.headers["Content-Language"] == "zh-hans"
    english = client.get("/api/v1/nowhere?lang=en")
    assert english.headers["Content-Language"] == "en"


@pytest.mark.parametrize(
    "address",
    [
        "",
        "datasets",
        "datasets/colleges",
        "datasets/colleges/records/qd-002",
        "enrollment/releases",
    ],
)
def test_an_english_answer_links_to_english_ones(client, address):
    """Each address of the API that it names says lang=en, each page lies below /en/."""
    text = json.dumps(client.get(f"/api/v1/{address}?lang=en").json())
    named = re.findall(r'"http://testserver(/[^"]*)"', text)
    assert named
    for one in named:
        assert "lang=en" in one if is_api(one.partition("?")[0]) else one.startswith("/en/"), one
    answer = client.get("/api/v1/datasets?lang=en").json()
    assert client.get(answer["data"][0]["rows"]).headers["Content-Language"] == "en"


@pytest.mark.parametrize("query", ["lang=fr", "lang=", "lang=en&lang=zh", "lang=%00"])
def test_another_language_is_refused(client, query):
    told = problem(client.get(f"/api/v1/datasets?{query}"), 400)
    assert told["problems"][0]["parameter"] == "lang"


def test_too_many_parameters_are_refused(client):
    problem(client.get("/api/v1/datasets?" + "&".join(["x=1"] * 6_000)), 400)


def test_a_host_that_is_not_ours_is_refused(client, settings):
    settings.ALLOWED_HOSTS = ["portal.example.org"]
    problem(client.get("/api/v1/datasets", headers={"Host": "evil.example.com"}), 400)


def test_a_fault_of_ours_tells_nothing(client, monkeypatch):
    def fail(*_args, **_named):
        raise RuntimeError("a secret")

    monkeypatch.setattr(data_sets, "ask", fail)
    response = client.get("/api/v1/datasets/colleges/rows")
    problem(response, 500)
    assert "secret" not in response.content.decode()


def test_the_staff_s_answers_are_not_kept_for_others(client, admin_user):
    client.force_login(admin_user, backend="django.contrib.auth.backends.ModelBackend")
    response = client.get("/api/v1/datasets")
    assert response.headers["Cache-Control"] == "private, no-store"


@pytest.mark.parametrize("status", list(TITLES))
def test_every_problem_speaks_both_languages(status):
    for words in (TITLES[status], SENTENCES[status]):
        with translation.override("zh-hans"):
            chinese = str(words)
        with translation.override("en"):
            assert str(words) != chinese


@pytest.mark.parametrize("method", ["GET", "HEAD", "OPTIONS"])
def test_a_question_with_a_body_is_refused_by_its_length(client, method):
    answer = client.generic(method, "/api/v1/datasets?lang=en", CONTENT_LENGTH="1")
    assert answer.status_code == 413
    assert answer.headers["Content-Type"] == "application/problem+json"


def test_what_is_sent_to_the_api_is_refused_by_its_length(client):
    problem(client.generic("POST", "/api/v1/datasets", CONTENT_LENGTH=str(100 * 2**20)), 413)
    problem(client.generic("POST", "/api/v1/datasets", "{}"), 405)
    problem(client.generic("POST", "/api/v1/datasets", HTTP_TRANSFER_ENCODING="chunked"), 411)
