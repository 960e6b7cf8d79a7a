"""Questions near one that no published table holds: what became of graduates is told in four."""

from __future__ import annotations

from collections.abc import Iterator
from typing import NamedTuple
from urllib.parse import urlencode

from django.http import QueryDict
from django.utils.translation import gettext as _

from qingdao_techedu.ui.labels import listed

from ..figures.dimensions import DIMENSIONS, Dimension
from ..figures.models.published import Table
from ..figures.quantities import BASE, Quantity
from .filters import LAYOUT, ExplorerFilter
from .obstacles import Obstacle
from .tables import OUTCOME_TABLES
from .titles import named, narrowed_to


class Question(NamedTuple):
    """Rows and columns in one of the tables, and the filters that it knows."""

    rows: str
    columns: str
    filters: frozenset[str]


def published_otherwise(
    filters: ExplorerFilter, quantity: Quantity, rows_by: Dimension, columns_by: Dimension
) -> Obstacle:
    """Why no table holds the question; the nearest that one holds, and others, each in words."""
    asked = Question(rows_by.code, columns_by.code, frozenset(filters.narrowing))
    queries = [_query(filters, one) for one in _nearest_first(asked)]
    ways = _answered(queries)
    same = _answered([filters.query(measure=BASE)])
    return Obstacle(_why(quantity, asked), [*ways, *same], is_published_otherwise=bool(ways))


def _answered(queries: list[str]) -> list[tuple[str, str]]:
    """Questions that have an answer, in words, and their queries."""
    found = []
    for query in queries:
        filters = ExplorerFilter(QueryDict(query))
        filters.form.full_clean()
        quantity = filters.quantities[filters.one("measure")]
        dimensions = [DIMENSIONS[filters.one(name)] for name in ("rows", "columns")]
        source = filters.source(quantity, *dimensions)
        is_over_years = any(one.code == "year" for one in dimensions)
        is_added = is_over_years or not quantity.is_rate or len(filters.chosen("year")) < 2
        if source and is_added and source.count():
            found.append((named(quantity, dimensions, narrowed_to(filters)), query))
    return found


def _why(quantity: Quantity, asked: Question) -> str:
    names = dict.fromkeys((asked.rows, asked.columns, *sorted(asked.filters)))
    parts = [str(DIMENSIONS[name].label) for name in names if name != "year"]
    return _(
        "“%(measure)s” is not published by %(parts)s together: in groups as small as these, it "
        "would tell what became of single graduates. It is published by college, by specialty, by "
        "level and sex, and by entry route and sex."
    ) % {"measure": quantity.name, "parts": listed(parts)}


def dropped(filters: ExplorerFilter, nearest: ExplorerFilter) -> str:
    """The filters that the question answered instead does not have, in words."""
    left = nearest.narrowing
    return _("; ").join(
        f"{facet.label}{_(': ')}{facet.chosen}"
        for facet in filters.chosen_facets
        if facet.name not in left
    )


def _query(filters: ExplorerFilter, question: Question) -> str:
    pairs = [
        (name, value)
        for name, value in filters.understood(without=LAYOUT)
        if name in question.filters
    ]
    layout = {
        "measure": filters.one("measure"),
        "rows": question.rows,
        "columns": question.columns,
    }
    return urlencode([*layout.items(), *pairs])


def _nearest_first(asked: Question) -> list[Question]:
    """What each table can tell of the question: first what keeps its rows, then its columns."""
    found: dict[Question, tuple] = {}
    for knows in OUTCOME_TABLES.values():
        for question in _in_table(knows, asked):
            kept = len(question.filters - {"year"})
            keeps_rows, keeps_columns = (
                question.rows == asked.rows,
                question.columns == asked.columns,
            )
            is_plain = keeps_columns or question.columns == "year"
            found.setdefault(question, (keeps_rows, keeps_columns, kept, is_plain))
    return sorted(found, key=lambda one: found[one], reverse=True)


def _in_table(knows: tuple[str, ...], asked: Question) -> Iterator[Question]:
    """The questions to one table that have most in common with what was asked."""
    filters = asked.filters & set(knows)
    first, *others = (name for name in knows if name != "year")
    rows = asked.rows if asked.rows in knows else None
    columns = asked.columns if asked.columns in knows else None
    if rows and columns and not (rows == "year" and columns == "year"):
        yield Question(rows, columns, filters)
        return
    if rows and rows != "year":
        yield Question(rows, "year", filters)
        if knows in BY_TWO:
            yield Question(rows, next(one for one in (first, *others) if one != rows), filters)
    elif columns and columns != "year":
        yield Question(columns, "year", filters)
    elif narrowed := filters - {"year"}:
        yield Question(first if first in narrowed else min(narrowed), "year", filters)


# Of a college there is one kind and one district: these do not divide its graduates.
BY_TWO = (OUTCOME_TABLES[Table.LEVEL_SEX], OUTCOME_TABLES[Table.ENTRY_ROUTE_SEX])
