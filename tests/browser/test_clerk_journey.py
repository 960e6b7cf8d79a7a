"""Somebody new at the desk enters a conference from start to finish, without a failed save."""

from __future__ import annotations

import pytest
from playwright.sync_api import Page, expect

from conferences.models import Conference
from qingdao_techedu.publishing.models import Proposal

NAME = "全市技工教育工作推进会"
SEGMENTS = [("speech", "部署讲话"), ("review", "工作回顾"), ("exchange", "交流发言")]


def sign_in(page: Page, role: str, password: str) -> Page:
    page.locator("#id_login").fill(role)
    page.locator("#id_password").fill(password)
    page.locator("main form button").first.click()
    expect(page.locator("#user-tools")).to_be_visible()
    return page


def one_more(page: Page, prefix: str, script: bool) -> None:
    added = f"#{prefix}-group .add-row a" if script else f"[name=_more-{prefix}]"
    page.locator(added).click()


@pytest.fixture
def tidy(site):
    yield
    Proposal.objects.filter(title=NAME).delete()
    for made in Conference.objects.filter(name_zh=NAME):
        made.programmes.all().delete()
        made.delete()


@pytest.mark.usefixtures("tidy")
@pytest.mark.parametrize("script", [True, False])
def test_a_conference_is_entered_published_and_seen(visit, sign_ins, script):
    desk = sign_in(visit("/admin/", javascript=script), "editor", sign_ins["editor"])
    desk.goto("/admin/conferences/conference/add/")
    desk.locator("#id_name_zh").fill(NAME)
    desk.locator("#id_held_on").fill("2026年3月18日")
    for number, (kind, title) in enumerate(SEGMENTS):
        one_more(desk, "segments", script)
        desk.locator(f"#id_segments-{number}-kind").select_option(kind)
        desk.locator(f"#id_segments-{number}-title_zh").fill(title)
        desk.locator(f"#id_segments-{number}-body_zh").fill("第一段。\n\n第二段。")
    for number, person in enumerate(["张三", "李四"]):
        one_more(desk, "participations", script)
        desk.locator(f"#id_participations-{number}-role").select_option("spoke")
        desk.locator(f"#id_participations-{number}-person_zh").fill(person)
    desk.locator("[name=_move-segments-1-up]").click()
    expect(desk.locator("#segments-group input[name$=title_zh]").first).to_have_value("工作回顾")
    desk.get_by_role("button", name="保存并继续编辑").click()
    expect(desk.locator(".messagelist .success")).to_be_visible()
    form = desk.url

    desk.get_by_role("link", name="添加工作部署").click()
    desk.locator("#id_name_zh").fill("“246”总体思路")
    for number, tier in enumerate("244"):
        one_more(desk, "items", script)
        desk.locator(f"#id_items-{number}-tier").fill(tier)
        desk.locator(f"#id_items-{number}-name_zh").fill(f"第{number}项")
    desk.locator("[name=_save]").click()
    expect(desk.locator(".messagelist .success")).to_be_visible()

    desk.goto(form)
    desk.get_by_role("button", name="提交审核并公布").click()
    expect(desk.locator(".messagelist .success")).to_contain_text("已提交审核")
    reviewer = sign_in(visit("/admin/", javascript=script), "reviewer", sign_ins["reviewer"])
    reviewer.goto(desk.url)
    reviewer.get_by_role("button", name="通过并发布").click()
    reviewer.locator(".messagelist a").click()
    expect(reviewer.get_by_role("heading", level=1)).to_have_text(NAME)
    text = reviewer.locator("main").inner_text()
    assert text.index("工作回顾") < text.index("部署讲话") < text.index("交流发言")
    made = Conference.objects.get(name_zh=NAME)
    assert [one.order for one in made.segments.order_by("order")] == [1, 2, 3]
    assert list(made.programmes.get().items.values_list("tier", "order")) == [
        (2, 1),
        (4, 1),
        (4, 2),
    ]
