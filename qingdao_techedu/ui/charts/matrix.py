"""A dot matrix: every dot stands for so many, and shows to which part they belong."""

from __future__ import annotations

from collections.abc import Sequence

from django.utils.translation import gettext as _

from .figure import Chart, Mark, Series, percent, said
from .plot import STEPS

ACROSS = 20
MAX_DOTS = 200
ROW = 1.5  # em


def dot_matrix(title: str, parts: Sequence[tuple[str, int]], heading: str = "", **chart) -> Chart:
    """Dots in rows of twenty, in the order of the parts. ``parts``: a name and a count each.

    The last dot of a part may stand for less than the others; a part that is not 0 has one.
    """
    unit = per_dot(sum(count for _label, count in parts))
    numbers = [
        number
        for number, (_label, count) in enumerate(parts, start=1)
        for _dot in range(-(-count // unit))
    ]
    marks = [
        Mark(
            "dot",
            percent((place % ACROSS + 0.5) / ACROSS),
            f"{(place // ACROSS + 0.5) * ROW:g}em",
            series=number,
            says=said(*parts[number - 1]),
        )
        for place, number in enumerate(numbers)
    ]
    return Chart(
        title,
        _("; ").join(said(label, count) for label, count in parts),
        "matrix",
        [heading],
        [Series(label, [count]) for label, count in parts],
        marks,
        height=f"{max(-(-len(numbers) // ACROSS), 1) * ROW:g}em",
        note=_("One dot: %(count)s") % {"count": f"{unit:,}"},
        has_legend=True,
        **chart,
    )


def per_dot(total: int) -> int:
    """How many one dot stands for: 1, 2, 2.5 or 5 times a power of ten, for at most 200 dots."""
    magnitude = 1
    while True:
        for factor in STEPS:
            unit = factor * magnitude
            if unit == int(unit) and total <= unit * MAX_DOTS:
                return int(unit)
        magnitude *= 10
