"""Filters of the data sets: by the codes under which figures are published."""

from __future__ import annotations

from dataclasses import dataclass

from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django_filters import CharFilter, MultipleChoiceFilter

from qingdao_techedu.ui.filters import RecordsFilter
from qingdao_techedu.ui.parameters import Problem

from .columns import GROUP_LABEL
from .filters import EnrollmentFilter
from .models import Measure
from .models.published import Table
from .queries import OUTCOMES
from .wide import counts

LONGEST_GROUP = 200  # characters


@dataclass(frozen=True)
class ToldElsewhere(Problem):
    """A measure that another data set has."""

    dataset: str = ""

    def __str__(self) -> str:
        return _(
            "“%(value)s” is not in this data set but in “%(dataset)s”: %(address)s. Allowed here: "
            "%(allowed)s."
        ) % {
            "value": self.value,
            "dataset": self.dataset,
            "address": reverse("data_set", args=[self.dataset]),
            "allowed": ", ".join(self.allowed),
        }


class PublishedFilter(EnrollmentFilter):
    """The filters of a data set, which leads to the one that has another measure."""

    other = ""  # the data set that has the other measures

    def _problem(self, name: str) -> Problem:
        problem = super()._problem(name)
        measures = Measure.objects.filter(code__in=problem.value.split(", "))
        if name != "measure" or not self.other or not measures.exists():
            return problem
        return ToldElsewhere(name, problem.value, problem.allowed, dataset=self.other)


class LeafFilter(PublishedFilter):
    """Counts by leaf."""

    other = "enrollment-outcomes"
    measure = RecordsFilter(
        queryset=lambda _request: counts(), to_field_name="code", label=gettext_lazy("Measure")
    )


def _told_in_sums(_request):
    return Measure.objects.filter(code__in=("graduates", *OUTCOMES))


class SumsFilter(PublishedFilter):
    """Sums of outcomes, in the tables that they stand in."""

    other = "enrollment"
    table = MultipleChoiceFilter(choices=Table.choices, distinct=False, label=gettext_lazy("Table"))
    measure = RecordsFilter(
        queryset=_told_in_sums, to_field_name="code", label=gettext_lazy("Measure")
    )


class GroupsFilter(PublishedFilter):
    """Members of groups that are told together."""

    table = MultipleChoiceFilter(choices=Table.choices, distinct=False, label=gettext_lazy("Table"))
    group = CharFilter(max_length=LONGEST_GROUP, label=GROUP_LABEL)
