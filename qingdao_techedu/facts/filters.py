"""Filters of the reported figures."""

from __future__ import annotations

from django.utils.translation import gettext_lazy as _
from django_filters import MultipleChoiceFilter

from qingdao_techedu.records.provenance import Provenance
from qingdao_techedu.ui.filters import NameFilter, PublicFilterSet, RecordsFilter

from .models import Division, Indicator


class FigureFilter(PublicFilterSet):
    """Reported figures by the name of what they measure, place, indicator and provenance."""

    q = NameFilter()
    place = RecordsFilter(
        queryset=Division.objects.filter(figures__isnull=False).distinct(),
        to_field_name="code",
        label=_("Place"),
    )
    indicator = RecordsFilter(
        queryset=Indicator.objects.filter(figures__isnull=False).distinct().order_by("pinyin"),
        to_field_name="code",
        label=_("Indicator"),
    )
    provenance = MultipleChoiceFilter(
        choices=Provenance.choices, distinct=False, label=_("Provenance")
    )
