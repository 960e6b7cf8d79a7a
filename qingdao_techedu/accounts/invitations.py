"""The one-time link by which somebody chooses their password."""

from __future__ import annotations

from django.contrib.auth import get_user_model
from django.contrib.auth.tokens import PasswordResetTokenGenerator
from django.core.exceptions import ValidationError
from django.urls import reverse
from django.utils.encoding import force_bytes
from django.utils.http import urlsafe_base64_decode, urlsafe_base64_encode


class Invitations(PasswordResetTokenGenerator):
    """Tokens that die with the password they were made beside, after a sign-in, and in time.

    Each new link puts a new unusable password in the place of the old, so that it is the only
    one that works.
    """

    key_salt = "qingdao_techedu.accounts.invitations"

    def _make_hash_value(self, user, timestamp) -> str:
        return f"{super()._make_hash_value(user, timestamp)}{user.is_active}"


tokens = Invitations()


def path_for(user) -> str:
    """The address of the page on which ``user`` chooses a password, without its host."""
    number = urlsafe_base64_encode(force_bytes(user.pk))
    return reverse("invitation", args=[number, tokens.make_token(user)])


def invited_by(number: str, token: str):
    """The active account that a link was made for, or None where the link no longer works."""
    users = get_user_model().objects
    try:
        user = users.filter(pk=urlsafe_base64_decode(number).decode(), is_active=True).first()
    except (ValueError, OverflowError, ValidationError):
        return None
    return user if user is not None and tokens.check_token(user, token) else None
