"""What the head of a page tells search engines: its one address, the other language, or nothing."""

from __future__ import annotations

import re

import pytest

from tests.pages.addresses import MISSING, PAGES

NO_PAGES = [address for address in MISSING if address.endswith("/")]
pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("sample_db")]
HOST = "http://testserver"


def head(client, address: str) -> str:
    return client.get(address).content.decode().partition("</head>")[0]


def canonical(text: str) -> list[str]:
    return re.findall(r'<link rel="canonical" href="([^"]+)">', text)


def languages(text: str) -> dict[str, str]:
    return dict(re.findall(r'<link rel="alternate" hreflang="([^"]+)" href="([^"]+)">', text))


@pytest.mark.parametrize("address", PAGES)
@pytest.mark.parametrize("prefix", ["", "/en"])
def test_a_page_has_one_address_and_three_languages_or_is_not_to_be_shown(client, address, prefix):
    text = head(client, prefix + address)
    if 'name="robots" content="noindex' in text:
        assert canonical(text) == []
        assert languages(text) == {}
        return
    (own,) = canonical(text)
    path = address.partition("?")[0]
    assert own == HOST + prefix + path
    assert languages(text) == {
        "zh-Hans": HOST + path,
        "en": f"{HOST}/en{path}",
        "x-default": HOST + path,
    }


@pytest.mark.parametrize(
    ("address", "own"),
    [
        ("/colleges/?page=2", "/colleges/?page=2"),
        ("/en/colleges/?page=2", "/en/colleges/?page=2"),
        ("/colleges/?page=1", "/colleges/"),
        ("/colleges/?page=99", "/colleges/"),
        ("/colleges/?page=2&page=2", "/colleges/"),
        ("/colleges/?page=2&utm_source=x", "/colleges/"),
        ("/colleges/?kind=technician-college", "/colleges/"),
        ("/enrollment/?measure=entrants&rows=district&sort=2023", "/enrollment/"),
        ("/about/?x=1", "/about/"),
    ],
)
def test_however_a_list_is_asked_for_it_has_one_address(client, monkeypatch, address, own):
    monkeypatch.setattr("colleges.views.COLLEGES_A_PAGE", 20)
    assert canonical(head(client, address)) == [HOST + own]


@pytest.mark.parametrize(
    "address", [*NO_PAGES, "/awards/2024/outstanding-student/", "/awards/verify/"]
)
def test_what_is_not_there_or_quiet_is_told_to_nobody(client, address):
    for prefix in ("", "/en"):
        text = head(client, prefix + address)
        assert re.search(r'name="robots" content="noindex', text)
        assert canonical(text) == []
        assert languages(text) == {}


def test_an_address_of_two_slashes_names_no_other_host(client):
    text = head(client, "/en//evil.example/")
    assert "//evil.example" not in text


@pytest.mark.parametrize(
    ("prefix", "title"), [("", "表彰奖励：公示与名单"), ("/en", "Awards: public notices and rolls")]
)
@pytest.mark.parametrize("address", ["/", "/awards/", "/colleges/qd-002/"])
def test_feeds_are_announced_to_readers_and_to_visitors(client, address, prefix, title):
    page = client.get(prefix + address).content.decode()
    feed = f"{prefix}/awards/feed.atom"
    assert (
        f'<link rel="alternate" type="application/atom+xml" href="{feed}" title="{title}">' in page
    )
    assert f'<a href="{feed}" type="application/atom+xml">' in page.partition("<footer")[2]
