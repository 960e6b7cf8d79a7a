"""What an administrator can do with an account, beside changing who it is: a page for each act."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from . import actions
from .desk_forms import NothingForm, ReasonForm, ReopeningForm
from .queries import has_second_factor


@dataclass(frozen=True)
class Act:
    """An act on an account: its page's words and form, whom it fits, and how it is done."""

    code: str
    title: Any
    explanation: Any
    done: Any
    form: type[forms.Form]
    fits: Callable[[Any], bool]
    do: Callable[..., None]


ACTS = [
    Act(
        "link",
        _("Make a link"),
        _(
            "A link by which the person chooses a password. It works once, for three days, and "
            "ends older links. The present password stops working at once; the second factor stays."
        ),
        "",
        NothingForm,
        lambda user: user.is_active,
        actions.invite,
    ),
    Act(
        "second-factor",
        _("Reset the second factor"),
        _(
            "For somebody who lost phone, key and recovery codes. Make sure that it is really "
            "them: ask in person or call them. Their sessions end; the desk asks for a new one."
        ),
        _("The second factor is gone; the desk will ask for a new one."),
        ReasonForm,
        lambda user: user.is_active and has_second_factor(user),
        actions.reset_second_factor,
    ),
    Act(
        "close",
        _("Close the account"),
        _(
            "For somebody who leaves. They are signed out at once; password, second factor and "
            "role are taken away. Their name stays in the history of what they did."
        ),
        _("The account is closed."),
        ReasonForm,
        lambda user: user.is_active,
        actions.close_account,
    ),
    Act(
        "reopen",
        _("Open the account again"),
        _("For somebody who is back. They get a new link, and set up a new second factor."),
        _("The account is open again. Now make a link and hand it over."),
        ReopeningForm,
        lambda user: not user.is_active,
        actions.reopen_account,
    ),
]


def acts_for(user, by) -> list[Act]:
    """The acts that fit an account. Nobody does them to themselves: they have their own page."""
    return [act for act in ACTS if user != by and act.fits(user)]
