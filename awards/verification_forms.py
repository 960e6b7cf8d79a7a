"""What is sent to be checked: one pair, or an employer's list of them."""

from __future__ import annotations

import re

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _

from .verification import Pair

MAX_PAIRS = 100
# A number in three groups, or whatever stands first; then a separator; then the name.
LINE = re.compile(r"^(\w{4}[ \-－—]?\w{4}[ \-－—]?\w{4}|[^\s,，;；、]+)[\s,，;；、]+(.+)$")


class PairForm(forms.Form):
    """A certificate number and the name that stands beside it. What they are is no fault of it."""

    number = forms.CharField(
        label=_("Certificate number"),
        help_text=_(
            "Twelve characters, which stand on the certificate alone. Hyphens and small letters do "
            "not matter."
        ),
        widget=forms.TextInput({"autocomplete": "off", "spellcheck": "false", "maxlength": 40}),
        error_messages={"required": _("Give the number: number and name are both needed.")},
    )
    name = forms.CharField(
        label=_("Name on the certificate"),
        widget=forms.TextInput({"autocomplete": "off", "maxlength": 100}),
        error_messages={"required": _("Give the name: number and name are both needed.")},
    )


class PairsForm(forms.Form):
    """Up to a hundred pairs, one a line."""

    pairs = forms.CharField(
        label=_("Numbers and names"),
        help_text=_(
            "One certificate a line: the number, then a tab, a comma or a space, then the name. "
            "Two columns copied from a spreadsheet are right as they are."
        ),
        widget=forms.Textarea({"rows": 10, "autocomplete": "off", "spellcheck": "false"}),
    )

    def clean_pairs(self) -> list[Pair]:
        lines = [line.strip() for line in self.cleaned_data["pairs"].splitlines()]
        lines = [line for line in lines if line]
        if len(lines) > MAX_PAIRS:
            raise ValidationError(
                _("There are %(count)d lines; at most %(most)d are checked at once."),
                params={"count": len(lines), "most": MAX_PAIRS},
            )
        return [_pair(line) for line in lines]


def _pair(line: str) -> Pair:
    """A line without a name is a pair with a blank one, which nothing confirms."""
    found = LINE.match(line)
    return (found[1], found[2].strip()) if found else (line, "")
