"""An editor changes a record at the desk; the public sees it at once, and history tells who."""

from __future__ import annotations

from playwright.sync_api import expect

from colleges.models import College

OLD, NEW = "平度市技师学院", "平度技师学院（更名）"


def test_an_edit_is_public_at_once_and_can_be_reverted(visit, sign_ins):
    desk = visit("/admin/")
    desk.locator("#id_login").fill("editor")
    desk.locator("#id_password").fill(sign_ins["editor"])
    desk.locator("main form button").first.click()

    college = College.objects.get(code="qd-002")
    desk.get_by_role("link", name="院校", exact=True).click()
    desk.get_by_role("link", name=OLD).click()
    desk.locator("#id_name_zh").fill(NEW)
    desk.get_by_role("button", name="保存", exact=True).click()
    expect(desk.locator(".messagelist .success")).to_contain_text(NEW)

    public = visit("/colleges/qd-002/", width=390)
    expect(public.get_by_role("heading", level=1)).to_have_text(NEW)

    desk.goto(f"/admin/colleges/college/{college.pk}/history/")
    latest = desk.locator("#change-history tbody tr").first
    expect(latest).to_contain_text("editor")
    expect(latest).to_contain_text(OLD)
    expect(latest).to_contain_text(NEW)

    desk.locator("#change-history tbody tr").nth(1).get_by_role("link").first.click()
    desk.locator("input[type=submit]").first.click()
    public.reload()
    expect(public.get_by_role("heading", level=1)).to_have_text(OLD)
