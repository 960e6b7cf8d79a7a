"""Filters of the enrollment figures, the same for the page and the data set."""

from __future__ import annotations

from django.db.models import Exists, OuterRef
from django.utils.translation import gettext_lazy as _
from django_filters import MultipleChoiceFilter

from colleges.models import College, EntryRoute, KindSpell, Level, Ownership, Specialty
from qingdao_techedu.facts.models import Division
from qingdao_techedu.ui.filters import PublicFilterSet, RecordsFilter

from .models import Measure, Observation, Release


def _with_figures(records, field: str):
    """Only those of ``records`` that some observation is about."""
    return records.filter(Exists(Observation.objects.filter(**{field: OuterRef("pk")})))


class EnrollmentFilter(PublicFilterSet):
    """Observations by year, measure, college and what was taught to whom."""

    year = MultipleChoiceFilter(
        choices=(), field_name="release__year", distinct=False, label=_("Year")
    )
    measure = RecordsFilter(
        queryset=Measure.objects.all(), to_field_name="code", label=_("Measure")
    )
    college = RecordsFilter(
        queryset=_with_figures(College.objects.published(), "college"),
        to_field_name="code",
        label=_("College"),
    )
    kind = MultipleChoiceFilter(
        choices=KindSpell.Kind.choices, method="of_kind", label=_("Kind of college")
    )
    ownership = MultipleChoiceFilter(
        choices=Ownership.choices,
        field_name="college__ownership",
        distinct=False,
        label=_("Ownership"),
    )
    district = RecordsFilter(
        queryset=Division.objects.districts(),
        field_name="college__district",
        to_field_name="code",
        label=_("District"),
    )
    specialty = RecordsFilter(
        queryset=_with_figures(Specialty.objects.all(), "specialty"),
        to_field_name="slug",
        label=_("Specialty"),
    )
    level = MultipleChoiceFilter(choices=Level.choices, distinct=False, label=_("Level"))
    entry_route = MultipleChoiceFilter(
        choices=EntryRoute.choices, distinct=False, label=_("Entry route")
    )
    sex = MultipleChoiceFilter(choices=Observation.Sex.choices, distinct=False, label=_("Sex"))

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        years = Release.objects.current().order_by("-year").values_list("year", flat=True)
        self.filters["year"].extra["choices"] = [(str(year), str(year)) for year in years]

    def of_kind(self, observations, name, kinds):
        if not kinds:
            return observations
        spells = KindSpell.objects.filter(kind__in=kinds, valid_until="").order_by()
        return observations.filter(college__in=spells.values("college"))


class EnrollmentPageFilter(EnrollmentFilter):
    """The page shows one measure at a time and offers the others above its form."""

    carried = ("measure",)
