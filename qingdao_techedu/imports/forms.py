"""The field by which a spreadsheet is sent to be looked at before it is taken."""

from __future__ import annotations

from django import forms
from django.utils.translation import gettext_lazy


class SpreadsheetForm(forms.Form):
    """A spreadsheet; ``limits_told`` says how large it may be."""

    limits_told = gettext_lazy("XLSX or CSV (UTF-8, GBK or UTF-16), up to 5 MB and 5,000 rows.")

    file = forms.FileField(
        label=gettext_lazy("File"),
        widget=forms.FileInput(attrs={"accept": ".xlsx,.csv,.txt"}),
    )

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["file"].help_text = self.limits_told
