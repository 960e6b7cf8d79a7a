"""Filters of the lists of chains."""

from __future__ import annotations

from django.utils.translation import gettext_lazy as _
from django_filters import MultipleChoiceFilter

from qingdao_techedu.ui.filters import NameFilter, PublicFilterSet, RecordsFilter

from .models import Chain, ChainScheme


class ChainFilter(PublicFilterSet):
    """The chains of one scheme by name and group."""

    q = NameFilter()
    group = MultipleChoiceFilter(choices=Chain.Group.choices, distinct=False, label=_("Group"))


class ChainOfAnySchemeFilter(ChainFilter):
    """Chains of all schemes: the data set's filters."""

    scheme = RecordsFilter(
        queryset=ChainScheme.objects.all(),
        to_field_name="code",
        label=_("Scheme"),
    )
