"""The life of a proposal, one act a function: each is one transaction and asks who may do it."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from django.apps import apps
from django.contrib.contenttypes.models import ContentType
from django.core.exceptions import PermissionDenied, ValidationError
from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from qingdao_techedu.accounts import rules
from qingdao_techedu.acts.holding import Overtaken, held
from qingdao_techedu.log.actions import note
from qingdao_techedu.log.models import Entry
from qingdao_techedu.personal_numbers.finders import veiled

from . import applying, searching
from .circumstances import under
from .models import Change, Door, Proposal, Step
from .proposing import hand_in, refuse_other_states, require_author, take_step
from .wholes import with_parts

State = Proposal.State


@transaction.atomic
def submit(proposal: Proposal, *, by, exception: str = "") -> None:
    """Hand a proposal to the reviewers. Raises ``PersonalNumbers`` unless there is an exception."""
    proposal = held(proposal)
    require_author(proposal, by, State.DRAFT, State.RETURNED)
    if proposal.submitted_at:
        proposal.version += 1  # who read it before has not read what may have changed since
    hand_in(proposal, proposal.changes.select_related("content_type"), exception.strip())


@transaction.atomic
def take_back(proposal: Proposal, *, by) -> None:
    """The author thinks again about what was submitted."""
    proposal = held(proposal)
    require_author(proposal, by, State.SUBMITTED)
    proposal.state = State.DRAFT
    proposal.save()
    take_step(proposal, Step.Act.TAKEN_BACK, by)


@transaction.atomic
def drop(proposal: Proposal, *, by) -> None:
    """The author gives the proposal up; it stays readable."""
    proposal = held(proposal)
    require_author(proposal, by, *Proposal.OPEN)
    proposal.state = State.DROPPED
    proposal.save()
    take_step(proposal, Step.Act.DROPPED, by)


@transaction.atomic
def return_with_reason(
    proposal: Proposal, *, by, reason: str, remarks: Mapping[int, Mapping[str, str]] | None = None
) -> None:
    """Send a proposal back; ``remarks`` are by the order of the change and the field's name."""
    proposal = held(proposal)
    _require_reviewer(proposal, by, State.SUBMITTED)
    if not reason.strip():
        raise ValidationError(_("Say why the proposal is returned."))
    for change in proposal.changes.all():
        change.remarks = dict((remarks or {}).get(change.order, {}))
        change.save(update_fields=["remarks"])
    proposal.state, proposal.remark = State.RETURNED, reason.strip()
    _decided(proposal, by)
    take_step(proposal, Step.Act.RETURNED, by, proposal.remark)


@transaction.atomic
def approve(
    proposal: Proposal, *, by, version: int | None = None, agrees_to_exception: bool = False
) -> dict[int, Any]:
    """Apply a proposal and return its records by the order of their changes.

    ``version`` is the one that was read. Personal numbers are published only if the author asked
    for an exception and ``by`` agrees to it. Raises ``PermissionDenied``, ``ValidationError`` and,
    where the records have changed since, ``Conflicting``.
    """
    proposal = held(proposal)
    _require_reviewer(proposal, by, State.SUBMITTED)
    if version is not None and version != proposal.version:
        raise Overtaken(_("The author has changed the proposal since you read it."))
    changes = list(proposal.changes.select_related("content_type"))
    _require_consent(proposal, changes, agrees_to_exception)
    drafts = _drafts_among(changes)
    approved_by = by.get_username()
    with _history_of(proposal, by=proposal.author, door=proposal.door, approved_by=approved_by):
        records = applying.apply(changes)
    _refuse_what_nobody_read(proposal, drafts)
    _number_what_is_new(proposal, changes, records)
    proposal.state, proposal.remark = State.APPLIED, ""
    _decided(proposal, by)
    take_step(proposal, Step.Act.APPROVED, by)
    _tell_log(proposal, len(changes), by=approved_by)
    return records


def _history_of(proposal: Proposal, **told: Any):
    """What a proposal does, or undoes, is told in the histories of its records as one act."""
    return under(reason=proposal.reason, proposal=proposal.pk, at=timezone.now(), **told)


def _number_what_is_new(proposal: Proposal, changes: list[Change], records: dict[int, Any]) -> None:
    for change in changes:
        if change.act == Change.Act.ADD:
            change.object_id = records[change.order].pk
            change.save(update_fields=["object_id", "after"])
    if proposal.object_id is None:
        proposal.object_id = _first_of_its_kind(proposal, changes).object_id
    _number_findings(proposal, changes)


def _tell_log(proposal: Proposal, count: int, *, by: str) -> None:
    """Tell the log of a publication, and of the exception that was agreed to with it."""
    told: dict[str, Any] = {
        "who": by,
        "subject": proposal.title,
        "proposal": proposal.pk,
        "author": proposal.author.get_username(),
    }
    if proposal.findings:
        findings = (
            f"{one['model']} {one['pk']} {one['field']}: {one['kind']} {one['shown']}"
            for one in proposal.findings
        )
        reason = proposal.exception_reason
        note(Entry.Kind.OVERRIDE, **told, reason=reason, findings="; ".join(findings))
    note(Entry.Kind.PUBLICATION, **told, records=count)


@transaction.atomic
def undo(proposal: Proposal, *, by) -> None:
    """Take an applied proposal back within ten minutes; its author may mend it then."""
    proposal = held(proposal)
    refuse_other_states(proposal, State.APPLIED)
    if by != proposal.author:
        _require_review_right(proposal, by)
    if not proposal.can_be_undone:
        raise ValidationError(_("A publication can be undone within ten minutes only."))
    changes = list(proposal.changes.select_related("content_type"))
    if found := searching.in_what_was(changes):
        raise searching.PersonalNumbers(found)
    with _history_of(proposal, by=by, door=Door.UNDO):
        applying.undo(changes)
    for change in changes:
        if change.act == Change.Act.ADD:
            change.object_id = None
            change.save(update_fields=["object_id"])
    if _first_of_its_kind(proposal, changes).act == Change.Act.ADD:
        proposal.object_id = None
    proposal.state = State.UNDONE
    proposal.save()
    take_step(proposal, Step.Act.UNDONE, by)
    note(Entry.Kind.UNDO, who=by.get_username(), subject=proposal.title, proposal=proposal.pk)


def _require_consent(proposal: Proposal, changes: list[Change], agrees: bool) -> None:
    """Refuse personal numbers of which the author did not say why, or which nobody agreed to."""
    found = searching.in_changes(changes)
    if not found:
        return
    if [one.kept() for one in found] != proposal.findings or not proposal.exception_reason:
        raise searching.PersonalNumbers(found)
    if not agrees:
        raise ValidationError(
            _("It holds personal numbers: agree to the exception, or return the proposal.")
        )


def _number_findings(proposal: Proposal, changes: list[Change]) -> None:
    """Tell of findings in new records by the numbers that these have now."""
    numbers = {
        (one.content_type.model_class(), veiled(one.label)): one.object_id
        for one in changes
        if one.act == Change.Act.ADD
    }
    for one in proposal.findings:
        if one["pk"] is None:
            one["pk"] = numbers.get((apps.get_model(one["model"]), one["record"]))


def _drafts_among(changes: list[Change]) -> list[Any]:
    """The records that a proposal changes and nobody but the staff sees now."""
    changed = (
        applying.locked(one.content_type.model_class(), one.object_id)
        for one in changes
        if one.act == Change.Act.CHANGE
    )
    return [record for record in changed if record is not None and not record.is_public]


def _refuse_what_nobody_read(proposal: Proposal, drafts: list[Any]) -> None:
    """Refuse to publish a draft that was changed, it or its parts, since it was submitted.

    Drafts are saved without a second person: what is read for approval must be what is published.
    """
    for draft in drafts:
        if not type(draft)._base_manager.get(pk=draft.pk).is_public:
            continue
        for model, where in with_parts(draft):
            later = model.history.filter(**where, history_date__gt=proposal.submitted_at)
            if later.exclude(proposal_number=proposal.pk).exists():
                raise ValidationError(
                    _(
                        "%(record)s was changed after its publication was submitted: its author "
                        "takes the proposal back and submits it again."
                    )
                    % {"record": draft}
                )


def _first_of_its_kind(proposal: Proposal, changes: list[Change]) -> Change:
    """The change of the main record, where the proposal makes it."""
    same = [one for one in changes if one.content_type_id == proposal.content_type_id]
    return (same or changes)[0]


def may_review(proposal: Proposal, user) -> bool:
    """Whether ``user`` has the right to decide on every record of a proposal by another."""
    numbers = proposal.changes.values_list("content_type", flat=True).order_by().distinct()
    kinds = [ContentType.objects.get_for_id(number).model_class() for number in numbers]
    return user != proposal.author and all(rules.may(user, rules.REVIEW, one) for one in kinds)


def _decided(proposal: Proposal, by) -> None:
    proposal.decided_by, proposal.decided_at = by, timezone.now()
    proposal.full_clean(exclude=["title"])
    proposal.save()


def _require_reviewer(proposal: Proposal, by, *states: str) -> None:
    refuse_other_states(proposal, *states)
    _require_review_right(proposal, by)


def _require_review_right(proposal: Proposal, by) -> None:
    if by == proposal.author:
        raise PermissionDenied(_("Nobody decides on their own proposal."))
    if not may_review(proposal, by):
        raise PermissionDenied(_("Your role does not include deciding on proposals."))
