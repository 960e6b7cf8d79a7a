import django_filters
from django.utils.translation import gettext_lazy as _

from qingdao_techedu.facts.models import Division
from qingdao_techedu.ui.filters import PublicFilterSet

from .models import *


class CollegeFilter(PublicFilterSet):
    q = django_filters.CharFilter(method="m", label=_("Name"))
    district = django_filters.ModelMultipleChoiceFilter(
        queryset=Division.objects.districts(), to_field_name="code", label=_("District")
    )
    ownership = django_filters.MultipleChoiceFilter(choices=Ownership.choices, label=_("Ownership"))
    specialty = django_filters.ModelMultipleChoiceFilter(
        field_name="offerings__specialty",
        queryset=Specialty.objects.all(),
        to_field_name="slug",
        label=_("Specialty"),
    )

    def m(self, qs, n, v):
        return qs.matching(v)


class SpecialtyFilter(PublicFilterSet):
    q = django_filters.CharFilter(method="m", label=_("Name"))

    def m(self, qs, n, v):
        return qs.matching(v)
