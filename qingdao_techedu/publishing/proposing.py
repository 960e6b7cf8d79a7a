"""Keeping what was done and taken back as a proposal, or saying that it need not become one."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from django.contrib.contenttypes.models import ContentType
from django.core.exceptions import PermissionDenied, ValidationError
from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from qingdao_techedu.accounts import rules
from qingdao_techedu.acts.holding import held
from qingdao_techedu.personal_numbers.finders import veiled

from . import applying, searching
from .conflicts import Conflicting
from .models import Change, Door, Proposal, Step
from .rehearsal import Difference, as_changes

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


def is_done_at_once(differences: list[Difference], *, by, exception: str = "") -> bool:
    """Whether no second person is needed. Raises ``PersonalNumbers``.

    To an ``exception``, the reason to publish them all the same, one has to agree.
    """
    if needs_review(differences, by=by):
        return False
    found = searching.in_changes(as_changes([one for one in differences if one.is_public]))
    if found and not exception:
        raise searching.PersonalNumbers(found)
    return not found


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
    if submitted and not instead_of:
        same = _submitted_already(main, changes, by=by, reason=reason)
        if same:
            return same
    proposal = _emptied(instead_of, by) if instead_of else Proposal(author=by, door=door)
    proposal.title, proposal.reason = veiled(title or main.label)[:300], reason
    proposal.content_type, proposal.object_id = main.content_type, main.object_id
    if submitted:
        hand_in(proposal, changes, exception)
    else:
        proposal.state, proposal.submitted_at = State.DRAFT, None
        proposal.findings, proposal.exception_reason = [], veiled(exception)
        proposal.save()
    for change in changes:
        change.proposal = proposal
    Change.objects.bulk_create(changes, batch_size=500)
    return proposal


def _emptied(proposal: Proposal, by) -> Proposal:
    """An open proposal of the author's, to be filled anew."""
    proposal = held(proposal)
    require_author(proposal, by, State.DRAFT, State.RETURNED, State.SUBMITTED)
    proposal.changes.all().delete()
    proposal.version += 1
    return proposal


def hand_in(proposal: Proposal, changes: Iterable[Change], exception: str) -> None:
    """Submit it now. Raises ``PersonalNumbers`` unless there is an exception."""
    _pass_the_gate(proposal, changes, exception)
    proposal.state, proposal.submitted_at = State.SUBMITTED, timezone.now()
    proposal.save()
    take_step(proposal, Step.Act.SUBMITTED, proposal.author, proposal.reason)


def _pass_the_gate(proposal: Proposal, changes: Iterable[Change], exception: str) -> None:
    """Refuse personal numbers unless there is a reason to publish them, which is then kept."""
    found = searching.in_changes(changes)
    if found and (not exception or len(found) > searching.MAX_EXCEPTED):
        raise searching.PersonalNumbers(found)
    proposal.findings = [one.kept() for one in found]
    proposal.exception_reason = veiled(exception) if found else ""


def _submitted_already(main: Change, changes: list[Change], *, by, reason: str) -> Proposal | None:
    """The open proposal of the same author that would do the very same."""
    found = Proposal.objects.submitted().filter(
        author=by,
        content_type=main.content_type,
        object_id=main.object_id,
        reason=reason,
    )
    same = [_content_of(change) for change in changes]
    return next(
        (one for one in found if [_content_of(change) for change in one.changes.all()] == same),
        None,
    )


def _content_of(change: Change) -> tuple:
    return change.act, change.content_type_id, change.object_id, change.before, change.after


def _main(changes: list[Change], differences: list[Difference], of: Any) -> Change:
    """The change of the main record; where only its parts change, one that changes nothing."""
    for change, difference in zip(changes, differences, strict=True):
        if of is None or (difference.model, difference.pk) == (type(of), of.pk):
            return change
    kind = ContentType.objects.get_for_model(of)
    return Change(content_type=kind, object_id=of.pk, label=str(of)[:300])


def take_step(proposal: Proposal, act: str, by, words: str = "") -> None:
    """Note in the life of a proposal what was done with it just now."""
    at = timezone.now()
    Step.objects.create(proposal=proposal, act=act, by=by, at=at, words=words)


def refuse_other_states(proposal: Proposal, *states: str) -> None:
    if proposal.state not in states:
        raise ValidationError(
            _("This proposal is in the state “%(state)s”: that cannot be done with it now.")
            % {"state": proposal.get_state_display()}
        )


def require_author(proposal: Proposal, by, *states: str) -> None:
    if proposal.author != by:
        raise PermissionDenied(_("Only its author may change a proposal."))
    refuse_other_states(proposal, *states)


def still_open(proposal: Proposal) -> Proposal:
    """The proposal itself. Raises ``Conflicting`` where it has been decided or given up."""
    if not proposal.is_open:
        raise Conflicting(
            _("The proposal has been closed meanwhile: it is in the state “%(state)s”.")
            % {"state": proposal.get_state_display()}
        )
    return proposal
