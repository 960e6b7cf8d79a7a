"""The desk's forms of accounts."""

from __future__ import annotations

from typing import Any

from django import forms
from django.contrib.auth import get_user_model
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from qingdao_techedu.acts.forms import ReasonForm

from . import actions
from .queries import role_of
from .roles import ROLES, Role


def role_choices() -> list[tuple[str, Any]]:
    return [(role.code, role.label) for role in ROLES]


class RoleField(forms.ChoiceField):
    """One role of the five."""

    def __init__(self, **kwargs):
        kwargs.setdefault("label", _("Role"))
        super().__init__(choices=role_choices, widget=forms.RadioSelect, **kwargs)

    def clean(self, value) -> Role | None:
        code = super().clean(value)
        return next((role for role in ROLES if role.code == code), None)


class AccountForm(forms.ModelForm):
    """Who somebody is and what they may do. There is no password in it: they choose it."""

    by: Any = None  # whoever fills the form in
    last_name = forms.CharField(label=pgettext_lazy("of a person", "Name"), max_length=150)
    role = RoleField()

    class Meta:
        model = get_user_model()
        fields = ["username", "last_name", "email"]
        labels = {"username": _("User name"), "email": _("E-mail")}
        help_texts = {
            "username": _("Letters, digits and @ . + - _; it cannot be changed later."),
            "email": _("For the link, where the portal sends mail."),
        }

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        held = role_of(self.instance) if self.instance.pk else None
        self.initial["role"] = held.code if held else ""
        if self.instance.is_superuser and not held:
            self.fields.pop("role", None)  # a page for reading has none anyway

    def clean_role(self) -> Role:
        role = self.cleaned_data["role"]
        if self.instance.pk and role != role_of(self.instance):
            actions.check_role(self.instance, role, by=self.by)
        return role


class LoggedReasonForm(ReasonForm):
    """Why an act is done, for the log."""

    reason = forms.CharField(
        label=_("Why"),
        help_text=_("Kept in the log."),
        max_length=500,
        widget=forms.Textarea({"rows": 2, "class": "vLargeTextField"}),
    )


class ReopeningForm(LoggedReasonForm):
    role = RoleField()
    field_order = ["role", "reason"]
