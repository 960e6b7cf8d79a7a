"""Filters of the enrollment figures, the same for the explorer and the data set."""

from __future__ import annotations

from django.db.models import Exists, OuterRef
from django.utils.translation import gettext_lazy as _
from django_filters import MultipleChoiceFilter

from colleges.chains.models import Alignment, Chain
from colleges.models import College, KindSpell, Ownership, Specialty
from qingdao_techedu.facts.models import Division
from qingdao_techedu.ui.filters import PublicFilterSet, RecordsFilter

from .dimensions import chain_code, chain_name
from .models import (
    CityTotal,
    CollegeTotal,
    Measure,
    PublishedEntryRoute,
    PublishedLevel,
    PublishedSex,
    Release,
)


def _colleges_with_figures(request):
    """Asked anew each time: what only a release has whose moment has not come is no choice."""
    figures = CollegeTotal.objects.public().filter(college=OuterRef("pk"))
    return College.objects.published().filter(Exists(figures.order_by()))


def _specialties_with_figures(request):
    figures = CityTotal.objects.public().filter(specialty=OuterRef("pk"))
    return Specialty.objects.filter(Exists(figures.order_by()))


class EnrollmentFilter(PublicFilterSet):
    """Published figures by year, measure, college and what was taught to whom.

    What is told together with others across one of these is nobody's: a filter leaves it out.
    Where levels, routes and sexes are chosen by a code of their own, ``undivided`` chooses it.
    """

    year = MultipleChoiceFilter(
        choices=(), field_name="release__year", distinct=False, label=_("Year")
    )
    measure = RecordsFilter(
        queryset=Measure.objects.all(), to_field_name="code", label=_("Measure")
    )
    college = RecordsFilter(
        queryset=_colleges_with_figures,
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
        queryset=_specialties_with_figures,
        to_field_name="slug",
        label=_("Specialty"),
    )
    level = MultipleChoiceFilter(choices=PublishedLevel.choices, distinct=False, label=_("Level"))
    entry_route = MultipleChoiceFilter(
        choices=PublishedEntryRoute.choices, distinct=False, label=_("Entry route")
    )
    sex = MultipleChoiceFilter(choices=PublishedSex.choices, distinct=False, label=_("Sex"))
    chain = MultipleChoiceFilter(choices=(), method="of_chain", label=_("Industrial chain"))

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        years = Release.objects.current().order_by("-year").values_list("year", flat=True)
        self.filters["year"].extra["choices"] = [(str(year), str(year)) for year in years]
        self.filters["chain"].extra["choices"] = _chain_choices()

    def of_kind(self, figures, name, kinds):
        if not kinds:
            return figures
        spells = KindSpell.objects.filter(kind__in=kinds, valid_until="").order_by()
        return figures.filter(college__in=spells.values("college"))

    def of_chain(self, figures, name, codes):
        if not codes:
            return figures
        chosen = [one.pk for one in _chains() if chain_code(one) in set(codes)]
        specialties = Alignment.objects.filter(chain__in=chosen).order_by()
        return figures.filter(specialty__in=specialties.values("specialty"))


def _chain_choices() -> list[tuple[str, str]]:
    return [(chain_code(one), chain_name(one)) for one in _chains()]


def _chains():
    return Chain.objects.filter(
        Exists(Alignment.objects.filter(chain=OuterRef("pk")))
    ).select_related("scheme")
