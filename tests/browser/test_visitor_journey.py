"""A parent on a phone, with JavaScript and without."""

from __future__ import annotations

import re

import pytest
from playwright.sync_api import expect

from colleges.enrollment.models import Observation


@pytest.fixture(params=[True, False], ids=["javascript", "no-javascript"])
def phone(visit, request):
    return visit("/", width=390, javascript=request.param)


def test_a_parent_finds_a_college_by_pinyin(phone):
    phone.get_by_role("link", name="选学校").click()
    phone.get_by_label("名称或拼音").fill("pingdu")
    phone.get_by_role("button", name="查询").click()
    cards = phone.locator(".register > li")
    expect(cards).to_have_count(1)
    cards.get_by_role("link").click()
    expect(phone.get_by_role("heading", level=1)).to_have_text("平度市技师学院")
    expect(phone.locator("main")).to_contain_text("2018年 技师学院")


def test_a_grandparent_finds_a_college_from_home_in_large_type(phone):
    phone.get_by_role("button", name="长者版").click()
    phone.get_by_label("按校名或拼音查找院校").fill("海洋")
    phone.get_by_role("button", name="查找").click()
    expect(phone.locator("html")).to_have_attribute("data-view", "elder")
    size = "getComputedStyle(document.body).fontSize"
    assert phone.evaluate(size) == "22px"
    phone.get_by_role("link", name="青岛海洋技师学院").click()
    expect(phone.get_by_role("heading", level=1)).to_have_text("青岛海洋技师学院")
    phone.get_by_role("button", name="标准").click()
    expect(phone.get_by_role("heading", level=1)).to_have_text("青岛海洋技师学院")
    assert phone.evaluate(size) == "16px"


def test_a_conference_is_taken_along_by_its_qr_code(phone, site):
    phone.goto("/conferences/2024-technical-education-work-conference/")
    phone.get_by_text("二维码").click()
    expect(phone.locator(".qr")).to_be_visible()
    expect(phone.locator(".share-address")).to_have_text(phone.url)


def test_a_parent_narrows_colleges_by_district(phone):
    phone.goto("/colleges/")
    phone.locator("summary", has_text="所在区市").click()
    phone.get_by_label("平度市", exact=True).check()
    phone.get_by_role("button", name="查询").click()
    expect(phone.locator(".register").first).to_contain_text("平度市技师学院")
    expect(phone.locator(".register").first).not_to_contain_text("青岛海洋技师学院")


def test_the_conference_is_read_from_home(phone):
    phone.get_by_role("link", name="2024年全市技工教育工作会议").click()
    article = phone.locator("main")
    for words in ("刘学军", "有关负责同志", "聚焦安全底线", "未来工匠之星", "待市人社局确认"):
        expect(article).to_contain_text(words)


def test_the_headline_figure_leads_to_its_passport_in_one_click(phone):
    phone.locator(".figure-card", has_text="43,900").get_by_role("link").click()
    passport = phone.locator("main")
    for words in ("43,900", "2024年4月24日", "大众日报", "媒体报道", "示例数据"):
        expect(passport).to_contain_text(words)


def test_who_studies_what_at_a_college_is_three_clicks_from_home(phone):
    phone.get_by_role("link", name="选学校").click()
    phone.get_by_role("link", name="示例技师学院01", exact=True).click()
    phone.get_by_role("link", name="2024年分层次人数").click()
    studied = Observation.objects.filter(
        release__year=2024,
        college__code="sample-01",
        specialty__name_zh="机电一体化技术",
        level="senior",
        measure__code="enrolled",
    )
    table = phone.locator("main table:has(tfoot)")
    column = table.locator("thead th").all_inner_texts().index("高级工")
    row = table.locator("tbody tr", has_text="机电一体化技术")
    expect(row.locator("th, td").nth(column)).to_have_text(f"{studied.total():,}")


def test_the_language_switch_stays_on_the_page(phone):
    phone.goto("/colleges/?q=pingdu")
    phone.get_by_role("link", name="English").click()
    expect(phone).to_have_url(re.compile(r"/en/colleges/\?q=pingdu$"))
    expect(phone.locator(".register").first).to_contain_text("Pingdu Technician College")
    phone.get_by_role("link", name="中文").click()
    expect(phone).to_have_url(re.compile(r"[^n]/colleges/\?q=pingdu$"))
