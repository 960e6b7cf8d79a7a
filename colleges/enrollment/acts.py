"""Acts that somebody at the desk can do with a record now: each with its words and its form."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from django import forms
from django.core.exceptions import PermissionDenied, ValidationError
from django.utils.translation import gettext_lazy as _


class NothingForm(forms.Form):
    """An act that needs no words."""


class SeenForm(forms.Form):
    """What identifies the state that was looked at; the page knows it."""

    seen = forms.CharField(widget=forms.HiddenInput, required=False)


class ReasonForm(forms.Form):
    reason = forms.CharField(label=_("Why"), widget=forms.Textarea(attrs={"rows": 3}))


@dataclass(frozen=True)
class Act:
    """One act: its words, its form, whom and which record it fits, and how it is done."""

    code: str
    title: Any
    explanation: Any
    done: Any
    fits: Callable[[Any, Any], bool]
    do: Callable[..., Any]
    form: type[forms.Form] = NothingForm

    def is_done(self, record: Any, form: forms.Form, *, by) -> bool:
        """Do it with what a valid form holds; where it is refused, the form says why."""
        try:
            self.do(record, by=by, **form.cleaned_data)
        except (ValidationError, PermissionDenied) as error:
            form.add_error(None, getattr(error, "messages", None) or str(error))
            return False
        return True
