"""The page for people: every route, and commands that work as they are copied."""

from __future__ import annotations

import re
from html import unescape

import pytest

from qingdao_techedu.api.door import ROOT
from qingdao_techedu.api.problems import TITLES
from qingdao_techedu.api.service import service

pytestmark = pytest.mark.django_db
COMMAND = re.compile(r'curl -s "http://testserver([^"]+)"')
each_language = pytest.mark.parametrize("prefix", ["", "/en"])


def page(client, prefix: str) -> str:
    response = client.get(f"{prefix}/api/v1/docs")
    assert response.status_code == 200
    assert response.headers["Content-Type"] == "text/html; charset=utf-8"
    return unescape(response.content.decode())


@each_language
def test_every_route_and_every_problem_is_explained(client, prefix):
    text = page(client, prefix)
    for path in service().get_openapi_schema(path_prefix=ROOT)["paths"]:
        assert f"<code>GET {path}</code>" in text
    for status in TITLES:
        assert f'id="problem-{status}"' in text


def test_what_an_english_page_links_to_is_english(client):
    assert 'href="/api/v1/openapi.json?lang=en"' in page(client, "/en")
    assert 'href="/api/v1/openapi.json"' in page(client, "")


@each_language
def test_the_commands_work_as_they_are_copied(client, prefix):
    addresses = COMMAND.findall(page(client, prefix))
    assert len(addresses) > 20
    for address in addresses:
        response = client.get(address)
        assert response.status_code == 200, address
        if address != f"{ROOT}datasets":
            assert response.headers["Content-Language"] == ("en" if prefix else "zh-hans")


def test_the_page_runs_no_code_of_its_own(client, inline_code):
    assert not inline_code(client.get("/api/v1/docs"))


@pytest.mark.parametrize("address", ["/data/", "/sitemap/", "/"])
def test_the_way_there_is_shown(client, address):
    assert 'href="/api/v1/docs"' in client.get(address).content.decode()
    assert 'href="/en/api/v1/docs"' in client.get(f"/en{address}").content.decode()


def test_what_every_data_set_answers_is_said_once(client):
    text = page(client, "/en")
    calls, rest = text.split('id="calls"')[1].split('id="data-sets"')
    for said in ("/datasets/{dataset}/rows</code>", "<code>cursor</code>", "<code>since</code>"):
        assert calls.count(said) >= 1
    of_colleges = rest.split('<div id="colleges">')[1].split("</details>\n</details>")[0]
    assert "<code>district</code>" in of_colleges
    assert "<code>cursor</code>" not in of_colleges.split('<div id="specialties">')[0]
