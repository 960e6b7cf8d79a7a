"""Filters of the enrollment figures, the same for the page and the data set."""

from __future__ import annotations

from typing import Any
from urllib.parse import urlencode

from django.db.models import Exists, OuterRef
from django.http import QueryDict
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy
from django_filters import ChoiceFilter, MultipleChoiceFilter

from colleges.chains.models import Alignment, Chain
from colleges.models import College, EntryRoute, KindSpell, Level, Ownership, Specialty
from qingdao_techedu.facts.models import Division
from qingdao_techedu.ui.filters import PublicFilterSet, RecordsFilter
from qingdao_techedu.ui.parameters import values_of

from .dimensions import DIMENSIONS, Dimension, chain_code, chain_name
from .models import CityTotal, CollegeTotal, Measure, Observation, Release
from .quantities import quantities

DEFAULTS = {"measure": "enrolled", "rows": "college", "columns": "year"}
LAYOUT = tuple(DEFAULTS)
# What can be asked of the sums that stand ready, by the names of filters and dimensions; the first
# that knows all that is asked for answers.
SUMMED: dict[Any, set[str]] = {
    CityTotal: {"year", "specialty", "level", "entry_route", "sex", "chain"},
    CollegeTotal: {"year", "college", "kind", "ownership", "district"},
}


def _colleges_with_figures(request):
    """Asked anew each time: what only a release has whose moment has not come is no choice."""
    figures = CollegeTotal.objects.public().filter(college=OuterRef("pk"))
    return College.objects.published().filter(Exists(figures.order_by()))


def _specialties_with_figures(request):
    figures = CityTotal.objects.public().filter(specialty=OuterRef("pk"))
    return Specialty.objects.filter(Exists(figures.order_by()))


class EnrollmentFilter(PublicFilterSet):
    """Observations by year, measure, college and what was taught to whom."""

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
    level = MultipleChoiceFilter(choices=Level.choices, distinct=False, label=_("Level"))
    entry_route = MultipleChoiceFilter(
        choices=EntryRoute.choices, distinct=False, label=_("Entry route")
    )
    sex = MultipleChoiceFilter(choices=Observation.Sex.choices, distinct=False, label=_("Sex"))
    chain = MultipleChoiceFilter(choices=(), method="of_chain", label=_("Industrial chain"))

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        years = Release.objects.current().order_by("-year").values_list("year", flat=True)
        self.filters["year"].extra["choices"] = [(str(year), str(year)) for year in years]
        self.filters["chain"].extra["choices"] = _chain_choices()

    def of_kind(self, observations, name, kinds):
        if not kinds:
            return observations
        spells = KindSpell.objects.filter(kind__in=kinds, valid_until="").order_by()
        return observations.filter(college__in=spells.values("college"))

    def of_chain(self, observations, name, codes):
        if not codes:
            return observations
        chosen = [one.pk for one in _chains() if chain_code(one) in set(codes)]
        specialties = Alignment.objects.filter(chain__in=chosen).order_by()
        return observations.filter(specialty__in=specialties.values("specialty"))


class ExplorerFilter(EnrollmentFilter):
    """The explorer's form: one quantity, what stands in rows and columns, and the filters."""

    also_allowed: tuple[str, ...] = ("page", "sort")
    carried = ("measure",)

    measure = ChoiceFilter(choices=(), method="unfiltered", label=_("Measure"), empty_label=None)
    rows = ChoiceFilter(
        choices=(),
        method="unfiltered",
        label=pgettext_lazy("layout of a table", "Rows"),
        empty_label=None,
    )
    columns = ChoiceFilter(
        choices=(),
        method="unfiltered",
        label=pgettext_lazy("layout of a table", "Columns"),
        empty_label=None,
    )

    def __init__(self, data=None):
        super().__init__(data, queryset=Observation.objects.public())
        self.data = _with_defaults(self.data)
        self.quantities = quantities()
        dimensions = [(code, one.label) for code, one in DIMENSIONS.items()]
        choices = {
            "measure": [(code, _plain(one.name)) for code, one in self.quantities.items()],
            "rows": dimensions,
            "columns": dimensions,
        }
        for name, pairs in choices.items():
            self.filters[name].extra["choices"] = pairs

    def unfiltered(self, observations, name, value):
        return observations

    def figures(self, *dimensions: Dimension, year: int | None = None):
        """The public figures that were chosen, to be divided by ``dimensions``; of one ``year``.

        Sums that stand ready where they tell enough, the single observations where not.
        """
        chosen = {name for name, _value in self.understood(without=LAYOUT)}
        asked = chosen | {dimension.code for dimension in dimensions}
        model: Any = next((one for one, knows in SUMMED.items() if asked <= knows), Observation)
        found = self.filter_queryset(model.objects.public())
        return found if year is None else found.filter(release__year=year)

    def query_without(self, name: str) -> str:
        """The choice as a query string, without one of its filters."""
        return urlencode(self.understood(without=[name]))

    def query_of_leaves(self, measures: list[str]) -> str:
        """The choice for the data set of the figures, which has no rows and columns."""
        pairs = [("measure", code) for code in measures]
        return urlencode([*self.understood(without=[*LAYOUT, "chain"]), *pairs])

    def one(self, name: str) -> str:
        """The value of a parameter of which there is one, or its default where it is no good."""
        return (self.chosen(name) or [DEFAULTS[name]])[-1]

    def newest_year(self) -> int | None:
        """The newest year that has a public release."""
        years = self.filters["year"].extra["choices"]
        return int(years[0][0]) if years else None

    def chosen(self, name: str) -> list[str]:
        """The values of a parameter that were understood, as they stand in an address."""
        return [value for parameter, value in self.understood() if parameter == name]


def _chain_choices() -> list[tuple[str, str]]:
    return [(chain_code(one), chain_name(one)) for one in _chains()]


def _plain(name) -> str:
    """A name without its language: choices are copied, and plain text is what can be."""
    return "".join(str(name))


def _with_defaults(data) -> QueryDict:
    """The parameters, with the first thing that most people want to see."""
    given = QueryDict(mutable=True)
    for name in data:
        given.setlist(name, values_of(data, name))
    for name, value in DEFAULTS.items():
        if not given.get(name):
            given[name] = value
    return given


def _chains():
    return Chain.objects.filter(
        Exists(Alignment.objects.filter(chain=OuterRef("pk")))
    ).select_related("scheme")
