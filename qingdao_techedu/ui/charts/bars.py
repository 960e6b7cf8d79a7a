"""Columns and stacked columns, which begin at 0."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from math import ceil

from .figure import REST, Chart, Margin, Mark, Series, in_words, legend_of, numbered, said
from .plot import Plot, largest_of

MAX_VALUES = 8  # columns that have room for their values above them
WIDE = 0.66  # of a column's slot


def column_chart(
    title: str,
    labels: Sequence[str],
    series: Series,
    *,
    top: int = 0,
    provisional: Collection[str] = (),
    **chart,
) -> Chart:
    """A column a label. ``top`` is the largest value of all where several charts share a scale."""
    # Where every column tells its value, a grid would only repeat it.
    tells_all = len(labels) <= MAX_VALUES
    plot = Plot.of(labels, max(top, largest_of([series])), has_grid=not tells_all)
    ends = {0, len(labels) - 1}
    told = ends if top or not tells_all else set(range(len(labels)))
    marks = [] if tells_all else plot.grid()
    for place, (label, value) in enumerate(zip(labels, series.values, strict=True)):
        if value is not None:
            says = said(label, series.label, series.written(value))
            number = REST if series.is_rest else 1
            marks.append(_column(plot, place, 0, value, number, says, label in provisional))
        if place in told or value is None:
            role = "value" if place in ends else "value between"
            y = plot.y(value or 0)
            marks.append(Mark("text", plot.x(place), y, text=series.written(value), role=role))
    marks += [plot.axis(), *plot.labels(labels)]
    return Chart(
        title,
        in_words(labels, [series]),
        "columns",
        list(labels),
        [series],
        marks,
        left=Margin() if tells_all else plot.ticks(),
        provisional=provisional,
        **chart,
    )


def stacked_columns(
    title: str,
    labels: Sequence[str],
    series: Sequence[Series],
    *,
    provisional: Collection[str] = (),
    **chart,
) -> Chart:
    """A column a label, each made of one part a series, the first at the bottom.

    A dash above a column says that a part of it is not known: it would be higher.
    """
    totals = [ceil(sum(one.values[place] or 0 for one in series)) for place in range(len(labels))]
    plot = Plot.of(labels, max(totals, default=0))
    marks = plot.grid()
    for place, label in enumerate(labels):
        below = 0.0
        for number, one in numbered(series):
            if value := one.values[place]:
                says = said(label, one.label, one.written(value))
                is_open = label in provisional
                marks.append(_column(plot, place, below, value, number, says, is_open))
                below += value
        if any(one.values[place] is None for one in series):
            marks.append(Mark("text", plot.x(place), plot.y(below), text="–", role="value"))
    marks += [plot.axis(), *plot.labels(labels)]
    return Chart(
        title,
        in_words(labels, series),
        "columns",
        list(labels),
        list(series),
        marks,
        left=plot.ticks(),
        provisional=provisional,
        legend=legend_of(series),
        **chart,
    )


def _column(
    plot: Plot, place: int, below: float, value: float, series: int, says: str, is_provisional: bool
) -> Mark:
    return Mark(
        "bar",
        plot.x(place - WIDE / 2),
        plot.y(below + value),
        width=plot.slot(WIDE),
        height=plot.height(value),
        series=series,
        says=says,
        is_provisional=is_provisional,
    )
