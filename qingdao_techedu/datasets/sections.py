"""The data sets among the sections of the public site."""

from __future__ import annotations

from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from qingdao_techedu.ui.discretion import is_quiet
from qingdao_techedu.ui.sections import Section

from .registry import registered


def _places() -> list[tuple[str, str]]:
    """The page of each data set that search engines may show."""
    codes = (code for code in registered() if not is_quiet(reverse("data_set", args=[code])))
    return [("data_set", code) for code in codes]


DATA = Section("data_catalog", _("Data"), _("Every table of the portal as a file."), places=_places)
