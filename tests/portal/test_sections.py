"""The navigation and the site map: every section with content, none without."""

from __future__ import annotations

import pytest
from django.urls import reverse
from django.utils import translation

from awards.models import Round
from colleges.enrollment.models import Release
from conferences.models import Conference
from qingdao_techedu.portal.sections import all_sections
from tests.pages.reading import links, page_of, parts, words

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("sample_db")]


def navigation(client, address: str = "/") -> list[str]:
    return links(parts(page_of(client, address), '<nav class="masthead-nav"')[0])


def test_every_section_with_content_is_in_the_navigation(client):
    assert navigation(client) == [reverse(section.name) for section in all_sections()]


@pytest.mark.parametrize(
    ("model", "fields", "address"),
    [
        (Conference, {"publication": "draft"}, "/conferences/"),
        (Round, {"publication": "draft"}, "/awards/"),
        (Release, {"published_at": "2999-01-01T00:00+08:00"}, "/enrollment/"),
    ],
)
def test_a_section_without_content_is_not(client, model, fields, address):
    assert address in navigation(client)
    model.objects.update(**fields)
    assert address not in navigation(client)
    assert address not in links(page_of(client, "/sitemap/"))


def test_the_section_of_a_page_is_marked(client):
    page = page_of(client, "/colleges/qd-002/")
    assert '<a href="/colleges/" aria-current="true">' in page


def test_the_site_map_tells_what_each_section_offers(client):
    told = words(page_of(client, "/en/sitemap/"))
    for section in all_sections():
        with translation.override("en"):
            assert str(section.offers) in told


def test_the_home_page_shows_what_there_is_and_no_more(client):
    page = page_of(client, "/")
    assert 'id="years"' in page
    Release.objects.update(published_at="2999-01-01T00:00+08:00")
    Conference.objects.update(publication="draft")
    page = page_of(client, "/")
    assert 'id="years"' not in page
    assert 'id="conference"' not in page


def test_whoever_finds_no_page_finds_every_section_and_a_college_by_its_name(client):
    response = client.get("/en/nowhere/")
    assert response.status_code == 404
    page = response.content.decode().split("<main")[1].split("</main>")[0]
    with translation.override("en"):
        wanted = {reverse(section.name) for section in all_sections()}
    assert wanted <= set(links(page))
    assert 'action="/en/colleges/"' in page and 'name="q"' in page
