"""What is true of every public page in both languages."""

from __future__ import annotations

from html.parser import HTMLParser

import pytest

from tests.pages.addresses import MISSING, PAGES

pytestmark = pytest.mark.django_db
BOTH = pytest.mark.parametrize("prefix", ["", "/en"])


class Page(HTMLParser):
    """What a test asks of a page's markup."""

    def __init__(self, html: str):
        super().__init__()
        self.lang = ""
        self.headings = 0
        self.loaded: list[str] = []
        self.inline: list[str] = []
        self.ids: list[str] = []
        self.feed(html)

    def handle_starttag(self, tag, attrs):
        given = dict(attrs)
        self.lang = self.lang or (given.get("lang") or "") if tag == "html" else self.lang
        self.headings += tag == "h1"
        if tag in {"script", "img", "iframe", "source"} and given.get("src"):
            self.loaded.append(given["src"] or "")
        if tag == "link" and given.get("rel") not in {"alternate", "canonical", "describedby"}:
            self.loaded.append(given.get("href") or "")
        if tag == "style" or "style" in given or any(name.startswith("on") for name in given):
            self.inline.append(self.get_starttag_text() or tag)
        if tag == "script" and "src" not in given and given.get("type") != "application/ld+json":
            self.inline.append("script")
        if "id" in given:
            self.ids.append(given["id"] or "")


@BOTH
@pytest.mark.parametrize("address", PAGES)
def test_a_page_is_whole_and_loads_nothing_from_elsewhere(client, prefix, address):
    response = client.get(prefix + address)
    page = Page(response.content.decode())
    assert response.status_code == 200
    assert page.lang == ("en" if prefix else "zh-Hans")
    assert response.headers["Content-Language"] == ("en" if prefix else "zh-hans")
    assert page.headings == 1
    assert page.loaded
    assert all(path.startswith("/static/") for path in page.loaded)
    assert not page.inline
    assert len(page.ids) == len(set(page.ids))


@pytest.mark.parametrize("address", PAGES)
def test_an_anonymous_visitor_gets_no_cookie_and_one_content_a_view_mode(client, address):
    response = client.get(address, headers={"Accept-Language": "en"})
    assert not response.cookies
    assert response.headers["Vary"] in {"Cookie", "Cookie, Accept-Encoding"}
    assert response.headers["Content-Language"] == "zh-hans"


@pytest.mark.parametrize("address", PAGES)
def test_sample_data_is_announced_on_every_page(client, address):
    assert "含示例数据" in client.get(address).content.decode()
    assert "With sample data" in client.get("/en" + address).content.decode()


@BOTH
@pytest.mark.parametrize("address", MISSING)
def test_an_unknown_address_is_answered_with_our_own_404(client, prefix, address):
    response = client.get(prefix + address)
    assert response.status_code == 404
    assert ("Page not found" if prefix else "页面不存在") in response.content.decode()


@pytest.mark.parametrize("address", PAGES)
def test_a_signed_in_person_s_page_is_never_stored(client, admin_user, address):
    client.force_login(admin_user, backend="django.contrib.auth.backends.ModelBackend")
    assert client.get(address).headers["Cache-Control"] == "private, no-store"
