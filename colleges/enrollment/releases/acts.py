"""What somebody at the desk can do with a release now: each act with its words and its form."""

from __future__ import annotations

from django import forms
from django.shortcuts import redirect
from django.utils.translation import gettext_lazy as _

from qingdao_techedu.accounts import rules
from qingdao_techedu.acts.acting import Act, Acts
from qingdao_techedu.acts.forms import ReasonForm, SeenForm
from qingdao_techedu.dates.form_fields import MomentField

from ..figures.models import Release
from . import actions


class WithdrawalForm(forms.Form):
    zh = forms.CharField(
        label=_("why it was withdrawn (Chinese)"), widget=forms.Textarea(attrs={"rows": 3})
    )
    en = forms.CharField(
        label=_("why it was withdrawn (English)"),
        widget=forms.Textarea(attrs={"rows": 3}),
        required=False,
    )


class MomentForm(forms.Form):
    until = MomentField(
        label=_("published at"),
        widget=forms.DateTimeInput(attrs={"type": "datetime-local"}, format="%Y-%m-%dT%H:%M"),
    )


def _may_change(release: Release, user) -> bool:
    return rules.may(user, rules.CHANGE, release)


def _may_review(release: Release, user) -> bool:
    return rules.may(user, rules.REVIEW, release)


def _to_revision(_request, release: Release):
    newest = Release.objects.filter(year=release.year).latest("version")
    return redirect("admin:enrollment_release_change", newest.pk)


ACTS = Acts(
    Act(
        "compare",
        _("Compare again"),
        _("The ledger is made anew. Explanations stay where the numbers are the same."),
        _("The ledger is up to date."),
        lambda release, user: release.is_open and _may_change(release, user),
        actions.compare_again,
    ),
    Act(
        "submit",
        _("Submit for sealing"),
        _("The figures stay as they are until a colleague seals the release or returns it."),
        _("Submitted: a colleague who did not work on the release seals it."),
        lambda release, user: release.is_open and _may_change(release, user),
        actions.submit,
    ),
    Act(
        "take-back",
        _("Take back"),
        _("You submitted it; taken back, its figures may change again."),
        _("The release is open again."),
        lambda release, user: release.is_submitted and release.submitted_by == user,
        actions.take_back,
    ),
    Act(
        "seal",
        _("Seal the release"),
        _(
            "For good: the file and its digest are written, and the database refuses every change "
            "from then on. A correction will be a new version. Everything that is published is "
            "checked first, with all years, which may take a minute or two."
        ),
        _("The release is sealed."),
        lambda release, user: release.is_submitted and _may_review(release, user),
        actions.seal,
        SeenForm,
    ),
    Act(
        "return",
        _("Return it"),
        _("The release is open again, and its authors read why."),
        _("The release was returned."),
        lambda release, user: release.is_submitted and _may_review(release, user),
        actions.return_with_reason,
        ReasonForm,
    ),
    Act(
        "revise",
        _("Start a revision"),
        _("A new version of the year with these figures, open for correction."),
        _("This is the new version. Correct its figures and say what changed."),
        lambda release, user: (
            release.is_sealed
            and not Release.objects.filter(year=release.year, version__gt=release.version).exists()
            and rules.may(user, rules.ADD, Release)
        ),
        actions.start_revision,
        then=_to_revision,
    ),
    Act(
        "postpone",
        _("Move its moment"),
        _("The public has not seen it yet and will see it from the new moment on."),
        _("The moment was moved."),
        lambda release, user: (
            release.is_embargoed and not release.is_withdrawn and _may_review(release, user)
        ),
        actions.postpone,
        MomentForm,
    ),
    Act(
        "withdraw",
        _("Withdraw it"),
        _(
            "Visitors read the explanation at its address and see the version before, if there is "
            "one. It cannot be undone."
        ),
        _("The release is withdrawn."),
        lambda release, user: (
            release.is_sealed and not release.is_withdrawn and _may_review(release, user)
        ),
        actions.withdraw,
        WithdrawalForm,
    ),
    misfit=_("That does not fit this release now."),
)
