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
from qingdao_techedu.facts.provenance import Provenance
from qingdao_techedu.ui import public_forms
from tests.browser.test_editor_journey import sign_in
from tests.browser.test_return_journey import do

NAME, ROLL = "王样甲", "/awards/2026/outstanding-student/"
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


def test_a_nomination_becomes_a_certificate_that_is_checked_by_its_code_and_revoked(
    visit, desk_of, round_, monkeypatch
):
    monkeypatch.setattr(public_forms, "QUICKEST", 0)  # this visitor is a machine
    editor, reviewer = desk_of("editor"), desk_of("reviewer")
    college = College.objects.sample().first()

    editor.goto("/admin/awards/grant/add/")
    for name, value in (("round", round_), ("college", college)):
        editor.locator(f"select[name={name}]").evaluate(
            "(list, [key, text]) => list.add(new Option(text, key, true, true))",
            [str(value.pk), str(value)],
        )
    editor.locator("[name=name]").fill(NAME)
    editor.locator("[name=_save]").click()
    grant = Grant.objects.get(name=NAME)
    assert grant.nominated_by.username == "editor"

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
    expect(visitor.locator("main")).to_contain_text("二维码由市局签署")
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
