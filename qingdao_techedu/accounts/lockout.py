"""Wrong second factors count like wrong passwords, in the database that every process shares."""

from __future__ import annotations

from allauth.account.adapter import get_adapter
from allauth.mfa.signals import authentication_failed
from axes.handlers.proxy import AxesProxyHandler
from django.contrib.auth.signals import user_login_failed
from django.core.exceptions import PermissionDenied, ValidationError
from django.dispatch import receiver
from django.utils.translation import gettext_lazy as _


def address_of(request) -> str | None:
    """The visitor's address, as our own proxy saw it where there is one; None where unknown."""
    try:
        return get_adapter(request).get_client_ip(request)
    except PermissionDenied:
        return None


@receiver(authentication_failed)
def count_wrong_code(sender, request, user, **kwargs) -> None:
    """After too many, axes puts its page in the place of the answer."""
    credentials = {"username": user.get_username()}
    user_login_failed.send(sender=__name__, credentials=credentials, request=request)


def refuse_if_locked(request, user) -> None:
    """Raise ``ValidationError`` before a code is looked at, where too many were wrong."""
    if not AxesProxyHandler.is_allowed(request, {"username": user.get_username()}):
        count_wrong_code(__name__, request, user)
        raise ValidationError(_("Too many attempts. Wait, then try again."))
