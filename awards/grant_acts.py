"""What somebody at the desk can do with a grant now: each act with its words and its form."""

from __future__ import annotations

from django import forms
from django.utils.translation import gettext_lazy as _

from colleges.models import College, Specialty
from qingdao_techedu.accounts import rules
from qingdao_techedu.acts.acting import Act, Acts
from qingdao_techedu.acts.forms import ReasonForm

from . import actions
from .models import Grant, NameForm

Status = Grant.Status


class GrantCorrectionForm(ReasonForm):
    """What the certificate should say; what is left blank stays as it is."""

    name = forms.CharField(label=_("name"), max_length=100, required=False)
    college: forms.ModelChoiceField = forms.ModelChoiceField(
        College.objects.all(), label=_("college"), required=False
    )
    class_name = forms.CharField(label=_("class"), max_length=100, required=False)
    specialty: forms.ModelChoiceField = forms.ModelChoiceField(
        Specialty.objects.all(), label=_("specialty"), required=False
    )


class TakeDownForm(ReasonForm):
    form = forms.ChoiceField(
        label=_("name in public"),
        choices=[one for one in NameForm.choices if one[0] != "full"],
        initial=NameForm.HIDDEN,
    )


def _correct(grant: Grant, *, by, reason: str, **fields) -> Grant:
    printed = {name: value for name, value in fields.items() if value}
    return actions.correct(grant, reason=reason, by=by, **printed)


def _put_back(grant: Grant, *, by, reason: str) -> None:
    actions.put_back(grant, reason=reason, by=by)


def _may_review(grant: Grant, user) -> bool:
    return rules.may(user, rules.REVIEW, grant)


ACTS = Acts(
    Act(
        "decline",
        _("Do not confer it"),
        _("The nomination leaves the notice and is kept here with the reason."),
        _("The nomination was declined."),
        lambda one, user: one.may_become(Status.DECLINED) and _may_review(one, user),
        actions.decline,
        ReasonForm,
    ),
    Act(
        "correct",
        _("Correct the certificate"),
        _(
            "A new certificate with a number of its own takes the place of this one, which then "
            "says so. Fill in only what changes."
        ),
        _("Corrected: the new certificate has a number of its own."),
        lambda one, user: one.may_become(Status.CORRECTED) and _may_review(one, user),
        _correct,
        GrantCorrectionForm,
    ),
    Act(
        "revoke",
        _("Revoke the award"),
        _("It leaves the roll, and whoever checks the certificate reads that it was revoked."),
        _("The award was revoked."),
        lambda one, user: one.may_become(Status.REVOKED) and _may_review(one, user),
        actions.revoke,
        ReasonForm,
    ),
    Act(
        "take-down",
        _("Tell less of the name"),
        _(
            "At once, on every page, file and feed; the certificate stays valid. "
            "manage.py prove_takedown looks whether the name is told anywhere."
        ),
        _("Less of the name is told from now on."),
        lambda one, user: (
            one.is_standing
            and one.name_form != NameForm.HIDDEN
            and rules.may(user, rules.CHANGE, one)
        ),
        actions.take_down,
        TakeDownForm,
    ),
    Act(
        "put-back",
        _("Print the name as its round does"),
        _("What was asked for this name alone does not hold any more."),
        _("The name is printed as its round prints names."),
        lambda one, user: one.is_standing and bool(one.name_form) and _may_review(one, user),
        _put_back,
        ReasonForm,
    ),
)
