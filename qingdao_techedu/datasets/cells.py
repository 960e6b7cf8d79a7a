"""What stands in the cells of a data set's rows, as the database yields them.

A blank text is no value: every format writes none where a column has neither.
"""

from __future__ import annotations

from collections.abc import Iterator
from decimal import Decimal
from typing import TYPE_CHECKING, Any

from django.db.models import Case, CharField, Expression, F, Value, When
from django.db.models.functions import NullIf
from django.db.models.lookups import Exact
from django.utils import translation

from .registry import TEXT, Column

if TYPE_CHECKING:
    from .query import Query

ROWS_A_PIECE = 2_000
FORMULA_STARTS = ("=", "+", "-", "@", "\t", "\r")


def rows(query: Query, limit: int | None = None) -> Iterator[tuple[Any, ...]]:
    """The rows of a query, or the first of them, each a typed value or None a column."""
    expressions = typed(query)
    found = query.queryset.values_list(*expressions.values())
    if limit is not None:
        return map(tuple, found[:limit])
    return map(tuple, found.iterator(chunk_size=ROWS_A_PIECE))


def typed(query: Query) -> dict[str, Expression]:
    """Each column as an expression that yields its value, or null where there is none."""
    with translation.override(query.language):
        return {column.name: _value_of(column) for column in query.columns}


def _value_of(column: Column) -> Any:
    source = F(column.path) if isinstance(column.path, str) else column.path
    if column.spoken and column.codes:
        labels = [
            When(Exact(source, Value(code)), then=Value(str(label)))
            for code, label in column.codes.choices
        ]
        return Case(*labels, output_field=CharField())
    if column.type == TEXT:
        return NullIf(source, Value(""), output_field=CharField())
    return source


def without_formula(cell: Any) -> Any:
    """Text that a spreadsheet would take for a formula gets a leading apostrophe."""
    if isinstance(cell, str) and cell.startswith(FORMULA_STARTS):
        return f"'{cell}"
    return cell


def without_idle_zeros(cell: Decimal | None) -> str:
    """A decimal as it is spoken: ``43900.0000`` → ``43900``, ``35.7600`` → ``35.76``."""
    return "" if cell is None else format(cell.normalize(), "f")
