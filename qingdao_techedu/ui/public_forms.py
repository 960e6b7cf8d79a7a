"""A form that anybody may send: it holds machines off without riddles, and counts by connection."""

from __future__ import annotations

import datetime
import time
from typing import Any

from django import forms
from django.core import signing
from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _

from .senders import connection_of, sender_of

QUICKEST, SLOWEST = 3, 24 * 60 * 60  # seconds between seeing the form and sending it
AN_HOUR = datetime.timedelta(hours=1)
MAX_AN_HOUR = 10  # of one connection, which an office or a school may share
_WITHOUT_TOKEN = _(
    "Nothing is sent yet, and nothing is lost: your browser did not send back a cookie of this "
    "site, or the page was opened before you signed in or out. Press the button below once more. "
    "If this comes up each time, allow cookies for this site."
)


class TrapField(forms.CharField):
    """A field that nobody sees, which only machines fill in."""

    is_trap = True
    widget = forms.TextInput({"tabindex": "-1", "autocomplete": "off"})


class PublicForm(forms.Form):
    """``seen`` is the form's signed moment, ``website`` a field for machines only.

    ``salt`` tells one form from another; ``sent`` counts what a connection sent within a time.
    """

    salt = ""

    seen = forms.CharField(widget=forms.HiddenInput, required=False)
    website = TrapField(required=False, label=_("Leave this field empty"))

    def __init__(self, *args, request: Any, **kwargs):
        super().__init__(*args, **kwargs)
        self.lacks_token = getattr(request, "lacks_token", False)
        self.sender = sender_of(connection_of(request), self.salt)
        self.initial["seen"] = signing.dumps(time.time(), salt=self.salt)

    def sent(self, within: datetime.timedelta) -> int:
        """How many of these forms the connection has sent in the last while."""
        raise NotImplementedError

    def clean(self):
        if self.lacks_token:
            raise ValidationError(_WITHOUT_TOKEN)
        if self.cleaned_data.get("website"):
            raise ValidationError(_("The field that stays empty was filled in. Leave it empty."))
        self._refuse_haste()
        if self.sent(AN_HOUR) >= MAX_AN_HOUR:
            raise ValidationError(
                _("%(count)s reports came from your connection within an hour. Try again later."),
                params={"count": MAX_AN_HOUR},
            )
        return self.cleaned_data

    def shown_again(self, request) -> None:
        """A form that is shown again has a moment of its own, unless it only lacked its token."""
        is_told = self.lacks_token and self._seen_at() is not None
        seen = self.data["seen"] if is_told else self.initial["seen"]
        self.data = {**request.POST.dict(), "seen": seen}

    def _refuse_haste(self) -> None:
        seen = self._seen_at()
        if seen is None or time.time() - seen < QUICKEST:
            raise ValidationError(
                _("The form was sent too quickly or too late. Nothing is lost: send it once more.")
            )

    def _seen_at(self) -> float | None:
        """When the form was first shown; None where that is long ago, or not told by us."""
        try:
            return signing.loads(self.data.get("seen", ""), salt=self.salt, max_age=SLOWEST)
        except signing.BadSignature:
            return None
