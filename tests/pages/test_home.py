"""The home page: the year's totals, the three doors, the chains and the latest conference."""

from __future__ import annotations

import pytest

from awards.models import Round
from colleges.chains.models import Chain, ChainScheme
from conferences.models import Conference
from qingdao_techedu.facts.models import ReportedFigure, Source
from tests.pages.reading import links, page_of, parts, words

pytestmark = pytest.mark.django_db
CONFERENCE = "/conferences/2024-technical-education-work-conference/"


@pytest.mark.parametrize(
    ("place", "code", "value", "unit"),
    [
        (0, "qingdao-2024-colleges", "19", "所"),
        (1, "qingdao-2024-enrolled", "4.39", "万人 (43,900)"),
        (2, "qingdao-2024-output", "约 1", "万人 (10,000)"),
    ],
)
def test_each_total_leads_to_its_passport(client, place, code, value, unit):
    cards = parts(page_of(client, "/"), '<li class="figure-card"')
    assert len(cards) == 3
    told = words(cards[place])
    assert told.startswith(f"{value} {unit} ")
    assert "2024年" in told
    assert links(cards[place]) == [f"/figures/{code}/"]


def test_the_totals_are_told_in_english_too(client):
    told = [words(card) for card in parts(page_of(client, "/en/"), '<li class="figure-card"')]
    assert told[0].startswith("19 colleges ")
    assert told[1].startswith("43,900 persons ")
    assert told[2].startswith("about 10,000 persons ")
    (source,) = parts(page_of(client, "/en/"), '<p class="headlines-source"')
    assert words(source) == "Press: Dazhong Daily, Dazhong News app, April 24, 2024"


def test_the_source_of_all_totals_is_told_once(client):
    (source,) = parts(page_of(client, "/"), '<p class="headlines-source"')
    assert words(source) == "媒体报道：大众日报·大众新闻客户端，2024年4月24日"
    cards = parts(page_of(client, "/"), '<li class="figure-card"')
    assert not any("大众日报" in words(card) or "媒体报道" in words(card) for card in cards)


@pytest.mark.parametrize("differs", ["source", "provenance"])
def test_totals_of_several_sources_tell_each_its_own(client, differs):
    figure = ReportedFigure.objects.get(code="qingdao-2024-output")
    if differs == "source":
        figure.citations.update(
            source=Source.objects.exclude(citations__in=figure.citations.all())[0]
        )
    else:
        ReportedFigure.objects.filter(pk=figure.pk).update(provenance="official")
    cards = [words(card) for card in parts(page_of(client, "/"), '<li class="figure-card"')]
    assert "大众日报" in cards[0]
    assert ("官方" in cards[2]) is (differs == "provenance")


@pytest.mark.parametrize("prefix", ["", "/en"])
def test_there_is_a_task_for_each_of_the_three_kinds_of_visitor(client, prefix):
    doors = parts(page_of(client, f"{prefix}/"), '<li class="door"')
    assert [links(door) for door in doors] == [
        [f"{prefix}/colleges/", f"{prefix}/specialties/", f"{prefix}/colleges/?ownership=public"],
        [f"{prefix}/chains/", "#chains", f"{prefix}/colleges/?level=technician"],
        [f"{prefix}/data/", f"{prefix}/enrollment/", f"{prefix}/api/v1/docs"],
    ]
    for address in [link for door in doors for link in links(door)]:
        if address.startswith("/"):
            told = client.get(address)
            assert told.status_code == 200
            assert "notice-warning" not in told.content.decode()


def test_the_chains_in_force_stand_on_the_page_and_the_ended_scheme_a_click_away(client):
    page = page_of(client, "/")
    found = links(page)
    in_force = Chain.objects.filter(scheme__code="10+1-2024")
    assert len(in_force) == 11
    for chain in in_force:
        assert found.count(chain.get_absolute_url()) == 1
    for chain in Chain.objects.filter(scheme__code="24-chains-2022"):
        assert chain.get_absolute_url() not in found
    assert "/chains/24-chains-2022/" in found
    assert "24条重点产业链 已结束：施行时间为2022年至2024年12月" in words(page)


def test_where_every_scheme_has_ended_the_last_one_is_shown_as_ended(client):
    ChainScheme.objects.filter(code="10+1-2024").update(valid_until="2026")
    assert "“10+1”创新型产业体系 已结束" in words(page_of(client, "/"))


def test_colleges_that_do_not_exist_are_never_added_to_those_that_do(client):
    for address in ("/", "/chains/", "/chains/10+1-2024/", "/colleges/", "/specialties/"):
        told = words(page_of(client, address))
        assert "25 所" not in told
        assert "示例" in told
    assert "6 所院校 · 示例院校 19 所" in words(page_of(client, "/colleges/"))
    assert "6 colleges · 19 sample colleges" in words(page_of(client, "/en/colleges/"))
    told = words(page_of(client, "/colleges/?q=pingdu"))
    assert "1 所院校" in told
    assert "示例院校" not in told


@pytest.mark.parametrize("address", ["/", "/en/", "/colleges/", "/en/about/"])
def test_every_page_leads_to_the_check_of_certificates(client, address):
    prefix = "/en" if address.startswith("/en") else ""
    assert f"{prefix}/awards/verify/" in links(page_of(client, address))


def test_the_contact_stands_in_the_footer_and_on_the_page_about_the_portal(client, settings):
    settings.SITE = {**settings.SITE, "contact": "0532-00000000"}
    assert "0532-00000000" in page_of(client, "/")
    assert page_of(client, "/about/").count("0532-00000000") == 2
    settings.SITE = {**settings.SITE, "contact": ""}
    assert "联系方式" not in page_of(client, "/about/")


def test_the_latest_conference_and_its_programme_are_told(client):
    page = page_of(client, "/")
    assert CONFERENCE in links(page)
    assert "/programmes/137/" in links(page)
    assert "2024年全市技工教育工作会议" in words(page)


def test_a_draft_conference_is_not_the_latest(client):
    Conference.objects.create(
        slug="next", name_zh="明年会议", held_on="2025-04", publication="draft"
    )
    assert "明年会议" not in page_of(client, "/")
    Conference.objects.filter(slug="next").update(publication="published")
    assert "明年会议" in page_of(client, "/")


def test_the_latest_awards_are_facts_and_no_sample(client):
    page = page_of(client, "/")
    assert "/awards/2024/" in links(page)
    assert "/awards/2023/" not in links(page)


def test_awards_without_a_roll_are_named_and_lead_to_no_empty_roll(client):
    (names, *_rest) = parts(page_of(client, "/"), '<ul class="in-a-line"')
    assert "优秀学生" in words(names)
    assert links(names) == []
    Round.objects.filter(year=2024).update(publication="draft")
    Round.objects.filter(year=2023).update(provenance="press")
    (names, *_rest) = parts(page_of(client, "/"), '<ul class="in-a-line"')
    assert "/awards/2023/outstanding-student/" in links(names)


def test_an_english_home_says_that_a_record_is_in_chinese_only(client):
    told = "Some of this page is in Chinese only"
    assert told not in page_of(client, "/en/")
    Chain.objects.filter(scheme__code="10+1-2024", slug="smart-home-appliances").update(name_en="")
    page = page_of(client, "/en/")
    assert page.count(told) == 1
    assert '<span lang="zh-Hans">智能家电</span>' in page
    Conference.objects.update(summary_en="")
    assert page_of(client, "/en/").count(told) == 2
    assert "只有中文" not in page_of(client, "/")
