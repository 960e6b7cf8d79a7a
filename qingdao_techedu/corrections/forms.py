"""The form in which anybody reports an error. It holds machines off without riddles."""

from __future__ import annotations

import datetime
import time

from crispy_forms.helper import FormHelper
from crispy_forms.layout import Div, Field, Layout, Submit
from django import forms
from django.core import signing
from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _

from qingdao_techedu.ui.senders import sender_of

from .models import Correction

SALT = "qingdao_techedu.corrections"
QUICKEST, SLOWEST = 3, 24 * 60 * 60  # seconds between seeing the form and sending it
AN_HOUR = datetime.timedelta(hours=1)
MOST_AN_HOUR = 10  # of one connection, which an office or a school may share


class CorrectionForm(forms.ModelForm):
    """A report. ``seen`` is the form's signed moment, ``website`` a field for machines only."""

    seen = forms.CharField(widget=forms.HiddenInput, required=False)
    website = forms.CharField(required=False, label=_("Leave this field empty"))

    class Meta:
        model = Correction
        fields = ["page", "part", "text", "evidence", "contact"]
        widgets = {
            "text": forms.Textarea({"rows": 5}),
            "evidence": forms.Textarea({"rows": 2}),
        }

    def __init__(self, *args, connection: str = "", **kwargs):
        super().__init__(*args, **kwargs)
        self.sender = sender_of(connection, SALT)
        self.initial["seen"] = signing.dumps(time.time(), salt=SALT)
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

    def clean_page(self) -> str:
        page = self.cleaned_data["page"]
        if not page.startswith("/") or page.startswith(("//", "/\\")):
            raise ValidationError(
                _("“%(page)s” is not a page of this portal; it begins with one “/”."),
                params={"page": page},
            )
        return page

    def clean(self):
        if self.cleaned_data.get("website"):
            raise ValidationError(_("The field that stays empty was filled in. Leave it empty."))
        self._refuse_haste()
        if Correction.objects.of_sender_within(self.sender, AN_HOUR).count() >= MOST_AN_HOUR:
            raise ValidationError(
                _("%(count)s reports came from your connection within an hour. Try again later."),
                params={"count": MOST_AN_HOUR},
            )
        return self.cleaned_data

    def _refuse_haste(self) -> None:
        again = _("The form was sent too quickly or too late. Nothing is lost: send it once more.")
        try:
            seen = signing.loads(self.data.get("seen", ""), salt=SALT, max_age=SLOWEST)
        except signing.BadSignature:
            raise ValidationError(again) from None
        if time.time() - seen < QUICKEST:
            raise ValidationError(again)
