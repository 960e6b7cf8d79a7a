"""The form in which anybody reports an error."""

from __future__ import annotations

import datetime

from crispy_forms.helper import FormHelper
from crispy_forms.layout import Div, Field, Layout, Submit
from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _

from qingdao_techedu.ui.public_forms import PublicForm

from .models import Correction

SALT = "qingdao_techedu.corrections"


class CorrectionForm(PublicForm, forms.ModelForm):
    """A report."""

    salt = SALT

    class Meta:
        model = Correction
        fields = ["page", "part", "text", "evidence", "contact"]
        widgets = {
            "text": forms.Textarea({"rows": 5}),
            "evidence": forms.Textarea({"rows": 2}),
        }

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["contact"].help_text = _(
            "For questions only: never shown, and removed once it is not needed."
        )
        self.helper = FormHelper()
        self.helper.attrs = {"novalidate": True}
        self.helper.layout = Layout(
            "page",
            "part",
            "text",
            "evidence",
            "contact",
            Div(Field("website", tabindex="-1", autocomplete="off"), css_class="trap"),
            "seen",
            Submit("", _("Send the report"), css_class="button button-main"),
        )

    def sent(self, within: datetime.timedelta) -> int:
        return Correction.objects.of_sender_within(self.sender, within).count()

    def clean_page(self) -> str:
        page = self.cleaned_data["page"]
        if not page.startswith("/") or page.startswith(("//", "/\\")):
            raise ValidationError(
                _("“%(page)s” is not a page of this portal; it begins with one “/”."),
                params={"page": page},
            )
        return page
