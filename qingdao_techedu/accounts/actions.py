"""The acts on accounts. Each is one transaction; nobody acts on more than their role allows."""

from __future__ import annotations

from allauth.mfa.models import Authenticator
from django.contrib.auth import get_user_model
from django.contrib.auth.models import Group
from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils.translation import gettext as _

from qingdao_techedu.log.actions import note
from qingdao_techedu.log.models import Entry

from . import rules
from .queries import administrators, sessions_of
from .roles import ADMINISTRATOR, Role


@transaction.atomic
def open_account(user, *, role: Role, by) -> None:
    """Save a new account, without a password. ``invite`` makes the link for its owner."""
    rules.require(by, rules.ADD, get_user_model())
    user.is_staff = True
    user.set_unusable_password()
    user.save()
    _set_role(user, role)
    _log(user, "opened", by, role.code)


@transaction.atomic
def invite(user, *, by) -> None:
    """Take the password away, and with it every older link: the next one made is the only one."""
    _require(user, by)
    _refuse_self(user, by, _("Change your own password on the page of your account."))
    _refuse_unless(user.is_active, _("This account is closed. Open it again first."))
    _leave_an_administrator(user)
    user.set_unusable_password()
    user.save(update_fields=["password"])
    _log(user, "invited", by)


@transaction.atomic
def join(user, password: str) -> None:
    """Set the password that an invited person has chosen."""
    user.set_password(password)
    user.save(update_fields=["password"])
    _log(user, "joined", user)


@transaction.atomic
def give_role(user, role: Role, *, by) -> None:
    """Put an account into one role, and out of all others."""
    check_role(user, role, by=by)
    _set_role(user, role)
    _log(user, "role", by, role.code)


def check_role(user, role: Role, *, by) -> None:
    """Raise what stands against giving ``user`` that role."""
    _require(user, by)
    if role != ADMINISTRATOR:
        _leave_an_administrator(user)


@transaction.atomic
def close_account(user, *, by, reason: str) -> None:
    """End an account: its password, second factors, sessions and roles go, its name stays."""
    _require(user, by, reason)
    _refuse_self(user, by, _("Nobody closes their own account. Ask another administrator."))
    _refuse_unless(user.is_active, _("This account is closed already."))
    _leave_an_administrator(user)
    user.is_active = user.is_staff = user.is_superuser = False
    user.set_unusable_password()
    user.save(update_fields=["is_active", "is_staff", "is_superuser", "password"])
    user.groups.clear()
    _forget_second_factor(user)
    _log(user, "closed", by, reason)


@transaction.atomic
def reopen_account(user, *, role: Role, by, reason: str) -> None:
    """Let somebody back in, in a role. They need a new link, and a new second factor."""
    _require(user, by, reason)
    _refuse_unless(not user.is_active, _("This account is open already."))
    user.is_active = user.is_staff = True
    user.set_unusable_password()
    user.save(update_fields=["is_active", "is_staff", "password"])
    _set_role(user, role)
    _log(user, "reopened", by, reason)


@transaction.atomic
def reset_second_factor(user, *, by, reason: str) -> None:
    """Remove the second factors of somebody who lost theirs, and end their sessions."""
    _require(user, by, reason)
    _refuse_self(user, by, _("Change your own second factor on the page of your account."))
    _forget_second_factor(user)
    _log(user, "second-factor-reset", by, reason)


def _require(user, by, reason: str | None = None) -> None:
    rules.require(by, rules.CHANGE, user)
    _refuse_unless(
        by.is_superuser or not user.is_superuser,
        _("This account was made on the server itself, and is looked after there."),
    )
    _refuse_unless(reason is None or reason.strip(), _("Say why: the reason is kept in the log."))


def _refuse_self(user, by, sentence: str) -> None:
    _refuse_unless(user != by, sentence)


def _refuse_unless(condition: object, sentence: str) -> None:
    if not condition:
        raise ValidationError(sentence)


def _leave_an_administrator(user) -> None:
    """Refuse what would leave the portal without anybody who can let others in."""
    everybody = get_user_model().objects.select_for_update()
    with transaction.atomic():
        # Two administrators who close each other at once come one after the other.
        list(everybody.filter(pk__in=administrators().values("pk")).order_by("pk"))
        now = administrators()
        if now.filter(pk=user.pk).exists() and not now.exclude(pk=user.pk).exists():
            raise ValidationError(
                _("This is the last administrator who can sign in. Make another one first.")
            )


def _set_role(user, role: Role) -> None:
    user.groups.set([Group.objects.get(name=role.group_name)])


def _forget_second_factor(user) -> None:
    Authenticator.objects.filter(user=user).delete()
    for session in sessions_of(user):
        session.delete()


def _log(user, act: str, by, reason: str = "") -> None:
    who, subject = by.get_username(), user.get_username()
    note(Entry.Kind.ACCOUNT, who=who, subject=subject, act=act, reason=reason)
