"""What a checked file would do: done, looked at, taken back, and kept as a draft proposal."""

from __future__ import annotations

from dataclasses import dataclass

from django.db import transaction

from qingdao_techedu.publishing import actions, applying
from qingdao_techedu.publishing.circumstances import under
from qingdao_techedu.publishing.models import Door, Proposal
from qingdao_techedu.publishing.rehearsal import watched

from .applying import Outcome, apply
from .checking import Checked


@dataclass(frozen=True)
class DryRun:
    """What a file would do; there is no ``proposal`` where it would change nothing."""

    outcome: Outcome
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
        actions.refuse_what_is_not_allowed(differences, by=by)
        transaction.set_rollback(True)
    if not differences:
        return DryRun(outcome, None)
    title = f"{checked.table.title}: {file_name}"[:300]
    drafts = Proposal.objects.filter(author=by, door=Door.IMPORT, state=Proposal.State.DRAFT)
    proposal = actions.propose(
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
    records have changed since the dry run, ``applying.Conflicting``.
    """
    with transaction.atomic(), watched() as watch:
        with under(by=by, door=Door.IMPORT, reason=proposal.reason or proposal.title):
            applying.apply(proposal.changes.select_related("content_type"))
        differences = watch.differences()
        actions.refuse_what_is_not_allowed(differences, by=by)
        is_for_review = actions.needs_review(differences, by=by)
        transaction.set_rollback(is_for_review)
    if is_for_review:
        actions.submit(proposal, by=by)
    else:
        # The history tells of it; nobody else has ever seen this draft.
        proposal.delete()
    return not is_for_review
