"""The forms of signing in: allauth's, in plain words and without placeholders."""

from __future__ import annotations

from typing import Any

from allauth.account import forms as account
from allauth.core import context
from allauth.mfa.base import forms as mfa
from allauth.mfa.models import Authenticator
from allauth.mfa.totp.forms import ActivateTOTPForm
from allauth.mfa.utils import decrypt
from allauth.mfa.webauthn.forms import AddWebAuthnForm, EditWebAuthnForm
from django import forms
from django.utils.translation import gettext_lazy as _

from qingdao_techedu.normalization.typed import digits

from .codes import use_up
from .lockout import refuse_if_locked


class Plain(forms.Form):
    """Labels say what a field is for; a placeholder would repeat them."""

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        for field in self.fields.values():
            field.widget.attrs.pop("placeholder", None)


class SignInForm(Plain, account.LoginForm):
    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["login"].label = _("User name")
        self.fields["login"].widget.attrs.update(autocapitalize="none", spellcheck="false")
        self.fields["password"].help_text = ""


class PasswordAgainForm(Plain, account.ReauthenticateForm):
    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["password"].help_text = ""


class NewPasswordForm(Plain, account.ChangePasswordForm):
    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["oldpassword"].help_text = ""


class InvitedPasswordForm(Plain, account.SetPasswordForm):
    """The first password of somebody who was invited."""


class ForgottenPasswordForm(Plain, account.ResetPasswordForm):
    pass


class ResetPasswordForm(Plain, account.ResetPasswordKeyForm):
    pass


class _Typed(Plain):
    """A code as it is meant: full-width digits are digits, and spaces nothing."""

    user: Any

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["code"].widget.attrs["inputmode"] = "numeric"

    def clean_code(self) -> str:
        self.cleaned_data["code"] = digits(self.cleaned_data["code"])
        return super().clean_code()  # type: ignore[misc]


class _Code(_Typed):
    """A code of an app, or a recovery code. None is looked at where too many were wrong."""

    authenticator: Any

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["code"].label = _("Code")

    def clean_code(self) -> str:
        refuse_if_locked(context.request, self.user)
        code = super().clean_code()
        if self.authenticator.type == Authenticator.Type.TOTP:
            use_up(self.user, decrypt(self.authenticator.data["secret"]), code)
        return code


class CodeForm(_Code, mfa.AuthenticateForm):
    pass


class CodeAgainForm(_Code, mfa.ReauthenticateForm):
    pass


class FirstCodeForm(_Typed, ActivateTOTPForm):
    """The code that shows that the app works; it opens nothing afterwards."""

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["code"].label = _("Code that the app shows")

    def clean_code(self) -> str:
        code = super().clean_code()
        use_up(self.user, self.secret, code)
        return code


class PasskeyForm(Plain, AddWebAuthnForm):
    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["name"].label = _("Name of the passkey")
        self.fields["name"].help_text = _("So that you know it again: “office computer”.")
        self.fields["passwordless"].label = _("Sign in with it alone")
        self.fields["passwordless"].help_text = _(
            "Without a password: the device asks for your fingerprint, face or PIN. "
            "Leave it out for a key that can only be the second step."
        )
        self.fields["passwordless"].initial = True


class PasskeyNameForm(Plain, EditWebAuthnForm):
    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["name"].label = _("Name of the passkey")
