"""What the form of a record says before one works on it: who else does, and who sees it when."""

from __future__ import annotations

from typing import Any

from django.utils.translation import gettext as _

from qingdao_techedu.accounts import rules

from .. import previews
from ..models import Proposal, Publishable, Recorded
from .visiting import Visit


def notes_of(visit: Visit, model: Any) -> dict[str, Any]:
    """What the page of a record's form shows beside Django's; the rest the visit tells."""
    own = visit.proposal
    if visit.has_entries:
        why, exception = visit.request.POST.get("why", ""), visit.exception
    else:
        why, exception = (own.reason, own.exception_reason) if own else ("", "")
    return {
        "why": why,
        "exception_reason": exception,
        "others_proposals": _proposals_of_others(visit),
        "goes_to_review": _goes_to_review(visit, model),
        "is_draft": _is_draft(visit, model),
        "done_at_once": "" if own else _done_at_once(model),
        "is_reporter": rules.proposes_only(visit.user),
        "has_public_page": issubclass(model, Recorded) and previews.has_public_page(model),
    }


def _proposals_of_others(visit: Visit):
    """What others submitted of the record; a reporter reads their own proposals only."""
    if visit.record is None or rules.is_only_reporter(visit.user):
        return []
    found = Proposal.objects.touching(visit.record).exclude(state=Proposal.State.DRAFT)
    own = visit.proposal.pk if visit.proposal else None
    return found.exclude(pk=own).select_related("author")


def _goes_to_review(visit: Visit, model: Any) -> bool:
    if visit.proposal or rules.proposes_only(visit.user):
        return True
    is_new_part = visit.record is None and bool(getattr(model, "whole", ""))
    record = visit.record or model()
    return issubclass(model, Recorded) and (is_new_part or record.is_public)


def _is_draft(visit: Visit, model: Any) -> bool:
    """Whether what is saved stays unseen until somebody submits it for publication."""
    if visit.proposal or rules.proposes_only(visit.user) or not issubclass(model, Publishable):
        return False
    return visit.record is None or not visit.record.is_public


def _done_at_once(model: Any) -> str:
    """The fields of a public record that are changed without a second person, in words."""
    names = sorted(getattr(model, "immediate_fields", ()))
    return _(", ").join(str(model._meta.get_field(name).verbose_name) for name in names)
