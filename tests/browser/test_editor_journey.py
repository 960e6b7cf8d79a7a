"""Staff at the desk: one proposes, another publishes; two meet over one record; nothing is lost."""

from __future__ import annotations

import secrets

import pytest
from django.contrib.sessions.models import Session
from django.utils import timezone
from playwright.sync_api import Page, expect

from colleges.models import College
from qingdao_techedu.publishing.models import KeptForm

OLD, NEW = "平度市技师学院", "平度技师学院（更名）"
SAVE, SUBMIT = "[name=_save]", "提交审核"


@pytest.fixture
def desk_of(visit, sign_ins):
    """Opens the desk in a browser of its own and signs a role in."""

    def open_desk(role: str, *, javascript: bool = True) -> Page:
        desk = visit("/admin/", javascript=javascript)
        sign_in(desk, role, sign_ins[role])
        return desk

    return open_desk


def sign_in(page: Page, role: str, password: str) -> None:
    page.locator("#id_login").fill(role)
    page.locator("#id_password").fill(password)
    page.locator("main form button").first.click()
    expect(page.locator("#user-tools")).to_be_visible()


def page_of(college: College) -> str:
    return f"/admin/colleges/college/{college.pk}/change/"


@pytest.fixture
def address(site) -> str:
    return page_of(College.objects.get(code="qd-002"))


@pytest.fixture
def draft(site):
    made = College.objects.create(code=f"draft-{secrets.token_hex(4)}", name_zh="筹建学校")
    yield made
    made.delete()


@pytest.mark.parametrize("javascript", [True, False])
def test_one_proposes_another_publishes_and_undoes(visit, desk_of, address, javascript):
    editor = desk_of("editor", javascript=javascript)
    editor.goto(address)
    editor.locator("#id_name_zh").fill(NEW)
    editor.get_by_label("修改理由与依据").fill("学院来函")
    editor.get_by_role("button", name=SUBMIT).click()
    expect(editor.locator(".messagelist .success")).to_contain_text("已提交审核")
    expect(editor.get_by_role("button", name="通过并发布")).to_have_count(0)

    public = visit("/colleges/qd-002/", width=390)
    expect(public.get_by_role("heading", level=1)).to_have_text(OLD)
    preview = visit(editor.get_by_role("link", name="预览发布后的页面").get_attribute("href"))
    expect(preview.get_by_role("heading", level=1)).to_have_text(NEW)

    reviewer = desk_of("reviewer", javascript=javascript)
    reviewer.get_by_role("link", name="待我审核的修改").click()
    reviewer.get_by_role("link", name=OLD).or_(reviewer.get_by_role("link", name=NEW)).click()
    expect(reviewer.locator(".sheet-table del").first).to_have_text(OLD)
    expect(reviewer.locator(".sheet-table ins").first).to_have_text(NEW)
    reviewer.get_by_role("button", name="通过并发布").click()
    public.reload()
    expect(public.get_by_role("heading", level=1)).to_have_text(NEW)
    public.get_by_role("link", name="查看变更记录").click()
    expect(public.locator("main")).to_contain_text(NEW)

    history = desk_of("auditor")
    history.goto(address.replace("/change/", "/history/"))
    latest = history.locator("#change-history tbody tr").first
    for told in ("editor", "reviewer", "学院来函", OLD, NEW):
        expect(latest).to_contain_text(told)

    reviewer.get_by_role("button", name="撤销").click()
    public.goto("/colleges/qd-002/")
    expect(public.get_by_role("heading", level=1)).to_have_text(OLD)


def test_of_two_at_one_record_the_second_is_told_and_loses_nothing(desk_of, draft):
    first, second = desk_of("editor"), desk_of("administrator")
    first.goto(page_of(draft))
    second.goto(page_of(draft))
    first.locator("#id_name_zh").fill("先保存的名称")
    first.locator(SAVE).click()
    expect(first.locator(".messagelist .success")).to_be_visible()
    second.locator("#id_sponsor_zh").fill("后填写的举办单位")
    second.locator(SAVE).click()
    expect(second.locator(".desk-note-warning")).to_contain_text("先保存的名称")
    expect(second.locator("#id_sponsor_zh")).to_have_value("后填写的举办单位")
    second.locator("#id_name_zh").fill("先保存的名称")
    second.locator(SAVE).click()
    saved = College.objects.get(pk=draft.pk)
    assert (saved.name_zh, saved.sponsor_zh) == ("先保存的名称", "后填写的举办单位")


def test_what_is_typed_is_kept_by_itself(desk_of, draft):
    desk = desk_of("editor")
    desk.goto(page_of(draft))
    desk.locator("#id_description_zh").fill("写到一半")
    expect(desk.locator(".keeping")).to_have_text("填写内容已自动保留。")
    desk.goto("/admin/")
    desk.get_by_role("link", name="未保存").click()
    expect(desk.locator("#id_description_zh")).to_have_value("写到一半")
    desk.locator(SAVE).click()
    assert College.objects.get(pk=draft.pk).description_zh == "写到一半"
    assert not KeptForm.objects.exists()


def test_an_ended_session_costs_nothing_that_was_typed(desk_of, draft, sign_ins):
    desk = desk_of("editor", javascript=False)
    desk.goto(page_of(draft))
    desk.locator("#id_description_zh").fill("登录失效之前写的")
    Session.objects.all().update(expire_date=timezone.now())
    desk.locator(SAVE).click()
    desk.get_by_role("link", name="登录并继续填写").click()
    sign_in(desk, "editor", sign_ins["editor"])
    expect(desk.locator("#id_description_zh")).to_have_value("登录失效之前写的")
    desk.locator(SAVE).click()
    assert College.objects.get(pk=draft.pk).description_zh == "登录失效之前写的"


@pytest.mark.parametrize("javascript", [True, False])
def test_signing_out_in_another_tab_costs_nothing_that_was_typed(
    desk_of, draft, sign_ins, javascript
):
    desk = desk_of("editor", javascript=javascript)
    desk.goto(page_of(draft))
    other = desk.context.new_page()
    other.goto("/accounts/logout/")
    other.locator("main form button").first.click()
    expect(other.locator("#id_login")).to_be_visible()
    desk.locator("#id_description_zh").fill("在另一个标签页退出之后写的")
    if javascript:
        expect(desk.locator(".keeping")).to_contain_text("您已不在登录状态")
    desk.locator(SAVE).click()
    expect(desk.get_by_role("heading", level=1)).to_have_text("填写的内容已保留")
    desk.get_by_role("link", name="登录并继续填写").click()
    sign_in(desk, "editor", sign_ins["editor"])
    expect(desk.locator("#id_description_zh")).to_have_value("在另一个标签页退出之后写的")
    desk.locator(SAVE).click()
    expect(desk.locator(".messagelist .success")).to_be_visible()
    assert College.objects.get(pk=draft.pk).description_zh == "在另一个标签页退出之后写的"
    assert not KeptForm.objects.exists()
