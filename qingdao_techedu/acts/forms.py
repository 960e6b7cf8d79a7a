"""What an act asks for before it is done: mostly nothing, a reason, or proof of what was read."""

from __future__ import annotations

from django import forms
from django.utils.translation import gettext_lazy as _


class NothingForm(forms.Form):
    """An act that needs no words."""


class SeenForm(forms.Form):
    """What identifies the state that was looked at; the page knows it."""

    seen = forms.CharField(widget=forms.HiddenInput, required=False)


class ReasonForm(forms.Form):
    """Why an act is done."""

    reason = forms.CharField(label=_("Why"), widget=forms.Textarea(attrs={"rows": 3}))
