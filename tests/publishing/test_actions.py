"""The life of a proposal: nobody decides on their own, nothing is overwritten."""

from __future__ import annotations

import datetime

import pytest
from django.core.exceptions import PermissionDenied, ValidationError
from django.db import IntegrityError, transaction
from django.urls import reverse
from django.utils import timezone

from colleges.models import Campus, College, Specialty
from conferences.models import Conference
from qingdao_techedu.facts.models import Citation, Indicator, ReportedFigure, Source
from qingdao_techedu.log.models import Entry
from qingdao_techedu.publishing import actions, proposing
from qingdao_techedu.publishing.conflicts import Conflicting
from qingdao_techedu.publishing.models import Proposal
from qingdao_techedu.publishing.rehearsal import watched

pytestmark = pytest.mark.django_db


@pytest.fixture
def editor(staff):
    return staff("editor")


@pytest.fixture
def reviewer(staff):
    return staff("reviewer")


def propose(by, **fields) -> Proposal:
    """A proposal to change the college, made as any door makes one."""
    college = College.objects.get(code="qd-900")
    with transaction.atomic(), watched() as watch:
        for name, value in fields.items():
            setattr(college, name, value)
        college.save()
        differences = watch.differences()
        transaction.set_rollback(True)
    return proposing.propose(differences, by=by, of=college)


def test_only_the_changed_fields_are_kept(college, editor):
    change = propose(editor, name_zh="新名").changes.get()
    assert change.before == {"name_zh": "示范技师学院", "pinyin": "shi fan ji shi xue yuan"}
    assert change.after == {"name_zh": "新名", "pinyin": "xin ming"}


def test_approving_applies_logs_and_tells_both_names(college, editor, reviewer):
    proposal = propose(editor, name_zh="新名")
    actions.approve(proposal, by=reviewer)
    college.refresh_from_db()
    assert college.name_zh == "新名"
    told = college.history.first()
    assert (told.history_user, told.approved_by) == (editor, "reviewer")
    entry = Entry.objects.get(kind="publication")
    assert (entry.who, entry.details["author"]) == ("reviewer", "editor")


@pytest.mark.parametrize("role", ["editor", "reviewer", "administrator"])
def test_nobody_approves_their_own_by_any_door(college, staff, sign_in, client, role):
    author = staff(role, "author")
    proposal = propose(author, name_zh="自己批准")
    with pytest.raises(PermissionDenied):
        actions.approve(proposal, by=author)
    sign_in(author)
    client.post(proposal.get_absolute_url(), {"act": "approve", "version": 1})
    queue = reverse("admin:publishing_proposal_changelist")
    selected = {"action": "approve_selected", "_selected_action": [proposal.pk]}
    client.post(queue, selected | {"read_at": timezone.now().isoformat()})
    proposal.refresh_from_db()
    assert proposal.state == "submitted"
    proposal.decided_by, proposal.state = author, "applied"
    with pytest.raises(IntegrityError), transaction.atomic():
        proposal.save()
    college.refresh_from_db()
    assert college.name_zh == "示范技师学院"


def test_a_superuser_is_no_exception(college, admin_user):
    proposal = propose(admin_user, name_zh="自己批准")
    with pytest.raises(PermissionDenied):
        actions.approve(proposal, by=admin_user)


@pytest.mark.parametrize("role", ["reporter", "editor", "auditor"])
def test_only_reviewers_decide(college, editor, staff, sign_in, client, role):
    proposal = propose(editor, name_zh="新名")
    other = staff(role, "other")
    for act in (
        lambda: actions.approve(proposal, by=other),
        lambda: actions.return_with_reason(proposal, by=other, reason="不"),
    ):
        with pytest.raises(PermissionDenied):
            act()
    sign_in(other)
    response = client.post(proposal.get_absolute_url(), {"act": "approve", "version": 1})
    assert response.status_code in (404, 422)
    proposal.refresh_from_db()
    assert proposal.state == "submitted"


def test_a_reviewer_decides_on_the_page(college, editor, reviewer, sign_in, client):
    proposal = propose(editor, name_zh="新名")
    sign_in(reviewer)
    page = client.get(proposal.get_absolute_url())
    assert 'value="approve"' in page.content.decode()
    refused = client.post(proposal.get_absolute_url(), {"act": "return", "reason": ""})
    assert refused.status_code == 422
    sent = {"act": "return", "reason": "请核对", "remark-1-name_zh": "见文件"}
    client.post(proposal.get_absolute_url(), sent)
    proposal.refresh_from_db()
    assert (proposal.state, proposal.remark) == ("returned", "请核对")
    assert proposal.changes.get().remarks == {"name_zh": "见文件"}
    assert client.post(proposal.get_absolute_url(), {"act": "approve"}).status_code == 422
    assert client.post(proposal.get_absolute_url(), {"act": "nonsense"}).status_code == 302


def test_the_list_approves_what_it_showed_and_nothing_later(
    college, editor, reviewer, sign_in, client
):
    proposal = propose(editor, name_zh="新名")
    queue = reverse("admin:publishing_proposal_changelist")
    sign_in(reviewer)
    selected = {"action": "approve_selected", "_selected_action": [proposal.pk]}
    read_at = client.get(queue).context["action_form"]["read_at"].value()
    actions.take_back(proposal, by=editor)
    actions.submit(proposal, by=editor)
    client.post(queue, selected | {"read_at": read_at})
    client.post(queue, selected)
    client.post(queue, selected | {"read_at": "gestern"})
    proposal.refresh_from_db()
    assert proposal.state == "submitted"
    read_at = client.get(queue).context["action_form"]["read_at"].value()
    client.post(queue, selected | {"read_at": read_at})
    proposal.refresh_from_db()
    assert proposal.state == "applied"


def test_what_was_changed_after_reading_is_not_approved(college, editor, reviewer):
    proposal = propose(editor, name_zh="新名")
    Proposal.objects.filter(pk=proposal.pk).update(version=2)
    with pytest.raises(ValidationError, match="修改"):
        actions.approve(proposal, by=reviewer, version=1)


def test_a_change_that_somebody_made_meanwhile_is_not_overwritten(college, editor, reviewer):
    proposal = propose(editor, name_zh="新名")
    college.name_zh = "别人的名"
    college.save()
    with pytest.raises(Conflicting) as refused:
        actions.approve(proposal, by=reviewer)
    assert "别人的名" in " ".join(refused.value.messages)
    college.refresh_from_db()
    assert college.name_zh == "别人的名"
    proposal.refresh_from_db()
    assert proposal.state == "submitted"


def test_changes_of_other_fields_do_not_disturb(college, editor, reviewer):
    proposal = propose(editor, name_zh="新名")
    college.phone = "0532-7"
    college.save()
    actions.approve(proposal, by=reviewer)
    college.refresh_from_db()
    assert (college.name_zh, college.phone) == ("新名", "0532-7")


def test_a_record_that_is_gone_is_told(college, editor, reviewer):
    proposal = propose(editor, name_zh="新名")
    College.objects.filter(pk=college.pk).update(publication="draft")
    college.campuses.all().delete()
    College.objects.get(pk=college.pk).delete()
    with pytest.raises(Conflicting):
        actions.approve(proposal, by=reviewer)


def test_a_rule_that_is_broken_at_approval_applies_nothing(college, editor, reviewer):
    specialty = Specialty(slug="tea", name_zh="茶艺")
    with transaction.atomic(), watched() as watch:
        specialty.save()
        differences = watch.differences()
        transaction.set_rollback(True)
    proposal = proposing.propose(differences, by=editor)
    Specialty.objects.create(slug="tea", name_zh="先来的")
    with pytest.raises(ValidationError):
        actions.approve(proposal, by=reviewer)
    assert Specialty.objects.get(slug="tea").name_zh == "先来的"


class TestPublishingADraft:
    """Drafts are saved without a second person: only what was read is published."""

    @pytest.fixture
    def proposal(self, college, editor) -> Proposal:
        College.objects.filter(pk=college.pk).update(publication="draft")
        return propose(editor, publication="published")

    def refuses(self, proposal, reviewer) -> bool:
        with pytest.raises(ValidationError):
            actions.approve(proposal, by=reviewer)
        return not College.objects.get(code="qd-900").is_public

    def test_of_which_a_field_changed_since_is_refused(self, college, proposal, reviewer):
        college.refresh_from_db()
        college.name_zh = "没人看过的名"
        college.save()
        assert self.refuses(proposal, reviewer)

    @pytest.mark.parametrize("act", ["change", "add", "delete", "cite", "figure"])
    def test_of_which_a_part_changed_since_is_refused(self, college, proposal, reviewer, act):
        campus = college.campuses.get()
        source, indicator = Source.objects.first(), Indicator.objects.first()
        if act == "change":
            campus.name_zh = "没人看过的校区"
            campus.save()
        elif act == "add":
            Campus.objects.create(college=college, name_zh="没人看过的校区")
        elif act == "delete":
            campus.delete()
        elif act == "cite":
            Citation.objects.create(source=source, record=college)
        else:
            figure = {"subject": college, "period_kind": "undated", "value": 1, "unit": "person"}
            ReportedFigure.objects.create(code="f-1", indicator=indicator, **figure)
        assert self.refuses(proposal, reviewer)

    def test_is_approved_once_it_was_submitted_and_read_again(
        self, college, editor, proposal, reviewer
    ):
        Campus.objects.create(college=college, name_zh="补上的校区")
        actions.take_back(proposal, by=editor)
        actions.submit(proposal, by=editor)
        with pytest.raises(ValidationError):
            actions.approve(proposal, by=reviewer, version=1)
        actions.approve(proposal, by=reviewer, version=2)
        assert College.objects.get(code="qd-900").is_public


def test_what_others_added_since_is_not_deleted_with_a_record(editor, reviewer):
    specialty = Specialty.objects.create(slug="tea", name_zh="茶艺")
    with transaction.atomic(), watched() as watch:
        Specialty.objects.get(slug="tea").delete()
        differences = watch.differences()
        transaction.set_rollback(True)
    proposal = proposing.propose(differences, by=editor)
    Citation.objects.create(source=Source.objects.first(), record=specialty)
    with pytest.raises(Conflicting):
        actions.approve(proposal, by=reviewer)
    assert specialty.citations.count() == 1


class TestUndo:
    @pytest.fixture
    def deleted_figure(self, editor, reviewer) -> Proposal:
        """A figure that a conference quotes, deleted by approval."""
        conference = Conference.objects.create(
            slug="c-1", name_zh="会", held_on="2024", publication="published"
        )
        figure = ReportedFigure.objects.exclude(place=None).first()
        conference.figures.add(figure)
        with transaction.atomic(), watched() as watch:
            ReportedFigure.objects.get(pk=figure.pk).delete()
            differences = watch.differences()
            transaction.set_rollback(True)
        proposal = proposing.propose(differences, by=editor)
        actions.approve(proposal, by=reviewer)
        return proposal

    def test_puts_a_record_back_into_the_lists_it_stood_in(self, deleted_figure, editor):
        conference = Conference.objects.get(slug="c-1")
        assert not conference.figures.exists()
        assert conference.history.first().figures.count() == 0
        actions.undo(deleted_figure, by=editor)
        assert conference.figures.count() == 1

    def test_does_not_bring_back_what_has_been_replaced(self, editor, reviewer):
        Specialty.objects.create(slug="tea", name_zh="茶艺")
        with transaction.atomic(), watched() as watch:
            Specialty.objects.get(slug="tea").delete()
            differences = watch.differences()
            transaction.set_rollback(True)
        proposal = proposing.propose(differences, by=editor)
        actions.approve(proposal, by=reviewer)
        Specialty.objects.create(slug="tea", name_zh="后来的")
        with pytest.raises(Conflicting):
            actions.undo(proposal, by=editor)

    def test_does_not_delete_what_others_added_to_a_new_record(self, editor, reviewer):
        with transaction.atomic(), watched() as watch:
            Specialty.objects.create(slug="tea", name_zh="茶艺")
            differences = watch.differences()
            transaction.set_rollback(True)
        proposal = proposing.propose(differences, by=editor)
        actions.approve(proposal, by=reviewer)
        specialty = Specialty.objects.get(slug="tea")
        Citation.objects.create(source=Source.objects.first(), record=specialty)
        with pytest.raises(Conflicting):
            actions.undo(proposal, by=editor)
        assert specialty.citations.count() == 1

    def test_takes_back_new_changed_and_deleted_records(self, college, editor, reviewer):
        Campus.objects.create(college=college, name_zh="要撤的校区")
        before = set(college.campuses.values_list("pk", "name_zh"))
        with transaction.atomic(), watched() as watch:
            College.objects.get(pk=college.pk).campuses.get(name_zh="要撤的校区").delete()
            Campus.objects.create(college=college, name_zh="新校区")
            main = Campus.objects.get(name_zh="主校区")
            main.name_zh = "老校区"
            main.save()
            differences = watch.differences()
            transaction.set_rollback(True)
        proposal = proposing.propose(differences, by=editor, of=college)
        actions.approve(proposal, by=reviewer)
        names = set(college.campuses.values_list("name_zh", flat=True))
        assert names == {"新校区", "老校区"}
        actions.undo(Proposal.objects.get(), by=editor)
        assert set(college.campuses.values_list("pk", "name_zh")) == before
        assert Proposal.objects.get().state == "undone"
        assert Entry.objects.filter(kind="undo").exists()

    def test_makes_a_publication_a_draft_again(self, college, editor, reviewer):
        College.objects.filter(pk=college.pk).update(publication="draft")
        proposal = propose(editor, publication="published")
        actions.approve(proposal, by=reviewer)
        actions.undo(proposal, by=reviewer)
        college.refresh_from_db()
        assert college.publication == "draft"

    def test_is_over_after_ten_minutes(self, college, editor, reviewer, time_machine=None):
        proposal = propose(editor, name_zh="新名")
        actions.approve(proposal, by=reviewer)
        late = timezone.now() - datetime.timedelta(minutes=10, seconds=1)
        Proposal.objects.update(decided_at=late)
        with pytest.raises(ValidationError):
            actions.undo(proposal, by=editor)

    def test_does_not_undo_what_others_built_on(self, college, editor, reviewer):
        proposal = propose(editor, name_zh="新名")
        actions.approve(proposal, by=reviewer)
        college.refresh_from_db()
        college.name_zh = "更新的名"
        college.save()
        with pytest.raises(Conflicting):
            actions.undo(proposal, by=editor)

    def test_is_not_for_bystanders(self, college, editor, reviewer, staff):
        proposal = propose(editor, name_zh="新名")
        actions.approve(proposal, by=reviewer)
        with pytest.raises(PermissionDenied):
            actions.undo(proposal, by=staff("editor", "bystander"))


def test_the_author_takes_back_submits_again_and_gives_up(college, editor, staff):
    proposal = propose(editor, name_zh="新名")
    with pytest.raises(PermissionDenied):
        actions.drop(proposal, by=staff("editor", "other"))
    actions.take_back(proposal, by=editor)
    actions.submit(proposal, by=editor)
    actions.drop(proposal, by=editor)
    proposal.refresh_from_db()
    assert proposal.state == "dropped"
    with pytest.raises(ValidationError):
        actions.submit(proposal, by=editor)
