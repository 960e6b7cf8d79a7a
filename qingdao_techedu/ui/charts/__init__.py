"""Charts as SVG made on the server: counts only, each with its values as a table."""

from .bars import column_chart, horizontal_bars, stacked_columns
from .figure import Chart, Multiples, Series
from .lines import line_chart
from .matrix import dot_matrix
from .multiples import small_multiples

__all__ = [
    "Chart",
    "Multiples",
    "Series",
    "column_chart",
    "dot_matrix",
    "horizontal_bars",
    "line_chart",
    "small_multiples",
    "stacked_columns",
]
