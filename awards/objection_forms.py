"""The form in which anybody objects to a nomination."""

from __future__ import annotations

import datetime

from crispy_forms.helper import FormHelper
from crispy_forms.layout import Div, Field, Layout, Submit
from django import forms
from django.utils.translation import gettext_lazy as _

from qingdao_techedu.ui.public_forms import PublicForm

from .models import Objection


class ObjectionForm(PublicForm, forms.ModelForm):
    """An objection to a nomination of one round."""

    salt = "awards.objections"

    class Meta:
        model = Objection
        fields = ["whom", "text", "contact"]
        widgets = {"text": forms.Textarea({"rows": 5})}

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        self.helper = FormHelper()
        self.helper.attrs = {"novalidate": True}
        self.helper.layout = Layout(
            *self.Meta.fields,
            Div(Field("website", tabindex="-1", autocomplete="off"), css_class="trap"),
            "seen",
            Submit("", _("Send the objection"), css_class="button button-main"),
        )

    def sent(self, within: datetime.timedelta) -> int:
        return Objection.objects.of_sender_within(self.sender, within).count()
