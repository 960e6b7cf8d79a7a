"""The life of a proposal, one act a function: each is one transaction and asks who may do it."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Any

from django.apps import apps
from django.contrib.contenttypes.models import ContentType
from django.core.exceptions import PermissionDenied, ValidationError
from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from qingdao_techedu.accounts import rules
from qingdao_techedu.acts.holding import Overtaken, held
from qingdao_techedu.gate.finders import veiled
from qingdao_techedu.log.actions import note
from qingdao_techedu.log.models import Entry

from . import applying, searching
from .circumstances import under
from .models import Change, Door, Proposal, Step
from .rehearsal import Difference, as_changes
from .wholes import with_parts

State = Proposal.State


def needs_review(differences: list[Difference], *, by) -> bool:
    """Whether a second person must agree: visitors would see it, or a college proposes it."""
    if rules.proposes_only(by):
        return bool(differences)
    return any(
        one.is_public
        and (one.act != Change.Act.CHANGE or not one.changed_fields <= one.model.immediate_fields)
        for one in differences
    )


def refuse_what_is_not_allowed(differences: list[Difference], *, by) -> None:
    """Raise ``PermissionDenied`` for a record or a field that ``by`` may not touch."""
    if not rules.proposes_only(by):  # what the others may do is the same for every record
        for model, act in {(one.model, one.act) for one in differences}:
            rules.require(by, str(act.value), model)
        return
    for one in differences:
        rules.require(by, str(one.act.value), _subject(one))
        closed = rules.closed_fields(by, one.model, one.changed_fields)
        if one.act == Change.Act.CHANGE and closed:
            raise PermissionDenied(
                _("The bureau keeps these fields: %(fields)s.") % {"fields": ", ".join(closed)}
            )


def _subject(difference: Difference) -> Any:
    """The record as it stands; a deleted one as it was."""
    record = difference.model._base_manager.filter(pk=difference.pk).first()
    if record is None:
        record = difference.model(pk=difference.pk)
        applying.set_values(record, difference.before or {})
    return record


@transaction.atomic
def propose(
    differences: list[Difference],
    *,
    by,
    of: Any = None,
    door: str = Door.FORM,
    reason: str = "",
    title: str = "",
    submitted: bool = True,
    exception: str = "",
    instead_of: Proposal | None = None,
) -> Proposal:
    """Keep what was rehearsed as a proposal; ``instead_of`` an open one of the same author.

    ``of`` is the record whose page it was done on: by default the first that was changed. What the
    same author has proposed already, word for word, is not proposed again: the button was pressed
    twice. What is submitted passes the gate, or has an ``exception``: the reason why personal
    numbers are to be published, to which whoever approves must agree. Raises ``PersonalNumbers``.
    """
    changes = as_changes(differences)
    main = _main(changes, differences, of)
    if instead_of:
        proposal = held(instead_of)
        _require_author(proposal, by, State.DRAFT, State.RETURNED, State.SUBMITTED)
        proposal.changes.all().delete()
        proposal.version += 1
    else:
        proposal = Proposal(author=by, door=door)
        if submitted and (same := _submitted_already(main, changes, by=by, reason=reason)):
            return same
    proposal.title = veiled(title or main.label)[:300]
    proposal.content_type, proposal.object_id = main.content_type, main.object_id
    proposal.reason = reason
    proposal.state = State.SUBMITTED if submitted else State.DRAFT
    proposal.submitted_at = timezone.now() if submitted else None
    if submitted:
        _pass_the_gate(proposal, changes, exception)
    else:
        proposal.findings, proposal.exception_reason = [], veiled(exception)
    proposal.save()
    for change in changes:
        change.proposal = proposal
    Change.objects.bulk_create(changes, batch_size=500)
    if submitted:
        _take_step(proposal, Step.Act.SUBMITTED, by, reason)
    return proposal


def _take_step(proposal: Proposal, act: str, by, words: str = "") -> None:
    """Note in the life of a proposal what was done with it just now."""
    at = timezone.now()
    Step.objects.create(proposal=proposal, act=act, by=by, at=at, words=words)


def _submitted_already(main: Change, changes: list[Change], *, by, reason: str) -> Proposal | None:
    """The open proposal of the same author that would do the very same."""
    found = Proposal.objects.submitted().filter(
        author=by,
        content_type=main.content_type,
        object_id=main.object_id,
        reason=reason,
    )
    same = [_told(change) for change in changes]
    return next(
        (one for one in found if [_told(change) for change in one.changes.all()] == same), None
    )


def _told(change: Change) -> tuple:
    return change.act, change.content_type_id, change.object_id, change.before, change.after


def _main(changes: list[Change], differences: list[Difference], of: Any) -> Change:
    """The change of the main record; where only its parts change, one that changes nothing."""
    for change, difference in zip(changes, differences, strict=True):
        if of is None or (difference.model, difference.pk) == (type(of), of.pk):
            return change
    kind = ContentType.objects.get_for_model(of)
    return Change(content_type=kind, object_id=of.pk, label=str(of)[:300])


def _pass_the_gate(proposal: Proposal, changes: Iterable[Change], exception: str) -> None:
    """Refuse personal numbers unless there is a reason to publish them, which is then kept."""
    found = searching.in_changes(changes)
    if found and (not exception or len(found) > searching.MOST_EXCEPTED):
        raise searching.PersonalNumbers(found)
    proposal.findings = [one.kept() for one in found]
    proposal.exception_reason = veiled(exception) if found else ""


@transaction.atomic
def submit(proposal: Proposal, *, by, exception: str = "") -> None:
    """Hand a proposal to the reviewers. Raises ``PersonalNumbers`` unless there is an exception."""
    proposal = held(proposal)
    _require_author(proposal, by, State.DRAFT, State.RETURNED)
    changes = proposal.changes.select_related("content_type")
    _pass_the_gate(proposal, changes, exception.strip())
    if proposal.submitted_at:
        proposal.version += 1  # who read it before has not read what may have changed since
    proposal.state, proposal.submitted_at = State.SUBMITTED, timezone.now()
    proposal.save()
    _take_step(proposal, Step.Act.SUBMITTED, by, proposal.reason)


@transaction.atomic
def take_back(proposal: Proposal, *, by) -> None:
    """The author thinks again about what was submitted."""
    proposal = held(proposal)
    _require_author(proposal, by, State.SUBMITTED)
    proposal.state = State.DRAFT
    proposal.save()
    _take_step(proposal, Step.Act.TAKEN_BACK, by)


@transaction.atomic
def drop(proposal: Proposal, *, by) -> None:
    """The author gives the proposal up; it stays readable."""
    proposal = held(proposal)
    _require_author(proposal, by, *Proposal.OPEN)
    proposal.state = State.DROPPED
    proposal.save()
    _take_step(proposal, Step.Act.DROPPED, by)


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
    _take_step(proposal, Step.Act.RETURNED, by, proposal.remark)


@transaction.atomic
def approve(
    proposal: Proposal, *, by, version: int | None = None, agrees_to_exception: bool = False
) -> dict[int, Any]:
    """Apply a proposal and return its records by the order of their changes.

    ``version`` is the one that was read. Personal numbers are published only if the author asked
    for an exception and ``by`` agrees to it. Raises ``PermissionDenied``, ``ValidationError`` and,
    where the records have changed since, ``applying.Conflicting``.
    """
    proposal = held(proposal)
    _require_reviewer(proposal, by, State.SUBMITTED)
    if version is not None and version != proposal.version:
        raise Overtaken(_("The author has changed the proposal since you read it."))
    changes = list(proposal.changes.select_related("content_type"))
    _require_consent(proposal, changes, agrees_to_exception)
    drafts = _drafts_among(changes)
    with under(
        by=proposal.author,
        door=proposal.door,
        reason=proposal.reason,
        proposal=proposal.pk,
        approved_by=by.get_username(),
        at=timezone.now(),
    ):
        records = applying.apply(changes)
    _refuse_what_nobody_read(proposal, drafts)
    for change in changes:
        if change.act == Change.Act.ADD:
            change.object_id = records[change.order].pk
            change.save(update_fields=["object_id", "after"])
    if proposal.object_id is None:
        proposal.object_id = _first_of_its_kind(proposal, changes).object_id
    _number_findings(proposal, changes)
    proposal.state, proposal.remark = State.APPLIED, ""
    _decided(proposal, by)
    _take_step(proposal, Step.Act.APPROVED, by)
    if proposal.findings:
        note(
            Entry.Kind.OVERRIDE,
            who=by.get_username(),
            subject=proposal.title,
            proposal=proposal.pk,
            author=proposal.author.get_username(),
            reason=proposal.exception_reason,
            findings="; ".join(
                f"{one['model']} {one['pk']} {one['field']}: {one['kind']} {one['shown']}"
                for one in proposal.findings
            ),
        )
    note(
        Entry.Kind.PUBLICATION,
        who=by.get_username(),
        subject=proposal.title,
        proposal=proposal.pk,
        author=proposal.author.get_username(),
        records=len(changes),
    )
    return records


@transaction.atomic
def undo(proposal: Proposal, *, by) -> None:
    """Take an applied proposal back within ten minutes; its author may mend it then."""
    proposal = held(proposal)
    _refuse_other_states(proposal, State.APPLIED)
    if by != proposal.author:
        _require_review_right(proposal, by)
    if not proposal.can_be_undone:
        raise ValidationError(_("A publication can be undone within ten minutes only."))
    changes = list(proposal.changes.select_related("content_type"))
    told = {"door": Door.UNDO, "reason": proposal.reason, "proposal": proposal.pk}
    if found := searching.in_what_was(changes):
        raise searching.PersonalNumbers(found)
    with under(by=by, at=timezone.now(), **told):
        applying.undo(changes)
    for change in changes:
        if change.act == Change.Act.ADD:
            change.object_id = None
            change.save(update_fields=["object_id"])
    if _first_of_its_kind(proposal, changes).act == Change.Act.ADD:
        proposal.object_id = None
    proposal.state = State.UNDONE
    proposal.save()
    _take_step(proposal, Step.Act.UNDONE, by)
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
    return user != proposal.author and all(
        rules.may(user, rules.REVIEW, kind.model_class()) for kind in _kinds(proposal)
    )


def _kinds(proposal: Proposal) -> list[ContentType]:
    numbers = proposal.changes.values_list("content_type", flat=True).order_by().distinct()
    return [ContentType.objects.get_for_id(number) for number in numbers]


def _decided(proposal: Proposal, by) -> None:
    proposal.decided_by, proposal.decided_at = by, timezone.now()
    proposal.full_clean(exclude=["title"])
    proposal.save()


def _refuse_other_states(proposal: Proposal, *states: str) -> None:
    if proposal.state not in states:
        raise ValidationError(
            _("This proposal is in the state “%(state)s”: that cannot be done with it now.")
            % {"state": proposal.get_state_display()}
        )


def _require_author(proposal: Proposal, by, *states: str) -> None:
    if proposal.author != by:
        raise PermissionDenied(_("Only its author may change a proposal."))
    _refuse_other_states(proposal, *states)


def _require_reviewer(proposal: Proposal, by, *states: str) -> None:
    _refuse_other_states(proposal, *states)
    _require_review_right(proposal, by)


def _require_review_right(proposal: Proposal, by) -> None:
    if by == proposal.author:
        raise PermissionDenied(_("Nobody decides on their own proposal."))
    if not may_review(proposal, by):
        raise PermissionDenied(_("Your role does not include deciding on proposals."))
