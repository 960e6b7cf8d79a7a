"""What a checked file would do: done, looked at, taken back, and kept as a draft proposal."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils.translation import gettext as _

from qingdao_techedu.publishing import actions, applying, proposing, searching
from qingdao_techedu.publishing.circumstances import under
from qingdao_techedu.publishing.conflicts import Conflicting, conflicts
from qingdao_techedu.publishing.models import Change, Door, Proposal
from qingdao_techedu.publishing.rehearsal import Difference, watched
from qingdao_techedu.publishing.values import set_values

from .applying import ImportOutcome, apply
from .checking import Checked


@dataclass(frozen=True)
class DryRun:
    """What a file would do; there is no ``proposal`` where it would change nothing."""

    outcome: ImportOutcome
    proposal: Proposal | None


@transaction.atomic
def dry_run(checked: Checked, *, by, file_name: str, reason: str = "") -> DryRun:
    """Rehearse a file and keep what it would change as a draft of ``by``.

    The draft takes the place of an earlier one from a file of the same name. Raises
    ``PermissionDenied``, and ``IntegrityError`` where the database refuses.
    """
    with transaction.atomic(), watched() as watch:
        outcome = apply(checked)
        differences = watch.differences()
        proposing.refuse_what_is_not_allowed(differences, by=by)
        transaction.set_rollback(True)
    if not differences:
        return DryRun(outcome, None)
    title = f"{checked.table.title}: {file_name}"[:300]
    drafts = Proposal.objects.filter(author=by, door=Door.IMPORT, state=Proposal.State.DRAFT)
    proposal = proposing.propose(
        differences,
        by=by,
        door=Door.IMPORT,
        reason=reason,
        title=title,
        submitted=False,
        instead_of=drafts.filter(title=title).first(),
    )
    return DryRun(outcome, proposal)


@transaction.atomic
def go_on(proposal: Proposal, *, by) -> bool:
    """Submit the draft of an import, or do at once what needs no second person.

    Returns whether it is done. Raises ``PermissionDenied``, ``ValidationError`` and, where the
    records have changed since the dry run, ``Conflicting``.
    """
    if proposing.needs_review(list(_differences(proposal)), by=by):
        actions.submit(proposal, by=by)
        return False
    if found := searching.in_changes(proposal.changes.select_related("content_type")):
        raise searching.PersonalNumbers(found)
    with watched() as watch:
        with under(by=by, door=Door.IMPORT, reason=proposal.reason or proposal.title):
            applying.apply(proposal.changes.select_related("content_type"))
        differences = watch.differences()
    proposing.refuse_what_is_not_allowed(differences, by=by)
    if proposing.needs_review(differences, by=by):
        raise ValidationError(_("Visitors would see this: send the file again."))
    # The history tells of it; nobody else has ever seen this draft.
    proposal.delete()
    return True


def _differences(proposal: Proposal) -> Iterator[Difference]:
    """What a proposal would change. Raises ``Conflicting`` where that is no longer true."""
    for change in proposal.changes.select_related("content_type").iterator():
        model: Any = change.content_type.model_class()
        is_new = change.act == Change.Act.ADD
        record = model() if is_new else model._base_manager.filter(pk=change.object_id).first()
        if record is None:
            raise Conflicting(_("%(record)s is gone.") % {"record": change.label})
        found = [] if is_new else conflicts(change, record, expected=change.before)
        if found:
            raise Conflicting([str(one) for one in found])
        was_public = not is_new and record.is_public
        set_values(record, {k: v for k, v in change.after.items() if not isinstance(v, dict)})
        yield Difference(
            model,
            record.pk or 0,
            change.label,
            None if is_new else change.before,
            change.after,
            is_public=was_public or record.is_public,
        )
