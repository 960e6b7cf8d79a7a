"""What a table can be of: a measure, or a rate of two measures."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from django.utils.translation import gettext_lazy as _

from .models import Measure, Observation
from .queries import OUTCOMES


@dataclass(frozen=True)
class Cell:
    """A sum of published figures. ``missing`` of them have no value.

    ``symbol`` stands where there is no sum. Of a rate, ``value`` is the sum of the numerators and
    ``base`` that of the denominators, of people of whom both are published. ``is_joined`` where
    some people that it is about are told together with others, and are not in the sum.
    """

    value: int | None = None
    missing: int = 0
    symbol: str = ""
    base: int | None = None
    is_joined: bool = False

    @property
    def is_partial(self) -> bool:
        """Whether the sum leaves something out."""
        return self.missing > 0 or self.is_joined

    @property
    def is_unknown(self) -> bool:
        """Figures exist, and none of them has a value."""
        return self.value is None and self.missing > 0

    @property
    def is_reported(self) -> bool:
        return self.value is not None or self.is_partial

    @property
    def share(self) -> float | None:
        """A rate in per cent; None where there is nobody to divide by."""
        if self.value is None or not self.base:
            return None
        return 100 * self.value / self.base


@dataclass(frozen=True)
class Quantity:
    """A measure, or the rate ``measure`` of ``base``. ``code`` stands in addresses."""

    code: str
    name: Any
    definition: Any
    measure: Measure
    base: Measure | None = None

    @property
    def is_rate(self) -> bool:
        return self.base is not None

    @property
    def is_stock(self) -> bool:
        return self.measure.kind == Measure.Kind.STOCK

    @property
    def unit(self) -> str:
        return "%" if self.is_rate else str(self.measure.get_unit_display())

    @property
    def is_outcome(self) -> bool:
        """Whether it tells what became of graduates, as tables of sums do alone."""
        return self.measure.code in OUTCOMES

    def cells(self, figures, fields: list[str]) -> dict[tuple, Cell]:
        """Sums of figures, or of their subtotals, by the values of some of their fields.

        Each figure counts once in its group; with no field there is one group, if there is any
        figure. Rates are made in ``explorer.rates``.
        """
        found = figures.filter(measure=self.measure).order_by()
        sums = found.as_cells()
        if fields:
            rows = list(found.values(*fields).annotate(**sums))
        else:
            rows = [row for row in [found.aggregate(**sums)] if row["cell_all"]]
        # A blank code says as little as none at all.
        return {tuple(row[name] or None for name in fields): _cell(row) for row in rows}


def _cell(row: dict[str, Any]) -> Cell:
    is_one_symbol = row["cell_least"] == row["cell_most"]
    symbol = row["cell_most"] if is_one_symbol else Observation.Symbol.NOT_AVAILABLE
    return Cell(
        row["cell_sum"],
        row["cell_gaps"],
        str(symbol or "") if row["cell_sum"] is None and row["cell_gaps"] else "",
    )


def quantities() -> dict[str, Quantity]:
    """Every measure and every rate, by code, in the order in which they are offered."""
    measures = {measure.code: measure for measure in Measure.objects.all()}
    found = {
        code: Quantity(code, measure.name, measure.definition, measure)
        for code, measure in measures.items()
    }
    for code, (name, part, definition) in RATES.items():
        if part in measures and BASE in measures:
            found[code] = Quantity(code, name, definition, measures[part], measures[BASE])
    return found


BASE = "graduates"
RATES = {
    "employment-rate": (
        _("Employment rate"),
        "employed",
        _(
            "Employed graduates divided by graduates of the same year, over the groups of whom "
            "both are published."
        ),
    ),
    "further-study-rate": (
        _("Further study rate"),
        "further-study",
        _(
            "Graduates in further study divided by graduates of the same year, over the groups of "
            "whom both are published."
        ),
    ),
}
