"""A question to the figures, and its answer: a table, or why there is none and the way out."""

from __future__ import annotations

from dataclasses import dataclass, field
from functools import partial
from typing import Any

from django.http import QueryDict
from django.utils.translation import gettext as _

from qingdao_techedu.ui.labels import listed
from qingdao_techedu.ui.parameters import Problem, once

from ..figures.dimensions import DIMENSIONS, Dimension
from ..figures.quantities import Quantity
from .crosstab import CrossTable, PageOf, may_be_added, table_of
from .filters import ExplorerFilter

MAX_COLUMNS = 40


@dataclass(frozen=True)
class Obstacle:
    """Why a question has no answer as it stands, and the questions nearby that have one."""

    why: Any
    ways_out: list[tuple[Any, str]] = field(default_factory=list)  # words and query


@dataclass(frozen=True)
class Answer:
    """What a question leads to: a table, or the obstacle; ``notes`` say what was assumed."""

    quantity: Quantity
    rows_by: Dimension
    columns_by: Dimension
    table: CrossTable | None = None
    obstacle: Obstacle | None = None
    notes: list[str] = field(default_factory=list)


SORT = "sort"


def asked(parameters: QueryDict, also_allowed: tuple[str, ...] = ("page", SORT)) -> ExplorerFilter:
    """The question that the parameters of an address put."""
    filters = ExplorerFilter(parameters)
    filters.also_allowed = also_allowed
    return filters


def not_sortable(filters: ExplorerFilter, table: CrossTable) -> list[Problem]:
    """The order that was asked for, where the table has no such column."""
    allowed = [*(head.code for head in table.columns if head.code), "total"]
    sort = once(filters.given, SORT)
    return [] if sort is None or sort in allowed else [Problem(SORT, sort, allowed)]


def answer(filters: ExplorerFilter, page_of: PageOf | None = None) -> Answer:
    """The table that the form asks for, or a page of it, or why there is none and what to drop."""
    filters.form.full_clean()
    asked = (
        filters.quantities[filters.one("measure")],
        DIMENSIONS[filters.one("rows")],
        DIMENSIONS[filters.one("columns")],
    )
    quantity, rows_by, columns_by = asked
    if rows_by is columns_by:
        return Answer(*asked, obstacle=_same_twice(filters, rows_by))
    figures, notes = filters.figures, []
    if "year" not in (rows_by.code, columns_by.code):
        years = sorted(filters.chosen("year"), reverse=True)
        if len(years) > 1 and (quantity.is_stock or quantity.is_rate):
            return Answer(*asked, obstacle=_years_not_added(filters, quantity, years))
        if len(years) > 1:
            notes.append(_("Sum over the years %(years)s.") % {"years": listed(sorted(years))})
        if not years:
            newest = filters.newest_year()
            figures = partial(filters.figures, year=newest)
            notes.append(
                _("Year %(year)s, the newest; choose others under “Change the question”.")
                % {"year": newest}
            )
    table = table_of(figures, *asked, sort=once(filters.given, SORT) or "", page_of=page_of)
    if not table.rows:
        return Answer(*asked, obstacle=_nothing_fits(filters))
    if len(table.columns) > MAX_COLUMNS:
        return Answer(*asked, obstacle=_too_wide(filters, table))
    if not may_be_added(quantity, rows_by):
        notes.append(_not_added(rows_by))
    return Answer(*asked, table=table, notes=notes)


def years_of(filters: ExplorerFilter, found: Answer) -> list[int]:
    """The years of which an answer's figures are."""
    if found.table is None:
        return []
    if found.table.years:
        return found.table.years
    return [int(year) for year in filters.chosen("year")] or [filters.newest_year() or 0]


def _not_added(dimension: Dimension) -> str:
    if dimension.code == "year":
        return _("Students enrolled are counted on a day: years are not added to each other.")
    return _("A specialty may serve several chains, so that chains are not added to each other.")


def _same_twice(filters: ExplorerFilter, dimension: Dimension) -> Obstacle:
    others = [one for one in DIMENSIONS.values() if one is not dimension][:3]
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


def _years_not_added(filters: ExplorerFilter, quantity: Quantity, years: list[str]) -> Obstacle:
    ways = [(_("Only %(year)s") % {"year": year}, filters.query(year=year)) for year in years]
    return Obstacle(
        _("“%(measure)s” of several years is never added: choose one, or set them side by side.")
        % {"measure": quantity.name},
        [(_("Years as columns"), filters.query(columns="year")), *ways],
    )


def _too_wide(filters: ExplorerFilter, table: CrossTable) -> Obstacle:
    swapped = filters.query(rows=table.columns_by.code, columns=table.rows_by.code)
    return Obstacle(
        _("%(count)d columns do not fit on a page.") % {"count": len(table.columns)},
        [
            (_("Swap rows and columns"), swapped),
            (_("Years as columns"), filters.query(columns="year")),
        ],
    )


def _nothing_fits(filters: ExplorerFilter) -> Obstacle:
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
