"""The field by which a spreadsheet is sent to be looked at before it is taken."""

from __future__ import annotations

from django import forms
from django.utils.translation import gettext_lazy


class SpreadsheetForm(forms.Form):
    file = forms.FileField(
        label=gettext_lazy("File"),
        help_text=gettext_lazy("XLSX or CSV, up to 5 MB and 5,000 rows."),
        widget=forms.FileInput(attrs={"accept": ".xlsx,.csv,.txt"}),
    )
