"""From an invitation to a nomination: what each act does, and to whom it is refused."""

from __future__ import annotations

import datetime
from datetime import timedelta

import pytest
from django.core.exceptions import PermissionDenied, ValidationError
from django.db import Error, connection, transaction
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from awards import actions as life
from awards.models import Grant, Quota
from awards.nominating import actions
from awards.nominating.digests import digest_of, digest_of_waiting
from colleges.models import College, Reporter
from qingdao_techedu.accounts import rules
from qingdao_techedu.log.models import Entry
from qingdao_techedu.records.provenance import Provenance
from tests.awards.conftest import HOUR
from tests.awards.nominating.conftest import PLACES, statuses

pytestmark = pytest.mark.django_db
Status = Grant.Status
DAY = timedelta(days=1)


def waiting(round_, college) -> str:
    return digest_of_waiting(round_.grants.proposed().filter(college=college))


def last_entry(grant: Grant):
    return grant.history.order_by("-history_id")[0]


# Invitations


def test_colleges_are_invited_once(round_, quota, college, other, editor, due_on):
    made = actions.invite(round_, [college, other], places=9, due_on=due_on, by=editor)
    assert [one.college for one in made] == [other]
    assert Quota.objects.get(college=college).places == PLACES
    assert made[0].history.get().history_user == editor


def test_nobody_is_invited_for_a_day_that_has_passed(round_, college, editor, now):
    yesterday = timezone.localdate() - DAY
    with pytest.raises(ValidationError, match="has not passed"):
        actions.invite(round_, [college], places=1, due_on=yesterday, by=editor)
    with pytest.raises(ValidationError):
        actions.invite(round_, [college], places=0, due_on=timezone.localdate(), by=editor)


@pytest.mark.parametrize("role", ["auditor", "reporter"])
def test_only_the_bureau_invites(round_, college, staff, role, due_on):
    with pytest.raises(PermissionDenied):
        actions.invite(round_, [college], places=1, due_on=due_on, by=staff(role, "x"))


def test_nobody_sets_the_quota_of_the_college_they_answer_for(
    quota, reporter, give_role, other, round_, due_on
):
    both = give_role(reporter, "reviewer")
    with pytest.raises(PermissionDenied, match="its quota"):
        actions.set_quota(quota, places=9, due_on=due_on, by=both, seen=quota.version)
    with pytest.raises(PermissionDenied, match="its quota"):
        actions.take_invitation_back(quota, by=both)
    Quota.objects.all().delete()
    with pytest.raises(PermissionDenied, match="its quota"):
        actions.invite(round_, [other, quota.college], places=9, due_on=due_on, by=both)
    assert not Quota.objects.exists()


def test_a_quota_is_never_set_below_what_is_taken(quota, propose, editor, due_on):
    propose("王小明")
    propose("李雷")
    with pytest.raises(ValidationError, match="2 places are taken"):
        actions.set_quota(quota, places=1, due_on=due_on, by=editor, seen=quota.version)
    done = actions.set_quota(quota, places=2, due_on=due_on, by=editor, seen=quota.version)
    assert done.places == 2
    with pytest.raises(ValidationError, match="exceeded"):
        propose("韩梅梅")


def test_the_second_of_two_who_set_a_quota_is_told(quota, editor, due_on):
    seen = quota.version
    actions.set_quota(quota, places=5, due_on=due_on, by=editor, seen=seen)
    with pytest.raises(actions.Overtaken, match="meanwhile"):
        actions.set_quota(quota, places=4, due_on=due_on, by=editor, seen=seen)
    assert Quota.objects.get().places == 5


def test_a_later_day_lets_a_college_nominate_again(
    quota, propose, editor, after_the_last_day, due_on
):
    after_the_last_day()
    with pytest.raises(ValidationError, match="last day of nominating was"):
        propose()
    with pytest.raises(ValidationError, match="has not passed"):
        actions.set_quota(quota, places=3, due_on=due_on - DAY, by=editor, seen=quota.version)
    actions.set_quota(quota, places=3, due_on=due_on + 9 * DAY, by=editor, seen=quota.version)
    propose()


def test_an_invitation_is_taken_back_while_nobody_is_nominated(quota, propose, editor, reviewer):
    grant = propose()
    with pytest.raises(ValidationError, match="nominated already"):
        actions.take_invitation_back(quota, by=editor)
    life.decline(grant, reason="x", by=reviewer)
    actions.take_invitation_back(quota, by=editor)
    assert not Quota.objects.exists()


# Nominating


def test_a_college_proposes_and_the_bureau_nominates(propose, nominate, reporter, editor):
    proposed, entered = propose("王小明"), nominate("李雷")
    assert (proposed.status, proposed.nominated_by) == (Status.PROPOSED, reporter)
    assert (entered.status, entered.nominated_by) == (Status.NOMINATED, editor)
    assert not proposed.is_public
    assert last_entry(proposed).door == "form"


def test_an_editor_proposes_for_the_college_they_answer_for(propose, give_role, reporter):
    assert propose(by=give_role(reporter, "editor")).status == Status.PROPOSED


def test_a_reporter_nominates_for_their_own_college_alone(quota, reporter, other, editor, due_on):
    actions.invite(quota.round, [other], places=1, due_on=due_on, by=editor)
    foreign = Grant(round=quota.round, college=other, name="王小明")
    with pytest.raises(PermissionDenied):
        actions.nominate(foreign, by=reporter)
    own = Grant(round=quota.round, college=quota.college, name="李雷")
    with pytest.raises(PermissionDenied):
        actions.nominate_all(quota.round, [own, foreign], by=reporter, reason="x")
    assert not Grant.objects.exists()


@pytest.mark.parametrize("role", ["auditor", "reporter"])
def test_whoever_answers_for_no_college_nominates_nobody(quota, staff, role):
    with pytest.raises(PermissionDenied):
        actions.nominate(
            Grant(round=quota.round, college=quota.college, name="某"), by=staff(role, "x")
        )


def test_a_college_nominates_only_where_it_is_invited_and_the_bureau_anywhere(
    round_, college, reporter, nominate
):
    with pytest.raises(ValidationError, match="not invited"):
        actions.nominate(Grant(round=round_, college=college, name="王小明"), by=reporter)
    assert nominate("王小明").status == Status.NOMINATED


def test_nobody_exceeds_a_quota(propose, nominate, accept):
    accept(propose("王小明"))
    nominate("李雷")
    propose("韩梅梅")
    with pytest.raises(ValidationError, match="quota of 3 places is exceeded: 3 taken, 1 more"):
        nominate("林涛")
    with pytest.raises(ValidationError, match="exceeded"):
        propose("林涛")


def test_places_are_counted_with_the_round_held(propose, quota):
    propose("王小明")
    with CaptureQueriesContext(connection) as queries:
        propose("李雷")
    asked = [one["sql"] for one in queries]
    held = next(place for place, sql in enumerate(asked) if 'FROM "awards_round"' in sql)
    counted = next(place for place, sql in enumerate(asked) if 'COUNT("awards_grant"' in sql)
    assert held < counted
    if connection.features.has_select_for_update:
        assert "FOR UPDATE" in asked[held]


def test_the_last_day_of_nominating_is_a_whole_day_here(quota, propose, now, due_on):
    evening = datetime.datetime.combine(due_on, datetime.time(23, 59))
    now.move_to(timezone.make_aware(evening))
    propose("王小明")
    now.shift(timedelta(minutes=1))
    with pytest.raises(ValidationError, match="last day"):
        propose("李雷")


def test_a_place_is_free_again_once_a_nomination_ends(propose, reporter):
    grants = [propose(name) for name in ("王小明", "李雷", "韩梅梅")]
    actions.withdraw(grants[0], reason="转学", by=reporter)
    assert propose("林涛").status == Status.PROPOSED


@pytest.mark.parametrize("typed", ["王 小明", "王小明 ", "王　小明", "王\u200b小明"])
def test_two_writings_of_one_name_are_one_name(propose, typed):
    propose("王小明")
    with pytest.raises(ValidationError, match="王小明 · Proposed"):
        propose(typed)


def test_a_namesake_is_nominated_once_somebody_says_that_they_are_two(propose, nominate, other):
    propose("王小明", class_name="2023级1班")
    with pytest.raises(ValidationError) as refused:
        propose("王小明")
    assert refused.value.error_dict["is_another_person"][0].code == "namesake"
    assert "2023级1班" in str(refused.value)
    assert propose("王小明", is_another_person=True).pk
    assert nominate("王小明", other.code).pk  # another college's


@pytest.mark.parametrize(
    ("one", "other"), [("Ali Khan", "ALI KHAN"), ("J. Smith", "J.Smith"), ("O’Neil", "O'Neil")]
)
def test_a_namesake_is_found_however_the_name_is_written(propose, one, other):
    propose(one)
    with pytest.raises(ValidationError) as refused:
        propose(other)
    assert refused.value.error_dict["is_another_person"][0].code == "namesake"


@pytest.mark.parametrize(("one", "other"), [("An Na", "Anna"), ("王小\U00031350", "王小")])
def test_another_name_is_no_namesake(propose, one, other):
    propose(one)
    assert propose(other).pk


def test_the_database_refuses_a_namesake_whom_nobody_confirmed(propose, round_, college):
    propose("王小明")
    with pytest.raises(Error), transaction.atomic():
        Grant.objects.create(round=round_, college=college, name="王小明")
    Grant.objects.create(round=round_, college=college, name="王小明", is_another_person=True)


@pytest.mark.parametrize(
    ("field", "text"),
    [("name", "王小明11010519491231002X"), ("class_name", "班主任手机13800138000")],
)
def test_no_personal_number_comes_in(propose, field, text):
    with pytest.raises(ValidationError, match="not published"):
        propose(**{"name": "王小明", field: text})


@pytest.mark.parametrize("name", [" ", "\u200b", "", "王" * 101])
def test_a_name_is_needed_and_fits(propose, name):
    with pytest.raises(ValidationError):
        propose(name)


def test_nothing_is_proposed_once_the_round_was_publicized(propose, nominate, quota, reviewer):
    nominate("李雷")
    life.publicize(quota.round, closes_at=timezone.now() + HOUR, by=reviewer)
    with pytest.raises(ValidationError, match="publicity is open"):
        propose()


def test_whoever_is_entered_in_a_sample_round_is_sample(propose, quota):
    type(quota.round).objects.filter(pk=quota.round_id).update(provenance=Provenance.SAMPLE)
    assert propose().provenance == Provenance.SAMPLE


# Many at once


def many(quota, count: int) -> list[Grant]:
    return [
        Grant(round=quota.round, college=quota.college, name=f"王小明{number}")
        for number in range(count)
    ]


def test_many_are_nominated_at_once_with_their_history(quota, reporter):
    count = actions.nominate_all(quota.round, many(quota, 3), by=reporter, reason="名单.xlsx")
    assert count == 3
    assert set(statuses(quota.round).values()) == {Status.PROPOSED}
    assert Grant.objects.filter(pinyin="").count() == 0
    told = Grant.history.values_list(
        "history_type", "history_user", "door", "history_change_reason"
    )
    assert set(told) == {("+", reporter.pk, "import", "名单.xlsx")}
    assert told.count() == 3


def test_of_many_all_or_none_are_nominated(quota, reporter):
    with pytest.raises(ValidationError, match="exceeded"):
        actions.nominate_all(quota.round, many(quota, 4), by=reporter, reason="x")
    twice = [*many(quota, 1), *many(quota, 1)]
    with pytest.raises(ValidationError, match="stands further up"):
        actions.nominate_all(quota.round, twice, by=reporter, reason="x")
    assert not Grant.objects.exists()
    assert not Grant.history.exists()


def test_thousands_cost_no_query_each(quota, editor, due_on):
    actions.set_quota(quota, places=50_000, due_on=due_on, by=editor, seen=quota.version)

    def queries_for(count: int, first: int) -> int:
        grants = [
            Grant(round=quota.round, college=quota.college, name=f"样{first + number}")
            for number in range(count)
        ]
        with CaptureQueriesContext(connection) as queries:
            actions.nominate_all(quota.round, grants, by=editor, reason="x")
        return len(queries)

    few, many = queries_for(10, 0), queries_for(5_000, 10)
    # By thousands of rows and hundreds of names, as the databases take them.
    assert many < few + 130
    assert Grant.history.count() == 5_010


# Amending


def test_a_college_amends_what_it_proposed(propose, reporter):
    grant = propose("王小明")
    actions.amend(grant, name="王晓明", by=reporter, seen=digest_of(grant))
    grant.refresh_from_db()
    assert (grant.name, grant.pinyin, grant.status) == (
        "王晓明",
        "wang xiao ming",
        Status.PROPOSED,
    )


def test_what_was_returned_is_amended_after_the_last_day_and_waits_again(
    propose, reporter, editor, after_the_last_day
):
    grant, late = propose("王小明"), propose("李雷")
    actions.give_back(grant, reason="请写明班级", by=editor)
    after_the_last_day()
    with pytest.raises(ValidationError, match="only what is returned"):
        actions.amend(late, name="李磊", by=reporter, seen=digest_of(late))
    grant.refresh_from_db()
    assert (grant.status, grant.reason) == (Status.RETURNED, "请写明班级")
    actions.amend(grant, class_name="2023级1班", by=reporter, seen=digest_of(grant))
    grant.refresh_from_db()
    assert (grant.status, grant.reason) == (Status.PROPOSED, "")
    reasons = grant.history.values_list("history_change_reason", flat=True)
    assert "请写明班级" in reasons


def test_the_second_of_two_who_amend_is_told(propose, reporter, staff, college):
    grant = propose("王小明")
    colleague = staff("reporter", "colleague")
    Reporter.objects.create(user=colleague, college=college)
    seen = digest_of(grant)
    actions.amend(grant, name="王晓明", by=colleague, seen=seen)
    with pytest.raises(actions.Overtaken, match="meanwhile"):
        actions.amend(grant, name="王小民", by=reporter, seen=seen)
    assert Grant.objects.get().name == "王晓明"


def test_an_amendment_does_not_make_a_namesake_in_silence(propose, reporter):
    propose("王小明")
    grant = propose("李雷")
    with pytest.raises(ValidationError, match="nominated this name"):
        actions.amend(grant, name="王 小明", by=reporter, seen=digest_of(grant))
    actions.amend(grant, name="王小明", is_another_person=True, by=reporter, seen=digest_of(grant))


def test_only_the_colleges_own_reporter_amends_and_withdraws(propose, editor, staff, other):
    grant = propose()
    foreign = staff("reporter", "foreign")
    Reporter.objects.create(user=foreign, college=other)
    for by in (editor, foreign):
        with pytest.raises(PermissionDenied):
            actions.amend(grant, name="某", by=by, seen=digest_of(grant))
        with pytest.raises(PermissionDenied):
            actions.withdraw(grant, reason="x", by=by)


def test_a_withdrawal_says_why_and_ends_what_was_not_accepted(propose, reporter, accept):
    grant = propose()
    with pytest.raises(ValidationError, match="Say why"):
        actions.withdraw(grant, reason=" ", by=reporter)
    actions.withdraw(grant, reason="转学", by=reporter)
    grant.refresh_from_db()
    assert (grant.status, grant.reason) == (Status.DECLINED, "转学")
    accepted = propose("李雷")
    accept(accepted)
    with pytest.raises(ValidationError, match="Nominated: this cannot"):
        actions.withdraw(accepted, reason="x", by=reporter)


# Looking at what was proposed


def test_a_proposal_is_accepted_as_it_was_looked_at(propose, reporter, editor):
    grant = propose()
    seen = digest_of(grant)
    actions.amend(grant, name="王晓明", by=reporter, seen=seen)
    with pytest.raises(actions.Overtaken, match="look again"):
        actions.accept(grant, by=editor, seen=seen)
    grant.refresh_from_db()
    assert grant.status == Status.PROPOSED
    done = actions.accept(grant, by=editor, seen=digest_of(grant))
    assert (done.status, done.provenance) == (Status.NOMINATED, Provenance.OFFICIAL)


def test_nobody_accepts_what_they_wrote_or_what_their_college_proposed(
    propose, reporter, give_role, accept, staff, college
):
    grant = propose()
    with pytest.raises(PermissionDenied):
        accept(grant, reporter)
    give_role(reporter, "reviewer")
    with pytest.raises(PermissionDenied, match="reporter of the college"):
        accept(grant, reporter)
    with pytest.raises(PermissionDenied, match="reporter of the college"):
        seen = waiting(grant.round, college)
        actions.accept_all(grant.round, college, by=reporter, seen=seen)
    Reporter.objects.all().delete()
    vars(reporter).pop("_college_number")
    reporter._state.fields_cache.pop("reporter")
    with pytest.raises(PermissionDenied, match="ask a colleague"):
        accept(grant, reporter)
    accept(grant, staff("editor", "another"))


@pytest.mark.parametrize("role", ["auditor", "reporter"])
def test_only_the_bureau_accepts_and_returns(propose, staff, role, accept, college):
    grant, user = propose(), staff(role, "x")
    for act in (
        lambda: accept(grant, user),
        lambda: actions.give_back(grant, reason="x", by=user),
        lambda: actions.accept_all(grant.round, college, by=user, seen=""),
    ):
        with pytest.raises(PermissionDenied):
            act()


def test_all_that_wait_are_accepted_at_once_unless_more_came(
    propose, editor, quota, college, other, nominate
):
    propose("王小明")
    seen = waiting(quota.round, college)
    returned = propose("李雷")
    with pytest.raises(actions.Overtaken):
        actions.accept_all(quota.round, college, by=editor, seen=seen)
    actions.give_back(returned, reason="x", by=editor)
    done = actions.accept_all(quota.round, college, by=editor, seen=waiting(quota.round, college))
    assert done == 1
    assert statuses(quota.round) == {"王小明": Status.NOMINATED, "李雷": Status.RETURNED}
    told = Grant.history.filter(name="王小明").order_by("-history_id")[0]
    assert (told.status, told.history_user, told.provenance) == ("nominated", editor, "official")


def test_a_return_says_why(propose, editor):
    grant = propose()
    with pytest.raises(ValidationError, match="Say why"):
        actions.give_back(grant, reason=" ", by=editor)
    actions.give_back(grant, reason="请核对", by=editor)
    with pytest.raises(ValidationError, match="Returned: this cannot"):
        actions.give_back(grant, reason="请核对", by=editor)
    with pytest.raises(Error), transaction.atomic():
        Grant.objects.filter(pk=grant.pk).update(reason="")


def test_publicity_waits_for_the_review_and_declines_what_was_not_sent_again(
    propose, nominate, editor, reviewer, quota
):
    grant, late = propose("王小明"), propose("李雷")
    nominate("韩梅梅")
    actions.give_back(late, reason="请核对班级", by=editor)
    later = timezone.now() + HOUR
    with pytest.raises(ValidationError, match="1 nomination waits for review"):
        life.publicize(quota.round, closes_at=later, by=reviewer)
    life.decline(grant, reason="超龄", by=reviewer)
    life.publicize(quota.round, closes_at=later, by=reviewer)
    assert statuses(quota.round) == {
        "王小明": Status.DECLINED,
        "李雷": Status.DECLINED,
        "韩梅梅": Status.PUBLICIZED,
    }
    late.refresh_from_db()
    assert late.reason == "请核对班级"
    assert last_entry(late).status == Status.DECLINED
    assert last_entry(late).history_user == reviewer


@pytest.mark.parametrize("status", ["publicized", "conferred", "corrected"])
def test_the_database_refuses_to_pass_the_review_by(propose, status):
    grant = propose()
    with pytest.raises(Error), transaction.atomic():
        Grant.objects.filter(pk=grant.pk).update(status=status)


def test_what_the_bureau_does_stands_in_the_log_without_a_name(
    propose, editor, reviewer, quota, college, due_on
):
    grant, other = propose("王小明"), propose("李雷")
    propose("韩梅梅")
    actions.give_back(grant, reason="王小明请核对", by=editor)
    actions.accept(other, by=editor, seen=digest_of(other))
    actions.accept_all(quota.round, college, by=editor, seen=waiting(quota.round, college))
    actions.set_quota(quota, places=4, due_on=due_on, by=editor, seen=quota.version)
    life.decline(grant, reason="x", by=reviewer)
    entries = Entry.objects.filter(kind="award").order_by("number")
    acts = [entry.details["act"] for entry in entries]
    assert acts == ["invite", "return", "accept", "accept all", "set quota", "decline"]
    written = " ".join(f"{entry.subject} {entry.details}" for entry in entries)
    assert not any(name in written for name in ("王小明", "李雷", "韩梅梅"))


def test_colleges_know_nothing_of_each_others_quotas(quota, other, editor, due_on, staff):
    actions.invite(quota.round, [other], places=1, due_on=due_on, by=editor)
    foreign = staff("reporter", "foreign")
    Reporter.objects.create(user=foreign, college=other)
    seen = rules.visible_to(foreign, Quota.objects.all())
    assert [one.college for one in seen] == [College.objects.get(pk=other.pk)]
