"""How allauth behaves here: nobody signs up, axes counts, secrets are kept encrypted."""

from __future__ import annotations

import base64
import time

import segno
from allauth.account import app_settings
from allauth.account.adapter import DefaultAccountAdapter
from allauth.account.authentication import get_authentication_records
from allauth.mfa.adapter import DefaultMFAAdapter
from allauth.mfa.models import Authenticator
from cryptography.fernet import Fernet, InvalidToken, MultiFernet
from django.conf import settings
from django.core.exceptions import ValidationError
from django.urls import reverse
from django.utils.crypto import salted_hmac
from django.utils.translation import gettext as _

from .lockout import address_of

SALT = "qingdao_techedu.accounts.second_factor"


class AccountAdapter(DefaultAccountAdapter):
    """Signing in, and nothing of signing up."""

    def is_open_for_signup(self, request) -> bool:
        return False

    def get_client_ip(self, request) -> str:
        """The address that all limits on requests go by."""
        return address_of(request) or super().get_client_ip(request)

    def pre_authenticate(self, request, **credentials) -> None:
        """Let axes alone count wrong passwords: by name and address, in the database."""

    def is_reauthentication_required(self, *, app: str, **kwargs) -> bool:
        """Ask for the password again, but not of somebody who has signed in this minute."""
        required = super().is_reauthentication_required(app=app, **kwargs)
        return required and not self._signed_in_just_now()

    def _signed_in_just_now(self) -> bool:
        records = get_authentication_records(self.request, self.request.user)
        latest = max((record["at"] for record in records), default=0)
        return time.time() - latest < app_settings.REAUTHENTICATION_TIMEOUT

    def get_password_change_redirect_url(self, request) -> str:
        return reverse("account")

    def format_email_subject(self, subject: str) -> str:
        return str(subject)


class SecondFactorAdapter(DefaultMFAAdapter):
    """Second factors under the portal's name."""

    def get_totp_label(self, user) -> str:
        return user.get_username()

    def get_totp_issuer(self) -> str:
        return _("Qingdao Technical Education Portal")

    def build_totp_svg(self, url: str) -> str:
        return segno.make(url, micro=False, error="m").svg_inline(omitsize=True, border=4)

    def get_public_key_credential_rp_entity(self) -> dict[str, str]:
        entity = super().get_public_key_credential_rp_entity()
        return {**entity, "name": self.get_totp_issuer()}

    def generate_authenticator_name(self, user, type) -> str:
        count = Authenticator.objects.filter(user_id=user.pk, type=type).count()
        return _("Passkey %(number)s") % {"number": count + 1}

    def encrypt(self, text: str) -> str:
        return _cipher().encrypt(text.encode()).decode()

    def decrypt(self, encrypted_text: str) -> str:
        """A copy of the database alone gives no codes: the key comes from ``SECRET_KEY``."""
        try:
            return _cipher().decrypt(encrypted_text.encode()).decode()
        except InvalidToken:
            raise ValidationError(
                _("Your second factor can no longer be read. Ask an administrator to reset it.")
            ) from None


def _cipher() -> MultiFernet:
    secrets = [settings.SECRET_KEY, *settings.SECRET_KEY_FALLBACKS]
    digests = [salted_hmac(SALT, "", secret, algorithm="sha256").digest() for secret in secrets]
    return MultiFernet([Fernet(base64.urlsafe_b64encode(digest)) for digest in digests])
