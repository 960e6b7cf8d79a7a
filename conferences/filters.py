"""Filters of the list of conferences."""

from __future__ import annotations

from django_filters import CharFilter

from colleges.filters import LONGEST_QUERY, NAME_LABEL
from qingdao_techedu.ui.filters import PublicFilterSet


class ConferenceFilter(PublicFilterSet):
    """Conferences by name."""

    q = CharFilter(method="by_name", label=NAME_LABEL, max_length=LONGEST_QUERY)

    def by_name(self, conferences, name, text):
        return conferences.matching(text)
