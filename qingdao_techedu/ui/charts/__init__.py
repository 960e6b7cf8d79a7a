"""Charts as SVG made on the server: counts and rates, each with its values as a table."""

from .bars import column_chart, stacked_columns
from .figure import Chart, Multiples, Series
from .lines import line_chart
from .multiples import small_multiples
from .rows import dot_rows, horizontal_bars, stacked_bars
from .share import share_bar

__all__ = [
    "Chart",
    "Multiples",
    "Series",
    "column_chart",
    "dot_rows",
    "horizontal_bars",
    "line_chart",
    "share_bar",
    "small_multiples",
    "stacked_bars",
    "stacked_columns",
]
