"""The forms in which anybody writes to the bureau, such as to report an error."""

from __future__ import annotations

import datetime
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _

from qingdao_techedu.ui.public_forms import PublicForm

from .models import Correction

SALT = "qingdao_techedu.corrections"


class ReceivedForm(PublicForm, forms.ModelForm):
    """What anybody sends of one kind, by a ``button``."""

    button: Any

    def sent(self, within: datetime.timedelta) -> int:
        return self._meta.model.objects.of_sender_within(self.sender, within).count()


class CorrectionForm(ReceivedForm):
    """A report."""

    salt = SALT
    button = _("Send the report")

    class Meta:
        model = Correction
        fields = ["page", "part", "text", "evidence", "contact"]
        widgets = {
            "text": forms.Textarea({"rows": 5}),
            "evidence": forms.Textarea({"rows": 2}),
        }
        help_texts = {
            "contact": _("For questions only: never shown, and removed once it is not needed.")
        }

    def clean_page(self) -> str:
        page = self.cleaned_data["page"]
        if not page.startswith("/") or page.startswith(("//", "/\\")):
            raise ValidationError(
                _("“%(page)s” is not a page of this portal; it begins with one “/”."),
                params={"page": page},
            )
        return page
