"""What is asked about accounts."""

from __future__ import annotations

from allauth.mfa.models import Authenticator
from django.conf import settings
from django.contrib.auth import SESSION_KEY, get_user_model
from django.contrib.auth.hashers import UNUSABLE_PASSWORD_PREFIX
from django.contrib.sessions.models import Session
from django.db.models import Q, QuerySet
from django.utils import timezone

from .roles import ADMINISTRATOR, ROLES, Role

SECOND_FACTORS = (Authenticator.Type.TOTP, Authenticator.Type.WEBAUTHN)


def has_second_factor(user) -> bool:
    """Whether signing in asks for more than a password. Recovery codes alone do not count."""
    return Authenticator.objects.filter(user_id=user.pk, type__in=SECOND_FACTORS).exists()


def lacks_second_factor(user) -> bool:
    """Whether the desk asks for a second factor and ``user`` has none."""
    return settings.REQUIRE_SECOND_FACTOR and not has_second_factor(user)


def administrators() -> QuerySet:
    """Those who can sign in and let others in: who has not followed a link yet cannot."""
    holds = Q(groups__name=ADMINISTRATOR.group_name, is_staff=True) | Q(is_superuser=True)
    invited = Q(password__startswith=UNUSABLE_PASSWORD_PREFIX)
    return get_user_model().objects.filter(holds, ~invited, is_active=True).distinct()


def sessions_of(user) -> list[Session]:
    """The open sessions of somebody. Visitors have none, so that all can be looked through."""
    open_ones = Session.objects.filter(expire_date__gt=timezone.now()).iterator()
    return [one for one in open_ones if one.get_decoded().get(SESSION_KEY) == str(user.pk)]


def role_of(user) -> Role | None:
    """The role of an account, the most powerful where it has several; None where it has none."""
    names = {group.name for group in user.groups.all()}
    held = [role for role in ROLES if role.group_name in names]
    return held[-1] if held else None
