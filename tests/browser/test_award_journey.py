"""From a nomination to a certificate that was revoked: who does what, and what the check says."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import timedelta

import pytest
from django.core.management import call_command
from django.utils import timezone
from playwright.sync_api import Page, expect

from awards import signing
from awards.models import AwardKind, Grant, Objection, Round
from colleges.models import College
from qingdao_techedu.records.provenance import Provenance
from qingdao_techedu.ui import public_forms
from tests.browser.test_editor_journey import sign_in
from tests.browser.test_return_journey import do
from tests.colleges.enrollment.returns.test_workbook import as_file

NAME, ROLL = "王样甲", "/awards/2026/outstanding-student/"
COLLEGE = "sample-01"  # of the sample's reporter
DAY = timedelta(days=1)


@pytest.fixture
def round_(site) -> Iterator[Round]:
    kind = AwardKind.objects.get(slug="outstanding-student")
    made = Round.objects.create(
        kind=kind, year=2026, publication="published", provenance=Provenance.SAMPLE
    )
    yield made
    # The other tests find the sample as it was.
    Objection.objects.filter(round=made).delete()
    Grant.objects.filter(round=made).update(provenance=Provenance.SAMPLE)
    Grant.objects.filter(round=made).delete()
    made.delete()


@pytest.fixture
def desk_of(visit, sign_ins):
    """Opens the desk without JavaScript, signed in as a role."""

    def open_desk(role: str) -> Page:
        desk = visit("/admin/", javascript=False)
        sign_in(desk, role, sign_ins[role])
        return desk

    return open_desk


def check(page: Page, number: str, name: str) -> None:
    page.locator("[name=number]").fill(number)
    page.locator("[name=name]").fill(name)
    page.locator("main form button, main form [type=submit]").first.click()


def propose_by_file(reporter: Page, *names: str) -> None:
    """Send a workbook from the college's page, look at what it says, and agree to it."""
    reporter.get_by_role("link", name="用文件推荐").click()
    content = as_file([["姓名", "班级"], *([name, "2024级数控1班"] for name in names)])
    reporter.locator("input[type=file]").set_input_files(
        {"name": "推荐.xlsx", "mimeType": "application/octet-stream", "buffer": content}
    )
    reporter.locator("form[enctype] button").click()
    for name in names:
        expect(reporter.get_by_role("rowheader", name=name)).to_be_visible()
    reporter.locator("form:has([name=taken]) button").click()
    expect(reporter.locator(".messagelist .success")).to_be_visible()


def propose_by_form(reporter: Page, name: str) -> None:
    reporter.get_by_role("link", name="推荐", exact=True).click()
    reporter.locator("[name=name]").fill(name)
    reporter.locator("#content-main form .default").click()
    expect(reporter.locator(".messagelist .success")).to_be_visible()


def test_a_nomination_becomes_a_certificate_that_is_checked_by_its_code_and_revoked(
    visit, desk_of, round_, monkeypatch
):
    monkeypatch.setattr(public_forms, "QUICKEST", 0)  # this visitor is a machine
    reporter, editor, reviewer = desk_of("reporter"), desk_of("editor"), desk_of("reviewer")
    place = f"/admin/nominations/{round_.pk}/colleges/{COLLEGE}/"

    editor.goto(f"/admin/nominations/{round_.pk}/")
    college = College.objects.get(code=COLLEGE)
    editor.locator("[name=colleges]").select_option(str(college.pk))
    editor.locator("[name=places]").fill("3")
    editor.locator("[name=due_on]").fill("2099-12-31")
    editor.get_by_role("button", name="邀请").click()
    expect(editor.get_by_role("link", name=college.name_zh)).to_be_visible()

    reporter.goto("/admin/")
    reporter.locator(f'a[href="{place}"]').click()
    propose_by_file(reporter, NAME, "李样乙")
    propose_by_form(reporter, "赵样丙")
    expect(visit("/awards/2026/outstanding-student/").locator("main")).not_to_contain_text(NAME)

    returned = Grant.objects.get(round=round_, name="赵样丙").get_nomination_url()
    do(editor, returned, "return", reason="请写明班级")
    do(editor, Grant.objects.get(round=round_, name=NAME).get_nomination_url(), "accept")
    reporter.goto(returned)
    expect(reporter.locator("#content-main")).to_contain_text("请写明班级")
    reporter.locator("[name=class_name]").fill("2024级数控2班")
    reporter.get_by_role("button", name="重新提交").click()
    expect(reporter.locator(".messagelist .success")).to_be_visible()
    editor.goto(place)
    editor.get_by_role("button", name="通过 2 项推荐").click()
    expect(editor.locator(".messagelist .success")).to_be_visible()
    grant = Grant.objects.get(round=round_, name=NAME)
    assert (grant.status, grant.nominated_by.username) == ("nominated", "reporter")

    life = f"/admin/awards/round/{round_.pk}/life/"
    closes = timezone.localtime(timezone.now() + DAY).strftime("%Y-%m-%dT%H:%M")
    do(reviewer, life, "publicize", closes_at=closes)
    visitor = visit(ROLL)
    expect(visitor.get_by_role("rowheader", name=NAME)).to_be_visible()

    visitor.get_by_role("link", name="提出异议").click()
    visitor.locator("[name=whom]").fill(NAME)
    visitor.locator("[name=text]").fill("请核实参评资格。")
    visitor.locator("main form [type=submit]").click()
    expect(visitor.locator("main")).to_contain_text("请核实参评资格。")
    receipt = visitor.url

    editor.goto(f"/admin/awards/objection/{Objection.objects.get(round=round_).pk}/change/")
    editor.locator("[name=outcome]").select_option("dismissed")
    editor.locator("[name=answer]").fill("经核实，符合条件。")
    editor.locator("[name=_save]").click()
    visitor.goto(receipt)
    expect(visitor.locator("main")).to_contain_text("经核实，符合条件。")

    # A day later: nothing was run when the window closed.
    now = timezone.now()
    Round.objects.filter(pk=round_.pk).update(publicity_from=now - DAY, publicity_until=now)
    visitor.goto(ROLL)
    expect(visitor.get_by_role("rowheader", name=NAME)).to_have_count(0)
    do(reviewer, life, "confer")
    visitor.goto(ROLL)
    expect(visitor.get_by_role("rowheader", name="王*甲")).to_be_visible()

    grant.refresh_from_db()
    visitor.goto("/awards/verify/")
    check(visitor, grant.number, NAME)
    expect(visitor.locator(".certificate-name")).to_have_text(NAME)
    expect(visitor.locator(".certificate svg.qr")).to_be_visible()
    reviewer.goto(f"/admin/awards/grant/{grant.pk}/certificate/")
    expect(reviewer.locator(".certificate-number")).to_have_text(grant.number)

    code = _address_in_code(grant)
    visitor.goto(code)
    expect(visitor.locator("main")).to_contain_text("二维码由市人社局签署")
    assert NAME not in visitor.content()

    do(reviewer, f"/admin/awards/grant/{grant.pk}/life/", "revoke", reason="核查发现材料不实")
    check(visitor, grant.number, NAME)
    expect(visitor.locator(".notice-danger, .notice").first).to_contain_text("已撤销")
    expect(visitor.locator(".certificate")).to_have_count(0)
    visitor.goto(ROLL)
    expect(visitor.get_by_role("rowheader", name="王*甲")).to_have_count(0)
    call_command("prove_takedown", str(grant.pk), verbosity=0)


def _address_in_code(grant: Grant) -> str:
    """What a phone reads from the code: the number and its signature."""
    number = grant.certificate_number
    return f"/awards/verify/?n={number}&s={signing.code_of(number)}"
