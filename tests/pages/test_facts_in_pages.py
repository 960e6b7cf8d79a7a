"""The facts of 2024 as a visitor reads them."""

from __future__ import annotations

import pytest

from conferences.models import Conference

pytestmark = pytest.mark.django_db
CONFERENCE = "/conferences/2024-technical-education-work-conference/"


def text(client, address: str) -> str:
    return client.get(address).content.decode()


def test_home_tells_the_totals_with_source_and_date_and_leads_to_their_passports(client):
    page = text(client, "/")
    for words in ("43,900", "约 10,000", "大众日报", "2024年4月24日", "24条重点产业链"):
        assert words in page
    for code in ("colleges", "enrolled", "output"):
        assert f"/figures/qingdao-2024-{code}/" in page


def test_home_leads_each_kind_of_visitor_in(client):
    page = text(client, "/en/")
    for door in ("/en/colleges/", "/en/chains/", "/en/data/"):
        assert f'<h2><a href="{door}">' in page
    assert page.count("/en/chains/24-chains-2022/") == 25  # the scheme and its 24 chains


def test_a_passport_defines_the_figure_and_lays_our_own_sum_beside_it(client):
    page = text(client, "/figures/qingdao-2024-enrolled/")
    for words in ("时间", "2024年", "人", "约整数", "大众日报", "43,900", "示例数据"):
        assert words in page
    assert "/enrollment/?measure=enrolled&amp;year=2024" in page
    assert CONFERENCE in page


def test_the_conference_names_everybody_who_took_part(client):
    page = text(client, CONFERENCE)
    for words in (
        "刘学军",
        "青岛市委组织部副部长",
        "市人力资源和社会保障局党组书记、局长",
        "青岛市技师学院",
        "平度市技师学院",
        "青岛市技工教育教学指导委员会",
        "西海岸新区人力资源和社会保障局",
        "青岛市财政局",
        "青岛市教育局",
        "有关负责同志",
    ):
        assert words in page


def test_the_conference_tells_the_programme_the_awards_and_the_totals(client):
    page = text(client, "/en" + CONFERENCE)
    for words in (
        "One main line",
        "New contribution to high-quality and full employment",
        "The bottom line: a safe and harmonious campus",
        "Outstanding Head Teacher (Counselor)",
        "National Scholarship",
        "43,900",
        "about 10,000",
        "awaits the bureau&#x27;s confirmation",
    ):
        assert words in page


def test_the_programme_has_1_3_and_7_points(client):
    programme = client.get("/programmes/137/").context["programme"]
    tiers = [item.tier for item in programme.items.all()]
    assert [tiers.count(tier) for tier in (1, 3, 7)] == [1, 3, 7]


def test_a_draft_conference_hides_its_programme_too(client):
    Conference.objects.update(publication="draft")
    assert client.get(CONFERENCE).status_code == 404
    assert client.get("/programmes/137/").status_code == 404


def test_unconfirmed_chains_say_so(client):
    page = text(client, "/chains/24-chains-2022/")
    assert page.count("tag-unconfirmed") == 9
