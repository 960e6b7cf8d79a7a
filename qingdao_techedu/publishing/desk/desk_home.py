"""What publishing tells on the desk's home page."""

from __future__ import annotations

from collections.abc import Iterator

from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _

from qingdao_techedu.accounts import rules
from qingdao_techedu.ui.desk_home import Waiting, Way

from ..models import KeptForm, Proposal


def entries(user) -> Iterator[Waiting | Way]:
    """Proposals by whose turn it is, and forms that were not finished."""
    queue = reverse("admin:publishing_proposal_changelist")
    proposals = Proposal.objects
    if rules.may(user, rules.REVIEW, Proposal):
        text, found = _("Proposals for your review"), proposals.to_review_by(user)
        yield Waiting.of(text, found, f"{queue}?turn=review", since="submitted_at")
    text, found = _("Proposals back with you"), proposals.back_with(user)
    yield Waiting.of(text, found, f"{queue}?turn=mine", since="made_at")
    text, found = _("Sent by you, not decided yet"), proposals.submitted().filter(author=user)
    yield Waiting.of(text, found, f"{queue}?turn=sent", since="submitted_at")
    for form in KeptForm.objects.of(user).defer("entries")[:5]:
        told = _("Not finished: %(form)s") % {"form": form}
        day = timezone.localdate(form.kept_at)
        yield Waiting(told, 1, form.get_absolute_url(), since=day)
    if rules.may(user, rules.VIEW, Proposal):
        yield Way(_("All proposals"), queue)


def latest(user, count: int = 8) -> list[Proposal]:
    """What was published last, where the user may read it."""
    if rules.is_only_reporter(user):
        found = Proposal.objects.filter(author=user)
    else:
        found = Proposal.objects.all()
    applied = found.filter(state=Proposal.State.APPLIED).select_related("author", "decided_by")
    return list(applied.order_by("-decided_at")[:count])
