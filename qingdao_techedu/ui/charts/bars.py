"""Columns, stacked columns and horizontal bars."""

from __future__ import annotations

from collections.abc import Sequence
from math import ceil

from django.utils.translation import gettext as _

from .figure import Chart, Mark, Series, in_words, percent, said
from .plot import Plot, largest_of

MAX_VALUES = 8  # columns that have room for their values above them
WIDE = 0.66  # of a column's slot
BLANK = (1 - WIDE) / 2
ROW = 3.2  # em that a horizontal bar takes, its label above it included
LONGEST = 0.8  # of the width: the value stands behind the bar


def column_chart(
    title: str, labels: Sequence[str], series: Series, *, top: int = 0, **chart
) -> Chart:
    """A column a label. ``top`` is the largest value of all where several charts share a scale."""
    # Where every column tells its value, a grid would only repeat it.
    tells_all = len(labels) <= MAX_VALUES
    largest = max(top, largest_of([series]))
    plot = Plot.of(labels, largest, has_grid=not tells_all, blank=BLANK)
    told = {0, len(labels) - 1} if top or not tells_all else set(range(len(labels)))
    marks = [] if tells_all else plot.grid()
    for place, (label, value) in enumerate(zip(labels, series.values, strict=True)):
        if value is None:
            marks.append(Mark("text", plot.x(place), plot.y(0), text="–", role="value"))
            continue
        marks.append(_column(plot, place, 0, value, 1, said(label, series.label, value)))
        if place in told:
            marks.append(
                Mark("text", plot.x(place), plot.y(value), text=f"{value:,}", role="value")
            )
    marks += [plot.axis(), *plot.labels(labels), *([] if tells_all else plot.ticks())]
    words = in_words(labels, [series])
    return Chart(title, words, "columns", list(labels), [series], marks, **chart)


def stacked_columns(title: str, labels: Sequence[str], series: Sequence[Series], **chart) -> Chart:
    """A column a label, each made of one part a series, the first at the bottom.

    A dash above a column says that a part of it is not known: it would be higher.
    """
    totals = [ceil(sum(one.values[place] or 0 for one in series)) for place in range(len(labels))]
    plot = Plot.of(labels, max(totals, default=0), blank=BLANK)
    marks = plot.grid()
    for place, label in enumerate(labels):
        below = 0.0
        for number, one in enumerate(series, start=1):
            if value := one.values[place]:
                says = said(label, one.label, value)
                marks.append(_column(plot, place, below, value, number, says))
                below += value
        if any(one.values[place] is None for one in series):
            marks.append(Mark("text", plot.x(place), plot.y(below), text="–", role="value"))
    marks += [plot.axis(), *plot.labels(labels), *plot.ticks()]
    return Chart(
        title,
        in_words(labels, series),
        "columns",
        list(labels),
        list(series),
        marks,
        has_legend=True,
        **chart,
    )


def horizontal_bars(title: str, labels: Sequence[str], series: Series, **chart) -> Chart:
    """A bar a label, the label above it: for names, which are long."""
    largest = max(largest_of([series]), 1)
    marks = []
    for place, (label, value) in enumerate(zip(labels, series.values, strict=True)):
        top = place * ROW
        marks.append(Mark("text", "0%", f"{top + 1.1:g}em", text=label, role="name"))
        length = percent((value or 0) / largest, 100 * LONGEST)
        bar = f"{top + 1.5:g}em"
        if value is not None:
            says = said(label, value)
            marks.append(Mark("bar", "0%", bar, width=length, height="1.1em", series=1, says=says))
        text = "–" if value is None else f"{value:,}"
        marks.append(Mark("text", length, f"{top + 2.4:g}em", text=text, role="end"))
    return Chart(
        title,
        _("; ").join(mark.says for mark in marks if mark.says),
        "rows",
        list(labels),
        [series],
        marks,
        height=f"{len(labels) * ROW:g}em",
        **chart,
    )


def _column(plot: Plot, place: int, below: float, value: float, series: int, says: str) -> Mark:
    return Mark(
        "bar",
        plot.x(place - WIDE / 2),
        plot.y(below + value),
        width=plot.slot(WIDE),
        height=plot.height(value),
        series=series,
        says=says,
    )
