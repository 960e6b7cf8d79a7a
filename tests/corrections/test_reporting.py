"""A reader reports an error, follows it by its receipt, and reads the answer."""

from __future__ import annotations

import re
from datetime import timedelta

import pytest
import time_machine
from django.utils import timezone

from qingdao_techedu.corrections import actions
from qingdao_techedu.corrections.models import Correction
from qingdao_techedu.ui.public_forms import MAX_AN_HOUR

pytestmark = pytest.mark.django_db
FORM = "/corrections/report/"
REPORT = {
    "page": "/colleges/qd-002/",
    "part": "建校",
    "text": "建校年份应为1992年。",
    "contact": "reader@example.org",
}


def seen(client, at: str = "2026-11-23 09:00 +0800") -> str:
    """The signed moment of a form that a reader opened."""
    with time_machine.travel(at, tick=False):
        page = client.get(FORM).content.decode()
    return re.search(r'name="seen" value="([^"]+)"', page)[1]


def send(client, at: str = "2026-11-23 09:01 +0800", **fields):
    given = {**REPORT, "seen": seen(client), **fields}
    with time_machine.travel(at, tick=False):
        return client.post(FORM, given)


def test_a_report_gets_a_receipt_and_a_day(client):
    response = send(client)
    kept = Correction.objects.get()
    assert response.headers["Location"] == f"/corrections/{kept.receipt}/"
    assert str(kept.due_on) == "2026-11-30"
    page = client.get(response.headers["Location"])
    assert "no-store" in page.headers["Cache-Control"]
    told = page.content.decode()
    assert kept.receipt in told
    assert "2026年11月30日" in told
    assert "reader@example.org" not in told


def test_the_form_carries_the_page_and_its_part(client):
    page = client.get("/en/colleges/qd-002/").content.decode()
    (link,) = re.findall(r'href="(/en/corrections/report/\?page=[^"]+part=[^"]+)"', page)
    form = client.get(link.replace("&amp;", "&")).content.decode()
    assert 'value="/en/colleges/qd-002/"' in form
    assert 'value="平度市技师学院"' in form or "Pingdu" in form


@pytest.mark.parametrize("page", ["https://other.example/", "//other.example/", "javascript:x"])
def test_a_page_elsewhere_is_refused_and_nothing_is_lost(client, page):
    response = send(client, page=page)
    told = response.content.decode()
    assert response.status_code == 200
    assert "不是本网站的页面" in told
    assert REPORT["text"] in told
    assert not Correction.objects.exists()


@pytest.mark.parametrize(
    "fields",
    [
        {"website": "http://spam.example"},
        {"seen": "forged"},
        {"seen": ""},
        {"text": ""},
        {"text": "x" * 2_001},
    ],
)
def test_what_a_machine_sends_is_not_kept(client, fields):
    assert send(client, **fields).status_code == 200
    assert not Correction.objects.exists()


def test_haste_is_refused_and_the_second_try_is_kept(client):
    response = send(client, at="2026-11-23 09:00:01 +0800")
    assert not Correction.objects.exists()
    again = re.search(r'name="seen" value="([^"]+)"', response.content.decode())[1]
    with time_machine.travel("2026-11-23 09:00:30 +0800", tick=False):
        client.post(FORM, {**REPORT, "seen": again})
    assert Correction.objects.count() == 1


def test_one_connection_cannot_flood_the_desk(client):
    for _report in range(MAX_AN_HOUR):
        send(client)
    assert "稍后再试" in send(client).content.decode()
    assert Correction.objects.count() == MAX_AN_HOUR
    assert send(client, at="2026-11-23 11:00 +0800").status_code == 302


def test_behind_our_proxy_each_visitor_is_a_connection(client, settings):
    settings.PROXIES = 1
    for number in range(MAX_AN_HOUR + 1):
        client.defaults["HTTP_X_FORWARDED_FOR"] = f"6.6.6.6, 10.0.0.{number}"
        assert send(client).status_code == 302


def test_without_a_proxy_a_forged_address_does_not_help(client):
    for number in range(MAX_AN_HOUR + 1):
        client.defaults["HTTP_X_FORWARDED_FOR"] = f"10.0.0.{number}"
        last = send(client)
    assert last.status_code == 200


def test_the_address_of_a_reader_is_not_kept(client):
    send(client)
    kept = Correction.objects.get()
    assert "127.0.0.1" not in kept.sender
    assert not {"contact", "sender"} & {
        field.name for field in Correction.history.model._meta.fields
    }


def test_a_receipt_leads_to_its_report_from_the_log(client):
    send(client)
    receipt = Correction.objects.get().receipt
    response = client.get("/corrections/", {"receipt": f" {receipt.lower()} "})
    assert response.headers["Location"] == f"/corrections/{receipt}/"
    told = client.get("/corrections/", {"receipt": '"><script>'}).content.decode()
    assert "没有" in told
    assert "<script>" not in told


def test_the_log_shows_outcomes_and_never_what_was_written(client, admin_user):
    send(client)
    report = Correction.objects.get()
    assert (
        "/colleges/qd-002/"
        not in client.get("/corrections/")
        .content.decode()
        .partition("<main")[2]
        .partition("</main")[0]
    )
    actions.answer(report, outcome="corrected", zh="建校年份已更正。", by=admin_user)
    told = client.get("/corrections/").content.decode()
    assert "建校年份已更正" in told
    for private in (REPORT["text"], REPORT["contact"], report.receipt):
        assert private not in told
    assert "建校年份已更正" in client.get(report.get_absolute_url()).content.decode()


def test_a_report_whose_token_is_lost_is_shown_again_and_sent_by_one_button(window, form_in):
    address, typed = form_in(window.get(FORM), "text")
    del window.cookies["csrftoken"]
    with time_machine.travel(timezone.now() + timedelta(minutes=5)):
        refused = window.post(address, typed | REPORT)
        told = refused.content.decode()
        assert refused.status_code == 403
        assert "尚未提交" in told
        assert "刷新" not in told
        assert not Correction.objects.exists()
        address, again = form_in(refused, "text")
        assert {name: again[name] for name in REPORT} == REPORT
        assert window.post(address, again).status_code == 302
    assert Correction.objects.get().text == REPORT["text"]


def test_a_report_that_another_site_sends_is_neither_kept_nor_shown(window, form_in):
    address, typed = form_in(window.get(FORM), "text")
    refused = window.post(address, typed | REPORT, headers={"Origin": "https://elsewhere.example"})
    assert refused.status_code == 403
    assert REPORT["text"] not in refused.content.decode()
    assert not Correction.objects.exists()


def test_no_report_is_taken_without_its_token(window, form_in):
    address, typed = form_in(window.get(FORM), "text")
    with time_machine.travel(timezone.now() + timedelta(minutes=5)):
        for token in ("", "x" * 64):
            sent = typed | REPORT | {"csrfmiddlewaretoken": token}
            assert window.post(address, sent).status_code == 403
    assert not Correction.objects.exists()
