"""Filters of the list of conferences."""

from __future__ import annotations

from qingdao_techedu.ui.filters import NameFilter, PublicFilterSet


class ConferenceFilter(PublicFilterSet):
    """Conferences by name."""

    q = NameFilter()
