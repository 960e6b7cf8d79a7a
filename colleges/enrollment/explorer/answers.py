"""A question to the figures, and its answer: a table, or why there is none and the way out."""

from __future__ import annotations

from dataclasses import dataclass, field, replace

from django.http import QueryDict
from django.utils.translation import gettext as _

from qingdao_techedu.ui.labels import listed
from qingdao_techedu.ui.parameters import Problem, once

from ..figures.dimensions import DIMENSIONS, Dimension
from ..figures.quantities import Quantity
from .crosstab import CrossTable, PageOf, may_be_added, table_of
from .filters import ExplorerFilter
from .nearby import published_otherwise
from .obstacles import Obstacle, nothing_fits, same_twice, too_wide, years_not_added
from .sources import FigureSource
from .undivided import about, words_of_left_out

MAX_COLUMNS = 40


@dataclass(frozen=True)
class Answer:
    """What a question leads to: a table, or the obstacle.

    ``notes`` say what was assumed, ``about`` of whom the table tells nothing by themselves.
    """

    quantity: Quantity
    rows_by: Dimension
    columns_by: Dimension
    table: CrossTable | None = None
    obstacle: Obstacle | None = None
    notes: list[str] = field(default_factory=list)
    about: list[str] = field(default_factory=list)
    source: FigureSource | None = None
    leaves_out: bool = False  # people who may have been chosen and are told together with others


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
        return Answer(*asked, obstacle=same_twice(filters, *asked[:2]))
    source = filters.source(*asked)
    if source is None:
        return Answer(*asked, obstacle=published_otherwise(filters, *asked))
    notes = []
    if "year" not in (rows_by.code, columns_by.code):
        years = sorted(filters.chosen("year"), reverse=True)
        if len(years) > 1 and (quantity.is_stock or quantity.is_rate):
            return Answer(*asked, obstacle=years_not_added(filters, quantity, years))
        if len(years) > 1:
            notes.append(_("Sum over the years %(years)s.") % {"years": listed(sorted(years))})
        if not years:
            newest = filters.newest_year()
            source = replace(source, year=newest)
            notes.append(
                _("Year %(year)s, the newest; choose others under “Change the question”.")
                % {"year": newest}
            )
    sort = once(filters.given, SORT) or ""
    table = table_of(source, rows_by, columns_by, sort=sort, page_of=page_of)
    if not table.rows:
        return Answer(*asked, obstacle=nothing_fits(filters))
    if len(table.columns) > MAX_COLUMNS:
        return Answer(*asked, obstacle=too_wide(filters, table))
    if not may_be_added(quantity, rows_by):
        notes.append(_not_added(rows_by))
    left_out = words_of_left_out(source)
    told = about(source, table, left_out)
    return Answer(
        *asked,
        table=table,
        notes=notes,
        about=told,
        source=source,
        leaves_out=bool(left_out),
    )


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
