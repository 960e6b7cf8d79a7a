"""Lines over time, each with a mark and a dash of its own."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import pairwise

from .figure import Chart, Mark, Series, in_words, said
from .plot import Plot, largest_of

CLOSE = 0.09  # of the height: values nearer than this would cover each other


def line_chart(title: str, labels: Sequence[str], series: Sequence[Series], **chart) -> Chart:
    """A line a series. A gap in the figures is a gap in the line."""
    plot = Plot.of(labels, largest_of(series), blank=0.5)
    marks = [*plot.grid(), plot.axis()]
    for number, one in enumerate(series, start=1):
        marks += _line(plot, labels, one, number)
    marks += _latest_values(plot, series)
    marks += [*plot.labels(labels), *plot.ticks()]
    return Chart(
        title,
        in_words(labels, series),
        "lines",
        list(labels),
        list(series),
        marks,
        has_legend=True,
        **chart,
    )


def _line(plot: Plot, labels: Sequence[str], one: Series, number: int) -> list[Mark]:
    places = [
        (plot.x(place), plot.y(value), said(label, one.label, value)) if value is not None else None
        for place, (label, value) in enumerate(zip(labels, one.values, strict=True))
    ]
    lines = [
        Mark("line", here[0], here[1], x2=there[0], y2=there[1], series=number)
        for here, there in pairwise(places)
        if here and there
    ]
    dots = [Mark("dot", x, y, series=number, says=says) for x, y, says in filter(None, places)]
    return [*lines, *dots]


def _latest_values(plot: Plot, series: Sequence[Series]) -> list[Mark]:
    """The latest value of each line, above its point; of two that are close the lower one below.

    A third one there would not be legible: it is in the table.
    """
    ends = sorted(filter(None, map(_latest, series)), reverse=True)
    room = plot.top * CLOSE
    # The lowest value so far that stands above its point, and the lowest that stands below.
    above = below = plot.top * 2.0
    marks: list[Mark] = []
    for value, place in ends:
        if min(above, below - room) - value > room:
            role, above = "value", value
        elif below - value > room:
            role, below = "value below", value
        else:
            continue
        text = f"{value:,}"
        marks.append(Mark("text", plot.x(place), plot.y(value), text=text, role=role))
    return marks


def _latest(one: Series) -> tuple[float, int] | None:
    """The latest known value and its place."""
    known = [(value, place) for place, value in enumerate(one.values) if value is not None]
    return known[-1] if known else None
