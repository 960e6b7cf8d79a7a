"""The form in which anybody objects to a nomination."""

from __future__ import annotations

from django import forms
from django.utils.translation import gettext_lazy as _

from qingdao_techedu.corrections.forms import ReceivedForm

from .models import Objection


class ObjectionForm(ReceivedForm):
    """An objection to a nomination of one round."""

    salt = "awards.objections"
    button = _("Send the objection")

    class Meta:
        model = Objection
        fields = ["whom", "text", "contact"]
        widgets = {"text": forms.Textarea({"rows": 5})}
