"""The life of a round and its grants: what each act does, and to whom it is refused."""

from __future__ import annotations

from datetime import timedelta

import pytest
from django.core.exceptions import PermissionDenied, ValidationError
from django.db import Error, connection, transaction
from django.utils import timezone

from awards import actions, numbers
from awards.models import Grant, RollCount
from colleges.models import College
from qingdao_techedu.log.models import Entry
from qingdao_techedu.log.verifying import verify
from tests.awards.conftest import HOUR, NAMES

pytestmark = pytest.mark.django_db
Status = Grant.Status


def statuses(round_) -> dict[str, str]:
    return dict(round_.grants.values_list("name", "status"))


def test_a_nomination_is_seen_by_nobody_and_has_no_number(nominate):
    grant = nominate()
    assert grant.status == Status.NOMINATED
    assert grant.certificate_number is None
    assert not grant.is_public


def test_publicity_puts_all_nominees_before_the_public_in_the_order_of_the_roll(publicized):
    assert set(statuses(publicized).values()) == {Status.PUBLICIZED}
    assert publicized.is_open
    roll = list(Grant.objects.on_public_notice())
    assert [grant.place for grant in roll] == [1, 2, 3]
    assert {grant.name for grant in roll} == set(NAMES)
    assert dict(RollCount.objects.values_list("college__code", "count")) == {
        "qd-002": 2,
        "qd-001": 1,
    }


def test_whoever_nominated_does_not_publicize_or_confer(now, nominate, round_, reviewer, staff):
    nominate(by=reviewer)
    later = timezone.now() + HOUR
    with pytest.raises(PermissionDenied, match="ask a colleague"):
        actions.publicize(round_, closes_at=later, by=reviewer)
    other = staff("reviewer", "other")
    actions.publicize(round_, closes_at=later, by=other)
    now.shift(HOUR)
    with pytest.raises(PermissionDenied, match="ask a colleague"):
        actions.confer(round_, by=reviewer)
    actions.confer(round_, by=other)


@pytest.mark.parametrize("code", ["editor", "auditor", "reporter"])
def test_only_reviewers_put_a_round_through(nominate, round_, staff, code):
    nominate()
    with pytest.raises(PermissionDenied):
        actions.publicize(
            round_, closes_at=timezone.now() + HOUR, by=staff(code, f"another {code}")
        )


def test_publicity_needs_nominees_a_published_round_and_a_window_ahead(
    round_, nominate, reviewer, now
):
    at = timezone.now()
    with pytest.raises(ValidationError, match="Nobody is nominated"):
        actions.publicize(round_, closes_at=at + HOUR, by=reviewer)
    nominate()
    for window in ({"opens_at": at - HOUR, "closes_at": at + HOUR}, {"closes_at": at}):
        with pytest.raises(ValidationError):
            actions.publicize(round_, **window, by=reviewer)
    type(round_).objects.update(publication="draft")
    with pytest.raises(ValidationError, match="Publish the round first"):
        actions.publicize(round_, closes_at=at + HOUR, by=reviewer)


def test_nothing_is_nominated_once_the_round_was_publicized(publicized, nominate):
    with pytest.raises(ValidationError, match="publicity is open"):
        nominate("韩梅梅")


def test_a_window_is_extended_and_never_cut_short(publicized, reviewer):
    end = publicized.publicity_until
    with pytest.raises(ValidationError, match="later"):
        actions.extend_publicity(publicized, closes_at=end, reason="x", by=reviewer)
    with pytest.raises(ValidationError, match="Say why"):
        actions.extend_publicity(publicized, closes_at=end + HOUR, reason=" ", by=reviewer)
    longer = actions.extend_publicity(publicized, closes_at=end + HOUR, reason="假期", by=reviewer)
    assert longer.publicity_until == end + HOUR


def test_awards_are_conferred_only_once_the_window_has_closed(publicized, now, reviewer):
    now.move_to(publicized.publicity_until - timedelta(minutes=1))
    with pytest.raises(ValidationError, match="publicity is open"):
        actions.confer(publicized, by=reviewer)
    now.shift(timedelta(minutes=1))
    conferred = actions.confer(publicized, by=reviewer)
    assert set(statuses(conferred).values()) == {Status.CONFERRED}
    issued = list(conferred.grants.values_list("certificate_number", flat=True))
    assert len(set(issued)) == len(NAMES)
    assert all(map(numbers.is_number, issued))
    with pytest.raises(ValidationError, match="conferred"):
        actions.confer(publicized, by=reviewer)


def test_awards_are_conferred_only_once_every_objection_is_answered(
    publicized, now, reviewer, editor
):
    objection = actions.receive_objection(publicized, whom="李雷", text="成绩有误", sender="x")
    now.shift(HOUR)
    with pytest.raises(ValidationError, match="wait for an answer: 1"):
        actions.confer(publicized, by=reviewer)
    actions.answer_objection(objection, outcome="upheld", answer="属实", by=editor)
    actions.decline(publicized.grants.get(name="李雷"), reason="异议成立", by=reviewer)
    actions.confer(publicized, by=reviewer)
    assert statuses(publicized)["李雷"] == Status.DECLINED
    assert not Grant.objects.on_public_roll().filter(name="李雷").exists()
    assert RollCount.objects.filter(college__code="qd-001", count__gt=0).count() == 0


def test_an_objection_is_received_in_the_window_and_answered_once(publicized, now, editor, round_):
    kept = actions.receive_objection(publicized, whom="李雷", text="x", contact="c", sender="s")
    done = actions.answer_objection(kept, outcome="dismissed", answer="不属实", by=editor)
    assert (done.contact, done.sender) == ("", "")
    assert done.answered_by == editor
    with pytest.raises(ValidationError, match="already"):
        actions.answer_objection(kept, outcome="upheld", answer="属实", by=editor)
    now.shift(HOUR)
    with pytest.raises(ValidationError, match="publicity is over"):
        actions.receive_objection(publicized, whom="李雷", text="x")


def test_an_answer_needs_its_words(publicized, editor):
    kept = actions.receive_objection(publicized, whom="李雷", text="x")
    with pytest.raises(ValidationError, match="An outcome needs an answer"):
        actions.answer_objection(kept, outcome="dismissed", answer=" ", by=editor)


def test_a_correction_supersedes_by_a_grant_with_a_number_of_its_own(grant, reviewer):
    right = actions.correct(grant, name="王晓明", reason="姓名录入有误", by=reviewer)
    grant.refresh_from_db()
    assert grant.status == Status.CORRECTED
    assert grant.superseded_by == right
    assert grant.name == "王小明"
    assert right.certificate_number != grant.certificate_number
    assert (right.name, right.pinyin, right.place) == ("王晓明", "wang xiao ming", grant.place)
    roll = set(Grant.objects.on_public_roll().values_list("name", flat=True))
    assert "王晓明" in roll
    assert "王小明" not in roll
    assert RollCount.objects.get(round=grant.round, college=grant.college).count == 2


def test_a_correction_to_another_college_puts_the_roll_in_order_anew(grant, reviewer):
    other = College.objects.get(code="qd-001")
    actions.correct(grant, college=other, reason="院校有误", by=reviewer)
    counted = dict(RollCount.objects.values_list("college__code", "count"))
    assert counted == {"qd-002": 1, "qd-001": 2}
    places = Grant.objects.on_public_roll().values_list("place", flat=True)
    assert list(places) == [1, 2, 3]


def test_a_correction_must_differ_and_say_why(grant, reviewer):
    with pytest.raises(ValidationError, match="Nothing differs"):
        actions.correct(grant, name="王小明", reason="x", by=reviewer)
    with pytest.raises(ValidationError, match="Say why"):
        actions.correct(grant, name="王晓明", reason="", by=reviewer)


def test_a_revoked_grant_leaves_the_roll_and_is_kept(grant, reviewer):
    with pytest.raises(ValidationError, match="Say why"):
        actions.revoke(grant, reason="  ", by=reviewer)
    actions.revoke(grant, reason="弄虚作假", by=reviewer)
    grant.refresh_from_db()
    assert (grant.status, grant.reason) == (Status.REVOKED, "弄虚作假")
    assert not Grant.objects.on_public_roll().filter(pk=grant.pk).exists()
    assert RollCount.objects.get(round=grant.round, college=grant.college).count == 1
    with pytest.raises(ValidationError, match="Revoked: this cannot"):
        actions.revoke(grant, reason="x", by=reviewer)


@pytest.mark.parametrize("act", ["correct", "revoke", "put_back"])
def test_an_editor_alone_only_takes_names_down(grant, editor, act):
    with pytest.raises(PermissionDenied):
        getattr(actions, act)(grant, reason="x", by=editor)
    actions.take_down(grant, reason="本人申请", by=editor)


def shown(grant: Grant) -> str:
    return Grant.objects.on_public_roll().with_public_name().get(pk=grant.pk).public_name


def test_a_name_is_taken_down_step_by_step_and_put_back(grant, editor, reviewer):
    assert shown(grant) == "王小明"
    actions.take_down(grant, form="masked", reason="本人申请", by=editor)
    assert shown(grant) == "王*明"
    actions.take_down(grant, reason="本人申请", by=editor)
    assert shown(grant) == ""
    with pytest.raises(ValidationError, match="already"):
        actions.take_down(grant, form="masked", reason="x", by=editor)
    actions.put_back(grant, reason="本人申请", by=reviewer)
    assert shown(grant) == "王小明"


def test_the_names_of_a_whole_round_are_taken_down_and_one_of_them_stays_stricter(
    grant, editor, reviewer
):
    actions.take_down(grant, reason="本人申请", by=editor)
    actions.take_down(grant.round, form="masked", reason="政策调整", by=editor)
    roll = Grant.objects.on_public_roll().with_public_name()
    assert {one.public_name for one in roll} == {"", "欧*娜", "李*"}
    actions.put_back(grant.round, form="full", reason="政策调整", by=reviewer)
    assert {one.public_name for one in roll.all()} == {"", "欧阳娜娜", "李雷"}


def test_what_is_asked_for_during_publicity_holds_for_the_roll(publicized, now, editor, reviewer):
    actions.take_down(publicized, form="hidden", reason="政策调整", by=editor)
    now.shift(HOUR)
    assert actions.confer(publicized, by=reviewer).form_now == "hidden"


def test_every_act_is_in_the_history_and_in_the_log_without_a_name(grant, editor, reviewer):
    actions.take_down(grant, form="masked", reason="本人申请", by=editor)
    right = actions.correct(grant, name="王晓明", reason="姓名录入有误", by=reviewer)
    actions.revoke(right, reason="弄虚作假", by=reviewer)
    told = list(grant.history.order_by("history_id").values_list("status", "history_user"))
    assert told == [
        ("nominated", editor.pk),
        ("publicized", reviewer.pk),
        ("conferred", reviewer.pk),
        ("conferred", editor.pk),
        ("corrected", reviewer.pk),
    ]
    entries = Entry.objects.filter(kind="award").order_by("number")
    acts = [entry.details["act"] for entry in entries]
    assert acts[:3] == ["nominate"] * len(NAMES)
    assert acts[3:] == ["publicize", "confer", "take down", "correct", "revoke"]
    written = " ".join(f"{entry.subject} {entry.details}" for entry in entries)
    for secret in (*NAMES, "王晓明", grant.certificate_number, right.certificate_number):
        assert secret not in written
    verify()


@pytest.mark.parametrize(
    "change",
    [
        {"status": "nominated"},
        {"status": "publicized", "certificate_number": None, "conferred_at": None},
        {"name": "别人"},
        {"college_id": 1},
        {"certificate_number": "234567892345"},
        {"certificate_number": None},
    ],
)
def test_the_database_refuses_a_leap_and_a_silent_change(grant, change):
    with pytest.raises(Error), transaction.atomic():
        Grant.objects.filter(pk=grant.pk).update(**change)


def test_the_database_refuses_to_lose_a_grant(grant):
    with pytest.raises(Error), transaction.atomic(), connection.cursor() as cursor:
        cursor.execute("DELETE FROM awards_grant WHERE id = %s", [grant.pk])


@pytest.mark.parametrize(
    "fields",
    [
        {"status": "conferred"},
        {"status": "nominated", "certificate_number": "234567892345"},
        {"status": "declined", "ended_at": timezone.now()},
        {"status": "nominated", "reason": "why"},
    ],
)
def test_the_database_refuses_a_grant_without_what_its_status_needs(round_, fields):
    college = College.objects.first()
    with pytest.raises(Error), transaction.atomic():
        Grant.objects.create(round=round_, college=college, name="某", **fields)


def test_a_round_is_not_conferred_in_the_midst_of_its_window(publicized):
    with pytest.raises(Error), transaction.atomic():
        type(publicized).objects.update(conferred_at=timezone.now())
