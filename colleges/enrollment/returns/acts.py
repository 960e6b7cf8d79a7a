"""What somebody at the desk can do with a return now."""

from __future__ import annotations

from django import forms
from django.shortcuts import redirect
from django.utils.translation import gettext_lazy as _

from qingdao_techedu.accounts import rules
from qingdao_techedu.acts.acting import Act, Acts
from qingdao_techedu.acts.forms import SeenForm

from . import actions
from .models import Return
from .pages import may_fill_in

State = Return.State


class ReturnAnswerForm(forms.Form):
    answer = forms.CharField(
        label=_("Your answer"), widget=forms.Textarea(attrs={"rows": 3}), max_length=4000
    )


class QuestionForm(forms.Form):
    question = forms.CharField(
        label=_("What is in question"), widget=forms.Textarea(attrs={"rows": 3}), max_length=4000
    )


def _may_look_at(annual_return: Return, user) -> bool:
    return annual_return.release.is_open and rules.may(user, rules.REVIEW, annual_return)


def _to_returns(_request, annual_return: Return):
    return redirect("release_returns", annual_return.release_id)


ACTS = Acts(
    Act(
        "send",
        _("Send the return"),
        _("The bureau looks at it; until it answers, the figures stay as they are."),
        _("The return is sent."),
        lambda one, user: one.state == State.NOT_SENT and may_fill_in(user, one),
        actions.send,
    ),
    Act(
        "answer",
        _("Answer and send again"),
        _("The bureau reads the answer with the figures as they are now."),
        _("The return is sent with your answer."),
        lambda one, user: one.state == State.QUERIED and may_fill_in(user, one),
        actions.send,
        ReturnAnswerForm,
    ),
    Act(
        "accept",
        _("Accept the return"),
        _("Its figures stand in the release from now on; the college signs its page off."),
        _("The return is accepted: its figures stand in the release."),
        lambda one, user: one.state == State.SENT and _may_look_at(one, user),
        actions.accept,
        SeenForm,
    ),
    Act(
        "query",
        _("Send it back with a question"),
        _("The college may change its figures, and answers."),
        _("The return is back at the college with your question."),
        lambda one, user: one.state in {State.SENT, State.ACCEPTED} and _may_look_at(one, user),
        actions.query,
        QuestionForm,
    ),
    Act(
        "remind",
        _("Remind the college"),
        _("Its reporters find it on their home page, and by mail where the portal sends any."),
        _("The college is reminded."),
        lambda one, user: one.is_missing and _may_look_at(one, user),
        actions.remind,
    ),
    Act(
        "unask",
        _("Take the request back"),
        _("For a college that was asked by mistake: the return goes, as if it had not been asked."),
        _("The college is not asked any more."),
        lambda one, user: (
            one.state == State.NOT_SENT and _may_look_at(one, user) and not one.figures.exists()
        ),
        actions.take_request_back,
        then=_to_returns,
    ),
    misfit=_("That does not fit this return now."),
)
