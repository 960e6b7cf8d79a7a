"""What an administrator can do with an account, beside changing who it is: a page for each act."""

from __future__ import annotations

from django.contrib.auth import get_user_model
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from qingdao_techedu.acts.acting import Act, Acts, Offer
from qingdao_techedu.ui.desk_pages import page_of

from . import actions
from .desk_forms import LoggedReasonForm, ReopeningForm
from .invitations import path_for
from .mail import mail_invitation
from .queries import has_second_factor


def _is_open(user, by) -> bool:
    """Nobody acts on their own account: they have a page of their own."""
    return user.is_active and user != by


def _show_link(request: HttpRequest, user) -> HttpResponse:
    link = request.build_absolute_uri(path_for(user))
    is_mailed = mail_invitation(user, link, by=request.user)
    told = {"title": LINK.title, "link": link, "is_mailed": is_mailed}
    return _page(request, user, "accounts/desk_link.html", told)


def _to_link(_request: HttpRequest, user) -> HttpResponse:
    return redirect("admin:account_act", user.pk, LINK.code)


LINK = Act(
    "link",
    _("Make a link"),
    _(
        "A link by which the person chooses a password. It works once, for three days, and "
        "ends older links. The present password stops working at once; the second factor stays."
    ),
    "",
    _is_open,
    actions.invite,
    then=_show_link,
)
ACTS = Acts(
    LINK,
    Act(
        "second-factor",
        _("Reset the second factor"),
        _(
            "For somebody who lost phone, key and recovery codes. Make sure that it is really "
            "them: ask in person or call them. Their sessions end; the desk asks for a new one."
        ),
        _("The second factor is gone; the desk will ask for a new one."),
        lambda user, by: _is_open(user, by) and has_second_factor(user),
        actions.reset_second_factor,
        LoggedReasonForm,
    ),
    Act(
        "close",
        _("Close the account"),
        _(
            "For somebody who leaves. They are signed out at once; password, second factor and "
            "role are taken away. Their name stays in the history of what they did."
        ),
        _("The account is closed."),
        _is_open,
        actions.close_account,
        LoggedReasonForm,
    ),
    Act(
        "reopen",
        _("Open the account again"),
        _("For somebody who is back. They get a new link, and set up a new second factor."),
        _("The account is open again. Now make a link and hand it over."),
        lambda user, _by: not user.is_active,
        actions.reopen_account,
        ReopeningForm,
        then=_to_link,
    ),
    misfit=_("That does not fit this account now."),
)


def account_act(request: HttpRequest, user, code: str) -> HttpResponse:
    """The page of one act: what it does, why it is done, and that it is done."""

    def page(request: HttpRequest, user, offer: Offer, status: int) -> HttpResponse:
        act, form = next((act, form) for act, form in offer if act.code == code)
        told = {"title": act.title, "act": act, "form": form}
        return _page(request, user, "accounts/desk_act.html", told, status)

    back = reverse("admin:auth_user_change", args=[user.pk])
    return ACTS.answer(request, user, code, back=back, page=page)


def _page(request: HttpRequest, user, template: str, told: dict, status: int = 200) -> HttpResponse:
    shared = {"opts": get_user_model()._meta, "subtitle": str(user), "record": user}
    return page_of(request, template, {**shared, **told}, status)
