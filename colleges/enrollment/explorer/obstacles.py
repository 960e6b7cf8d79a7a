"""Why a question has no answer as it stands, and the questions nearby that have one."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

from django.utils.translation import gettext as _

from ..figures.dimensions import DIMENSIONS, Dimension
from ..figures.quantities import Quantity
from .tables import table_for

if TYPE_CHECKING:
    from .crosstab import CrossTable
    from .filters import ExplorerFilter


@dataclass(frozen=True)
class Obstacle:
    """Why a question has no answer as it stands, and the questions nearby that have one.

    With ``is_published_otherwise`` the first of them is the nearest, which is answered instead.
    """

    why: Any
    ways_out: list[tuple[Any, str]] = field(default_factory=list)  # words and query
    is_published_otherwise: bool = False

    @property
    def nearest(self) -> str:
        """The query of the question that is answered instead; blank where none is."""
        return self.ways_out[0][1] if self.ways_out and self.is_published_otherwise else ""


def same_twice(filters: ExplorerFilter, quantity: Quantity, dimension: Dimension) -> Obstacle:
    others = [
        one
        for one in DIMENSIONS.values()
        if one is not dimension
        and table_for(quantity, filters.narrowing | {one.code, dimension.code})
    ][:3]
    by, colon = _("By what (columns)"), _(": ")
    return Obstacle(
        _("Rows and columns are both “%(dimension)s”: one of them must be something else.")
        % {"dimension": dimension.label},
        [
            (
                f"{by}{colon}{one.label}",
                filters.query(columns=one.code),
            )
            for one in others
        ],
    )


def years_not_added(filters: ExplorerFilter, quantity: Quantity, years: list[str]) -> Obstacle:
    ways = [(_("Only %(year)s") % {"year": year}, filters.query(year=year)) for year in years]
    return Obstacle(
        _("“%(measure)s” of several years is never added: choose one, or set them side by side.")
        % {"measure": quantity.name},
        [(_("Years as columns"), filters.query(columns="year")), *ways],
    )


def too_wide(filters: ExplorerFilter, table: CrossTable) -> Obstacle:
    swapped = filters.query(rows=table.columns_by.code, columns=table.rows_by.code)
    return Obstacle(
        _("%(count)d columns do not fit on a page.") % {"count": len(table.columns)},
        [
            (_("Swap rows and columns"), swapped),
            (_("Years as columns"), filters.query(columns="year")),
        ],
    )


def nothing_fits(filters: ExplorerFilter) -> Obstacle:
    return Obstacle(
        _("No published figure fits all of these filters together."),
        [
            (
                _("Without %(filter)s: %(values)s")
                % {"filter": facet.label, "values": facet.chosen},
                filters.query_without(facet.name),
            )
            for facet in filters.chosen_facets
        ],
    )
