"""A form that anybody may send: it holds machines off without riddles, and counts by connection."""

from __future__ import annotations

import datetime
import time

from django import forms
from django.core import signing
from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _

from .senders import sender_of

QUICKEST, SLOWEST = 3, 24 * 60 * 60  # seconds between seeing the form and sending it
AN_HOUR = datetime.timedelta(hours=1)
MOST_AN_HOUR = 10  # of one connection, which an office or a school may share


class PublicForm(forms.Form):
    """``seen`` is the form's signed moment, ``website`` a field for machines only.

    ``salt`` tells one form from another; ``sent`` counts what a connection sent within a time.
    """

    salt = ""

    seen = forms.CharField(widget=forms.HiddenInput, required=False)
    website = forms.CharField(required=False, label=_("Leave this field empty"))

    def __init__(self, *args, connection: str = "", **kwargs):
        super().__init__(*args, **kwargs)
        self.sender = sender_of(connection, self.salt)
        self.initial["seen"] = signing.dumps(time.time(), salt=self.salt)

    def sent(self, within: datetime.timedelta) -> int:
        """How many of these forms the connection has sent in the last while."""
        raise NotImplementedError

    def clean(self):
        if self.cleaned_data.get("website"):
            raise ValidationError(_("The field that stays empty was filled in. Leave it empty."))
        self._refuse_haste()
        if self.sent(AN_HOUR) >= MOST_AN_HOUR:
            raise ValidationError(
                _("%(count)s reports came from your connection within an hour. Try again later."),
                params={"count": MOST_AN_HOUR},
            )
        return self.cleaned_data

    def shown_again(self, request) -> None:
        """A form that is shown again has a moment of its own."""
        self.data = {**request.POST.dict(), "seen": self.initial["seen"]}

    def _refuse_haste(self) -> None:
        again = _("The form was sent too quickly or too late. Nothing is lost: send it once more.")
        try:
            seen = signing.loads(self.data.get("seen", ""), salt=self.salt, max_age=SLOWEST)
        except signing.BadSignature:
            raise ValidationError(again) from None
        if time.time() - seen < QUICKEST:
            raise ValidationError(again)
