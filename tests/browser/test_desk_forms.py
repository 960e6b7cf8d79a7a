"""A form of the desk in the browser: folded parts, the bar that stays, the preview beside it."""

from __future__ import annotations

import pytest
from playwright.sync_api import Page, expect

from conferences.models import Conference
from qingdao_techedu.publishing.models import Proposal


@pytest.fixture
def form(site) -> str:
    found = Conference.objects.get(slug="2024-technical-education-work-conference")
    return f"/admin/conferences/conference/{found.pk}/change/"


@pytest.fixture
def desk_of(visit, sign_ins):
    def open_form(address: str, width: int, *, script: bool = True) -> Page:
        page = visit("/admin/", javascript=script, width=width)
        page.locator("#id_login").fill("editor")
        page.locator("#id_password").fill(sign_ins["editor"])
        page.locator("main form button").first.click()
        expect(page.locator("#user-tools")).to_be_visible()
        page.goto(address)
        return page

    return open_form


def test_a_long_form_is_short_and_its_buttons_are_in_sight(desk_of, form):
    page = desk_of(form, 1280)
    assert page.evaluate("document.documentElement.scrollHeight") <= 4_000
    expect(page.get_by_role("button", name="提交审核")).to_be_in_viewport()
    expect(page.locator(".form-contents")).to_be_in_viewport()
    page.get_by_label("修改理由与依据").scroll_into_view_if_needed()
    expect(page.get_by_role("button", name="提交审核")).to_be_in_viewport()
    expect(page.locator(".form-contents")).to_be_in_viewport()


@pytest.mark.parametrize("width", [320, 390])
def test_on_a_phone_nothing_of_the_form_stands_beside_the_screen(desk_of, form, width):
    page = desk_of(form, width)
    page.evaluate("document.querySelectorAll('details').forEach((one) => { one.open = true; })")
    assert page.evaluate("document.documentElement.scrollWidth") <= width


@pytest.mark.parametrize("script", [True, False])
def test_a_folded_part_opens_and_the_preview_shows_what_is_typed(desk_of, form, script):
    page = desk_of(form, 1280, script=script)
    title = page.locator("#id_segments-0-title_zh")
    expect(title).to_be_hidden()
    page.locator("#segments-0 > details > summary").click()
    title.fill("另一个标题")
    with page.context.expect_page() as opened:
        page.get_by_role("button", name="预览").click()
    shown = opened.value
    expect(shown.locator(".preview-banner")).to_be_visible()
    expect(shown.locator("main")).to_contain_text("另一个标题")
    expect(title).to_have_value("另一个标题")
    assert not Proposal.objects.exists()


def test_what_is_missing_goes_from_the_bar_as_it_is_filled_in(desk_of):
    page = desk_of("/admin/conferences/conference/add/", 1280)
    missing = page.locator(".form-missing a:visible")
    expect(missing).to_have_text(["名称（中文）", "召开日期"])
    page.locator("#id_name_zh").fill("会议")
    expect(missing).to_have_text(["召开日期"])


def test_enter_in_a_field_keeps_a_draft(desk_of, form):
    page = desk_of(form, 1280)
    page.locator("#id_place_zh").fill("青岛市市南区")
    page.locator("#id_place_zh").press("Enter")
    expect(page.locator(".messagelist .success")).to_contain_text("草稿")
    assert Proposal.objects.get().state == "draft"
