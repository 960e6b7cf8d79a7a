"""The explorer's form: the filters of the figures, and how they are laid out."""

from __future__ import annotations

from collections.abc import Iterable
from urllib.parse import urlencode

from django.http import QueryDict
from django.utils.translation import gettext_lazy as _
from django_filters import ChoiceFilter

from qingdao_techedu.ui.parameters import values_of

from ..figures.dimensions import DIMENSIONS, Dimension
from ..figures.filters import EnrollmentFilter
from ..figures.models import PublishedFigure
from ..figures.quantities import Quantity, quantities
from .sources import FigureSource
from .tables import table_for

DEFAULTS = {"measure": "enrolled", "rows": "college", "columns": "year"}
LAYOUT = tuple(DEFAULTS)


class ExplorerFilter(EnrollmentFilter):
    """The explorer's form: one quantity, what stands in rows and columns, and the filters."""

    also_allowed: tuple[str, ...] = ("page", "sort")
    carried = ("measure",)

    measure = ChoiceFilter(choices=(), method="unfiltered", label=_("Measure"), empty_label=None)
    rows = ChoiceFilter(
        choices=(), method="unfiltered", label=_("What to compare (rows)"), empty_label=None
    )
    columns = ChoiceFilter(
        choices=(), method="unfiltered", label=_("By what (columns)"), empty_label=None
    )

    def __init__(self, data=None):
        super().__init__(data, queryset=PublishedFigure.objects.public())
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

    def unfiltered(self, figures, name, value):
        return figures

    @property
    def narrowing(self) -> set[str]:
        """The names of the filters that are in effect."""
        return {name for name, _value in self.understood(without=LAYOUT)}

    def source(
        self, quantity: Quantity, *dimensions: Dimension, year: int | None = None
    ) -> FigureSource | None:
        """The public figures that were chosen, to be divided by ``dimensions``; of one ``year``.

        None where no table that is published holds all that is asked.
        """
        asked = self.narrowing | {one.code for one in dimensions}
        table = table_for(quantity, asked)
        return FigureSource(self, quantity, table, year) if table else None

    def query_without(self, name: str) -> str:
        """The choice as a query string, without one of its filters."""
        return urlencode(self.understood(without=[name]))

    def query_of_data(self, measure: str, tables: Iterable[str] = ()) -> str:
        """The choice for a data set of the figures, which has no rows and columns."""
        pairs = [("measure", measure), *(("table", code) for code in tables)]
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
