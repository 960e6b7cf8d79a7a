"""Filters of the lists of chains."""

from __future__ import annotations

from django.utils.translation import gettext_lazy as _
from django_filters import CharFilter, MultipleChoiceFilter

from colleges.filters import LONGEST_QUERY, NAME_LABEL
from qingdao_techedu.ui.filters import PublicFilterSet, RecordsFilter

from .models import Chain, ChainScheme


class ChainFilter(PublicFilterSet):
    """The chains of one scheme by name and group."""

    q = CharFilter(method="by_name", label=NAME_LABEL, max_length=LONGEST_QUERY)
    group = MultipleChoiceFilter(choices=Chain.Group.choices, distinct=False, label=_("Group"))

    def by_name(self, chains, name, text):
        return chains.matching(text)


class ChainOfAnySchemeFilter(ChainFilter):
    """Chains of all schemes: the data set's filters."""

    scheme = RecordsFilter(
        queryset=ChainScheme.objects.all(),
        to_field_name="code",
        label=_("Scheme"),
    )
