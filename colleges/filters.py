"""Filters of the lists of colleges and specialties, shared by their pages and data sets."""

from __future__ import annotations

from django.utils.translation import gettext_lazy as _
from django_filters import MultipleChoiceFilter

from qingdao_techedu.facts.models import Division
from qingdao_techedu.ui.filters import NameFilter, PublicFilterSet, RecordsFilter

from .models import KindSpell, Level, Offering, Ownership, Specialty, SpecialtyCategory


class CollegeFilter(PublicFilterSet):
    """Colleges by name, place, kind, ownership and what they teach."""

    q = NameFilter()
    district = RecordsFilter(
        queryset=Division.objects.districts(),
        to_field_name="code",
        label=_("District"),
    )
    kind = MultipleChoiceFilter(choices=KindSpell.Kind.choices, distinct=False, label=_("Kind"))
    ownership = MultipleChoiceFilter(
        choices=Ownership.choices, distinct=False, label=_("Ownership")
    )
    specialty = RecordsFilter(
        queryset=Specialty.objects.all(),
        to_field_name="slug",
        method="with_the_offering",
        label=_("Specialty"),
    )
    level = MultipleChoiceFilter(
        choices=Level.choices, method="with_the_offering", label=_("Level")
    )

    def with_the_offering(self, colleges, name, value):
        """Specialty and level are asked together: of one offering, not of two."""
        return colleges

    def filter_queryset(self, queryset):
        colleges = super().filter_queryset(queryset)
        asked = {
            f"{name}__in": list(chosen)
            for name in ("specialty", "level")
            if (chosen := self.form.cleaned_data.get(name))
        }
        if asked:
            offerings = Offering.objects.filter(valid_until="", **asked)
            colleges = colleges.filter(pk__in=offerings.values("college"))
        return colleges


class SpecialtyFilter(PublicFilterSet):
    """Specialties by name, category and the level at which they are taught."""

    q = NameFilter()
    category = RecordsFilter(
        queryset=SpecialtyCategory.objects.all(),
        to_field_name="code",
        label=_("Category"),
    )
    level = MultipleChoiceFilter(choices=Level.choices, method="taught_at_level", label=_("Level"))

    def taught_at_level(self, specialties, name, levels):
        if not levels:
            return specialties
        offerings = Offering.objects.public().filter(level__in=levels).order_by()
        return specialties.filter(pk__in=offerings.values("specialty"))
