"""What somebody at the desk can do with a round now: each act with its words and its form."""

from __future__ import annotations

from django import forms
from django.utils.translation import gettext_lazy as _

from qingdao_techedu.accounts import rules
from qingdao_techedu.acts.acting import Act, Acts
from qingdao_techedu.acts.forms import ReasonForm
from qingdao_techedu.dates.form_fields import MomentField

from . import actions
from .models import NameForm, Round

Stage = Round.Stage


def _moment(label, **kwargs) -> MomentField:
    widget = forms.DateTimeInput(attrs={"type": "datetime-local"}, format="%Y-%m-%dT%H:%M")
    return MomentField(label=label, widget=widget, **kwargs)


class WindowForm(forms.Form):
    """The window to the minute, and how names are printed in it and afterwards."""

    opens_at = _moment(_("publicity from"), required=False, help_text=_("Blank: at once."))
    closes_at = _moment(_("publicity until"))
    name_form = forms.ChoiceField(label=_("names during publicity"), choices=NameForm)
    roll_name_form = forms.ChoiceField(
        label=_("names on the roll afterwards"), choices=NameForm, initial=NameForm.MASKED
    )


class LongerForm(ReasonForm):
    closes_at = _moment(_("publicity until"))


class StricterForm(ReasonForm):
    form = forms.ChoiceField(
        label=_("names in public"), choices=[one for one in NameForm.choices if one[0] != "full"]
    )


class OpenerForm(ReasonForm):
    form = forms.ChoiceField(
        label=_("names in public"), choices=[one for one in NameForm.choices if one[0] != "hidden"]
    )


def _may_review(round_: Round, user) -> bool:
    return rules.may(user, rules.REVIEW, round_)


ACTS = Acts(
    Act(
        "publicize",
        _("Publicize the nominations"),
        _(
            "From the first minute of the window on everybody reads them and may object; nobody "
            "can be added. What was returned to a college and not sent again is not conferred. "
            "The window opens and closes by itself."
        ),
        _("The nominations are publicized."),
        lambda one, user: one.is_gathering and _may_review(one, user),
        actions.publicize,
        WindowForm,
    ),
    Act(
        "extend",
        _("Let publicity last longer"),
        _("A window is never cut short."),
        _("Publicity lasts longer."),
        lambda one, user: one.stage in {Stage.AHEAD, Stage.OPEN} and _may_review(one, user),
        actions.extend_publicity,
        LongerForm,
    ),
    Act(
        "confer",
        _("Confer the awards"),
        _(
            "Each grant gets its certificate number and stands on the roll. Every objection must "
            "have its answer first."
        ),
        _("The awards are conferred."),
        lambda one, user: one.stage == Stage.CLOSED and _may_review(one, user),
        actions.confer,
    ),
    Act(
        "take-down",
        _("Tell less of the names"),
        _("At once, on every page, file and feed."),
        _("Less of the names is told from now on."),
        lambda one, user: (
            one.form_now != NameForm.HIDDEN
            and not one.is_gathering
            and rules.may(user, rules.CHANGE, one)
        ),
        actions.take_down,
        StricterForm,
    ),
    Act(
        "put-back",
        _("Tell more of the names"),
        _("What a single recipient asked for stays as it is."),
        _("More of the names is told from now on."),
        lambda one, user: (
            one.form_now != NameForm.FULL and not one.is_gathering and _may_review(one, user)
        ),
        actions.put_back,
        OpenerForm,
    ),
)
