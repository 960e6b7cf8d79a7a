"""A parent on a phone without JavaScript."""

from __future__ import annotations

import re

import pytest
from playwright.sync_api import expect


@pytest.fixture
def phone(visit):
    return visit("/", width=390, javascript=False)


def test_a_parent_finds_a_college_by_pinyin(phone):
    phone.get_by_role("link", name="选院校").click()
    phone.get_by_label("名称或拼音").fill("pingdu")
    phone.get_by_role("button", name="查看").click()
    cards = phone.locator(".cards > li")
    expect(cards).to_have_count(1)
    cards.get_by_role("link").click()
    expect(phone.get_by_role("heading", level=1)).to_have_text("平度市技师学院")
    expect(phone.locator("main")).to_contain_text("2018年：技师学院")


def test_a_parent_narrows_colleges_by_district(phone):
    phone.goto("/colleges/")
    phone.locator("summary", has_text="所在区市").click()
    phone.get_by_label("平度市", exact=True).check()
    phone.get_by_role("button", name="查看").click()
    expect(phone.locator(".cards")).to_contain_text("平度市技师学院")
    expect(phone.locator(".cards")).not_to_contain_text("青岛海洋技师学院")


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


def test_the_language_switch_stays_on_the_page(phone):
    phone.goto("/colleges/?q=pingdu")
    phone.get_by_role("link", name="English").click()
    expect(phone).to_have_url(re.compile(r"/en/colleges/\?q=pingdu$"))
    expect(phone.locator(".cards")).to_contain_text("Pingdu Technician College")
    phone.get_by_role("link", name="中文").click()
    expect(phone).to_have_url(re.compile(r"[^n]/colleges/\?q=pingdu$"))
