"""Whoever comes to the desk finds what waits for them."""

from __future__ import annotations

import datetime

import pytest
from django.utils import timezone

from colleges.models import College, Reporter
from qingdao_techedu.corrections.actions import receive
from qingdao_techedu.corrections.models import Correction
from qingdao_techedu.publishing.models import KeptForm, Proposal

pytestmark = pytest.mark.django_db


def home_of(client) -> dict[str, dict[str, int]]:
    home = client.get("/admin/").context["home"]
    told: dict[str, dict[str, int]] = {"late": {}, "waiting": {}}
    for one in home["waiting"]:
        told["late" if one.is_late else "waiting"][one.text] = one.count
    return told


def test_a_reviewer_finds_what_others_submitted(college, address, staff, sign_in, change):
    sign_in(staff("editor"))
    change(address, name_zh="新名")
    assert home_of(sign_in(staff("reviewer")))["waiting"] == {"待我审核的修改": 1}
    author = Proposal.objects.get().author
    assert home_of(sign_in(author))["waiting"] == {"我提交的、尚未审核的修改": 1}


def test_a_late_report_stands_apart(sign_in, staff):
    receive(page="/", text="错了")
    receive(page="/", text="也错了")
    late = timezone.localdate() - datetime.timedelta(days=1)
    Correction.objects.filter(text="错了").update(due_on=late)
    told = home_of(sign_in(staff("editor")))
    assert told == {"late": {"逾期未答复的纠错": 1}, "waiting": {"待答复的纠错": 1}}


def test_what_is_late_comes_first_and_what_waits_longest_next(
    sign_in, staff, college, address, change
):
    sign_in(staff("editor"))
    change(address, name_zh="新名")
    receive(page="/", text="错了")
    late = timezone.localdate() - datetime.timedelta(days=1)
    Correction.objects.update(due_on=late)
    KeptForm.objects.create(user=Proposal.objects.get().author, path=address, entries="x=1")
    KeptForm.objects.update(kept_at=timezone.now() - datetime.timedelta(days=3))
    page = sign_in(Proposal.objects.get().author).get("/admin/")
    told = [
        (one.text.partition("：")[0], one.due, bool(one.since))
        for one in page.context["home"]["waiting"]
    ]
    assert told == [
        ("逾期未答复的纠错", late, False),
        ("未保存", None, True),
        ("我提交的、尚未审核的修改", None, True),
    ]
    assert f"{late.year}" in page.content.decode()


def test_nothing_is_linked_twice_at_home(sign_in, staff, college):
    College.objects.update(publication="draft")
    home = sign_in(staff("editor")).get("/admin/").context["home"]
    addresses = [one.address for one in (*home["waiting"], *home["ways"])]
    assert len(addresses) == len(set(addresses))


def test_a_form_that_was_not_finished_is_one_click_away(address, sign_in, staff):
    user = staff("editor")
    KeptForm.objects.create(user=user, path=address, title="示范技师学院", entries="x=1")
    page = sign_in(user).get("/admin/").content.decode()
    assert f'href="{address}?kept=1"' in page


def test_a_reporter_finds_their_college_and_nothing_of_the_bureau(college, address, sign_in, staff):
    user = staff("reporter")
    Reporter.objects.create(user=user, college=college)
    receive(page="/", text="错了")
    page = sign_in(user).get("/admin/")
    assert f'href="{address}"' in page.content.decode()
    assert page.context["home"]["waiting"] == []
    assert "/admin/corrections/" not in page.content.decode()


def test_the_home_page_takes_as_many_queries_however_much_waits(
    college, address, staff, sign_in, change, django_assert_max_num_queries
):
    sign_in(staff("editor"))
    for number in range(6):
        change(address, name_zh=f"新名{number}")
    client = sign_in(staff("reviewer"))
    client.get("/admin/")
    with django_assert_max_num_queries(22):
        client.get("/admin/")
