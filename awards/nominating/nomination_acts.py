"""What somebody at the desk can do with a nomination before anybody outside has seen it."""

from __future__ import annotations

from django.utils.translation import gettext_lazy as _

from qingdao_techedu.accounts import rules
from qingdao_techedu.acts.acting import Act, Acts
from qingdao_techedu.acts.forms import ReasonForm, SeenForm

from .. import actions as life
from ..models import Grant
from . import actions
from .pages import may_look

Status = Grant.Status


def _is_own(grant: Grant, user) -> bool:
    return grant.round.is_gathering and rules.answers_for(user, grant)


ACTS = Acts(
    Act(
        "accept",
        _("Accept the nomination"),
        _("It waits with the others for publicity; the college does not change it any more."),
        _("The nomination is accepted."),
        lambda one, user: (
            one.may_become(Status.NOMINATED)
            and may_look(user, one.round)
            and not rules.answers_for(user, one)
        ),
        actions.accept,
        SeenForm,
    ),
    Act(
        "return",
        _("Return it to the college"),
        _("The college reads the reason and may change it, after the last day too."),
        _("The nomination is back at the college with your reason."),
        lambda one, user: one.may_become(Status.RETURNED) and may_look(user, one.round),
        actions.give_back,
        ReasonForm,
    ),
    Act(
        "decline",
        _("Do not confer it"),
        _("The nomination ends and is kept here with the reason; its place is free again."),
        _("The nomination was declined."),
        lambda one, user: (
            one.is_written and one.round.is_gathering and rules.may(user, rules.REVIEW, one)
        ),
        life.decline,
        ReasonForm,
    ),
    Act(
        "withdraw",
        _("Withdraw the nomination"),
        _("It ends and is kept here with the reason; its place is free again."),
        _("The nomination was withdrawn."),
        lambda one, user: one.status in {Status.PROPOSED, Status.RETURNED} and _is_own(one, user),
        actions.withdraw,
        ReasonForm,
    ),
    misfit=_("That does not fit this nomination now."),
)


def may_amend(grant: Grant, user) -> bool:
    """Whether somebody changes a nomination as its college's reporter now."""
    if not _is_own(grant, user):
        return False
    if grant.status == Status.PROPOSED:
        quota = grant.round.quotas.filter(college=grant.college_id).first()
        return quota is None or not quota.is_due
    return grant.status == Status.RETURNED
