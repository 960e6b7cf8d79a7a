"""Small charts side by side, drawn to one scale so that they can be compared."""

from __future__ import annotations

from collections.abc import Sequence

from .bars import column_chart
from .figure import Multiples, Series
from .plot import largest_of


def small_multiples(
    title: str, labels: Sequence[str], series: Sequence[Series], **multiples
) -> Multiples:
    """A small chart of columns for each series."""
    top = max(largest_of(series), 1)
    charts = [column_chart(one.label, labels, one, top=top, table_is_beside=True) for one in series]
    return Multiples(title, charts, **multiples)
