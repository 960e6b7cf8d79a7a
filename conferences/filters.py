"""Filters of the list of conferences."""

from __future__ import annotations

from django_filters import CharFilter

from colleges.filters import NAME_LABEL
from qingdao_techedu.ui.filters import PublicFilterSet


class ConferenceFilter(PublicFilterSet):
    """Conferences by name."""

    q = CharFilter(method="by_name", label=NAME_LABEL)

    def by_name(self, conferences, name, text):
        return conferences.matching(text)
