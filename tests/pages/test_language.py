"""One page in two languages: the switch between them, and what English lacks."""

from __future__ import annotations

import re

import pytest

from awards.models import AwardKind
from colleges.chains.models import Chain
from colleges.models import College, Specialty
from tests.pages.addresses import PAGES

pytestmark = pytest.mark.django_db


def switch(client, address: str) -> str:
    """Where the language switch of a page leads."""
    page = client.get(address).content.decode()
    links = re.findall(r'<a class="language" href="([^"]*)"', page)
    assert len(links) == 1
    return links[0].replace("&amp;", "&")


@pytest.mark.parametrize("address", PAGES)
def test_the_switch_leads_to_this_very_page_and_back(client, address):
    asked = f"{address}?q=x&level=senior"
    assert switch(client, asked) == f"/en{asked}"
    assert switch(client, f"/en{asked}") == asked


@pytest.mark.parametrize("address", ["/en//elsewhere.example/", "/en/%2F/elsewhere.example/"])
def test_the_switch_never_leads_to_another_host(client, address):
    link = switch(client, address)
    assert link.startswith("/")
    assert not link.startswith("//")


def test_chinese_stands_in_for_missing_english_and_says_that_it_is_chinese(client):
    College.objects.filter(code="qd-002").update(name_en="", description_en="", sponsor_en="")
    page = client.get("/en/colleges/qd-002/").content.decode()
    assert '<h1><span lang="zh-Hans">平度市技师学院</span></h1>' in page
    assert '<span lang="zh-Hans">平度市</span>' in page
    assert "<title>平度市技师学院 · " in page
    assert (
        '<span lang="zh-Hans">平度市技师学院</span>' in client.get("/en/colleges/").content.decode()
    )


def test_chinese_is_not_marked_on_a_chinese_page(client):
    assert "<h1>平度市技师学院</h1>" in client.get("/colleges/qd-002/").content.decode()


@pytest.mark.parametrize(
    ("records", "page", "file"),
    [
        (College, "/colleges/", "colleges"),
        (Specialty, "/specialties/", "specialties"),
        (Chain, "/chains/24-chains-2022/", "chains"),
        (College, "/enrollment/", "enrollment"),
        (Specialty, "/enrollment/", "enrollment"),
        (AwardKind, "/awards/", None),
    ],
)
def test_a_machine_s_name_is_published_nowhere(client, records, page, file):
    records.objects.update(name_en="Robot Babble", name_en_status="machine")
    assert "Robot Babble" not in client.get(f"/en{page}").content.decode()
    if file:
        assert b"Robot Babble" not in client.get(f"/en/data/{file}.csv").getvalue()
    if file and file != "enrollment":
        found = client.get(f"/en{page}?q=babble")
        assert "Nothing fits this choice" in found.content.decode()


def test_a_person_s_translation_is_published(client):
    College.objects.filter(code="qd-002").update(name_en="Pingdu Guild", name_en_status="human")
    assert "<h1>Pingdu Guild</h1>" in client.get("/en/colleges/qd-002/").content.decode()
    assert b"Pingdu Guild" in client.get("/data/colleges.csv").getvalue()
