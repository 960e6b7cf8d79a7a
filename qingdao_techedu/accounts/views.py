"""The pages of an account that allauth does not bring: one's own, the invitation and the like."""

from __future__ import annotations

from allauth.account import views as allauth_views
from allauth.account.internal.flows.login import perform_password_login
from allauth.account.models import Login
from allauth.decorators import rate_limit
from django.conf import settings
from django.contrib.auth import logout
from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.views.decorators.cache import never_cache
from django.views.decorators.debug import sensitive_post_parameters

from . import actions
from .addresses import wanted
from .forms import InvitedPasswordForm
from .invitations import invited_by
from .queries import has_second_factor, lacks_second_factor, role_of

HOURS_OF_A_LINK = settings.PASSWORD_RESET_TIMEOUT // 3600


@login_required
def account(request: HttpRequest) -> HttpResponse:
    """One's own account: role, password, second factor, session."""
    context = {
        "role": role_of(request.user),
        "has_second_factor": has_second_factor(request.user),
        "is_required": settings.REQUIRE_SECOND_FACTOR,
        "session_hours": settings.SESSION_COOKIE_AGE / 3600,
    }
    return render(request, "accounts/account.html", context)


@login_required
def second_factor(request: HttpRequest) -> HttpResponse:
    """Why the desk is closed to a password alone, and the way to a second factor."""
    address = wanted(request, default=reverse("admin:index"))
    if not lacks_second_factor(request.user):
        return redirect(address)
    return render(request, "accounts/second_factor.html")


@never_cache
def ask_administrator(request: HttpRequest) -> HttpResponse:
    """What to do without a password, where the portal sends no mail."""
    return render(request, "accounts/ask_administrator.html")


def forgotten_password(request: HttpRequest) -> HttpResponse:
    """A link by mail, where mail is set up."""
    view = allauth_views.password_reset if settings.MAIL_IS_SENT else ask_administrator
    return view(request)


# Looking counts as well: a link is guessed by opening it.
limited = rate_limit(action="link", limit_get=True)
new_password = limited(allauth_views.password_reset_from_key)


@limited
@never_cache
@sensitive_post_parameters("password1", "password2")
def invitation(request: HttpRequest, number: str, token: str) -> HttpResponse:
    """Where an invited person chooses a password, and goes on to their second factor."""
    user = invited_by(number, token)
    if user is None:
        context = {"hours": HOURS_OF_A_LINK}
        return render(request, "accounts/invitation_over.html", context, status=410)
    form = InvitedPasswordForm(user, request.POST if request.method == "POST" else None)
    if request.method == "POST" and form.is_valid():
        actions.join(user, form.cleaned_data["password1"])
        logout(request)
        onward = reverse("mfa_index" if lacks_second_factor(user) else "account")
        credentials = {"username": user.get_username()}
        return perform_password_login(request, credentials, Login(user=user, redirect_url=onward))
    context = {"form": form, "invited": user}
    return render(request, "accounts/invitation.html", context)
