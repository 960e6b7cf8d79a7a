"""The site map for engines lists what is public now, in both languages, and nothing quiet."""

from __future__ import annotations

import re
from datetime import timedelta
from xml.etree import ElementTree

import pytest
import time_machine
from django.core.cache import caches
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from colleges.enrollment.models import Release
from colleges.enrollment.releases.actions import put_seal
from colleges.models import College
from qingdao_techedu.portal import sitemaps
from tests.pages.addresses import PAGES

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("sample_db")]
HOST = "http://testserver"
NS = {"s": "http://www.sitemaps.org/schemas/sitemap/0.9", "x": "http://www.w3.org/1999/xhtml"}


def document(client, address: str = "/sitemap.xml") -> ElementTree.Element:
    response = client.get(address)
    assert response.status_code == 200
    assert response["Content-Type"] == "application/xml"
    return ElementTree.fromstring(response.content)


def listed(client, address: str = "/sitemap.xml") -> dict[str, ElementTree.Element]:
    urls = document(client, address).findall("s:url", NS)
    found = {url.findtext("s:loc", "", NS).removeprefix(HOST): url for url in urls}
    assert len(found) == len(urls)
    return found


def canonical_of(page: str) -> list[str]:
    return re.findall(r'<link rel="canonical" href="http://testserver([^"]+)">', page)


def test_every_listed_page_is_there_and_calls_itself_so(client):
    found = listed(client)
    assert len(found) > 200
    for address in found:
        response = client.get(address)
        assert response.status_code == 200, address
        assert "noindex" not in response.headers.get("X-Robots-Tag", ""), address
        text = response.content.decode()
        assert 'name="robots"' not in text, address
        assert canonical_of(text) == [address]


def test_every_page_that_calls_itself_so_is_listed(client):
    found = listed(client)
    for address in PAGES:
        canonical = canonical_of(client.get(address).content.decode())
        if canonical == [address] and "/changes/" not in address:
            assert address in found
            assert f"/en{address}" in found


def test_languages_know_each_other_as_the_pages_say(client):
    for address in ("/", "/en/", "/colleges/qd-002/", "/en/colleges/qd-002/"):
        url = listed(client)[address]
        links = {one.get("hreflang").lower(): one.get("href") for one in url.findall("x:link", NS)}
        page = client.get(address).content.decode()
        told = dict(re.findall(r'<link rel="alternate" hreflang="([^"]+)" href="([^"]+)">', page))
        assert links == {code.lower(): href for code, href in told.items()}
        assert set(links) == {"zh-hans", "en", "x-default"}


def test_what_is_not_public_is_not_listed(client):
    sealed = Release.objects.create(
        year=2031, provenance="official", published_at=timezone.now() + timedelta(hours=1)
    )
    put_seal(sealed)
    College.objects.create(code="qd-950", name_zh="草稿学院")
    College.objects.filter(code="qd-002").update(publication="withdrawn", withdrawal_zh="有误")
    Release.objects.filter(year=2022).update(
        status="withdrawn", withdrawn_at=timezone.now(), withdrawal_zh="有误"
    )
    text = " ".join(listed(client))
    for hidden in ("qd-950", "qd-002", "2031", "releases/2022"):
        assert hidden not in text
    with time_machine.travel(sealed.published_at, tick=False):
        assert "/enrollment/releases/2031/1/" in listed(client)


def test_nothing_quiet_is_listed(client):
    quiet = (
        "verify",
        "objections",
        "awards/2023/",
        "data/awards",
        "preview",
        "permalinks",
        "admin",
    )
    addresses = [one for one in listed(client) if one.rstrip("/").rpartition("/")[2] != "2023"]
    assert [one for one in addresses if any(word in one for word in quiet)] == []


def test_when_a_page_changed_is_told_where_it_is_known(client):
    release = Release.objects.published().get(year=2023, version=2)
    college = College.objects.get(code="qd-003")
    college.phone = "0532-1"
    college.save()
    found = listed(client)
    moments = [
        found[one.get_absolute_url()].findtext("s:lastmod", "", NS) for one in (release, college)
    ]
    assert moments[0][:10] == f"{timezone.localtime(release.published_at):%Y-%m-%d}"
    assert moments[1][:10] == f"{timezone.localtime():%Y-%m-%d}"
    assert found["/about/"].find("s:lastmod", NS) is None


def test_many_pages_are_told_in_parts_that_cost_no_more(client, monkeypatch):
    whole = set(listed(client))
    monkeypatch.setattr(sitemaps.Pages, "limit", 10)
    parts = [
        one.text.removeprefix(HOST) for one in document(client).iterfind("s:sitemap/s:loc", NS)
    ]
    assert "/sitemaps/colleges.xml?p=2" in parts
    told: list[str] = []
    for part in parts:
        found = listed(client, part)
        assert len(found) <= 10
        told += found
    assert len(told) == len(set(told))
    assert set(told) == whole
    with CaptureQueriesContext(connection) as of_one:
        client.get("/sitemaps/colleges.xml?p=2")
    College.objects.bulk_create(
        College(code=f"many-{number}", name_zh="多", publication="published")
        for number in range(300)
    )
    client.get("/about/")  # the new edition is looked at once
    with CaptureQueriesContext(connection) as of_many:
        client.get("/sitemaps/colleges.xml?p=2")
    assert len(of_many) == len(of_one)
    rows = max(len(re.findall(r"LIMIT 5\b", query["sql"])) for query in of_many)
    assert rows == 1  # five colleges, each in two languages


def test_a_part_that_is_not_there_is_not_found(client):
    for address in (
        "/sitemaps/none.xml",
        "/sitemaps/colleges.xml?p=99",
        "/sitemaps/colleges.xml?p=x",
    ):
        assert client.get(address).status_code == 404
    assert client.get("/sitemap.xml?p=2").status_code == 404


@pytest.mark.usefixtures("as_served")
@pytest.mark.usefixtures("kept_pages")
def test_it_is_kept_until_something_changes(client):
    first = client.get("/sitemap.xml")
    with CaptureQueriesContext(connection) as queries:
        again = client.get("/sitemap.xml")
    assert not [query for query in queries if "colleges_college" in query["sql"].split("WHERE")[0]]
    assert len(queries) == 1  # the edition, which tells of the guards along with itself
    assert again.content == first.content
    caches["pages"].clear()
    College.objects.filter(code="qd-003").update(publication="draft")
    assert "qd-003" not in client.get("/sitemap.xml").content.decode()
