"""Rows for names, which are long: bars, bars made of parts, and dots on a scale of their own."""

from __future__ import annotations

from collections.abc import Sequence
from math import ceil

from django.utils.translation import gettext as _

from .figure import REST, Chart, Margin, Mark, Series, legend_of, numbered, percent, said, width_of
from .plot import cropped

BESIDE = 10  # em: a longer name stands above its bar, not beside it
LOW, HIGH = 2.0, 3.2  # em that a row takes with its name beside, and above
LONGEST = 0.8  # of the width: the value stands behind the bar


def horizontal_bars(title: str, labels: Sequence[str], series: Series, **chart) -> Chart:
    """A bar a label, from 0."""
    return stacked_bars(title, labels, [series], **chart)


def stacked_bars(
    title: str,
    labels: Sequence[str],
    series: Sequence[Series],
    *,
    last_is_rest: bool = False,
    **chart,
) -> Chart:
    """A bar a label, made of one part a series; behind it stands the sum of what is known.

    An asterisk says that a part of it is not known. ``last_is_rest`` where the last label is none
    of the others.
    """
    rows = RowPlot(labels)
    known = [[one.values[place] for one in series] for place in range(len(labels))]
    sums = [sum(value or 0 for value in values) for values in known]
    largest = max(ceil(max(sums, default=0)), 1)
    marks = []
    for place, (label, values) in enumerate(zip(labels, known, strict=True)):
        before = 0.0
        for (number, one), value in zip(numbered(series), values, strict=True):
            if value is None or (not value and len(series) > 1):
                continue
            named = [label] if len(series) == 1 else [label, one.label]
            is_rest = last_is_rest and len(series) == 1 and place == len(labels) - 1
            marks.append(
                Mark(
                    "bar",
                    percent(before / largest, 100 * LONGEST),
                    rows.y(place, 0.3),
                    width=percent(value / largest, 100 * LONGEST),
                    height="1.1em",
                    series=REST if is_rest else number,
                    says=said(*named, one.written(value)),
                )
            )
            before += value
        is_known = any(value is not None for value in values)
        text = series[0].written(round(sums[place], 1) if is_known else None)
        if is_known and None in values:
            text += "*"
        x = percent(sums[place] / largest, 100 * LONGEST)
        marks.append(Mark("text", x, rows.y(place, 1.2), text=text, role="end"))
    legend = legend_of(series) if len(series) > 1 else []
    return _chart(title, rows, series, marks, legend=legend, **chart)


def dot_rows(
    title: str,
    labels: Sequence[str],
    series: Series,
    *,
    last_is_rest: bool = False,
    **chart,
) -> Chart:
    """A dot a label on a scale that need not begin at 0, as a place tells it, not a length."""
    rows = RowPlot(labels)
    start, end, _step = cropped([value for value in series.values if value is not None])
    marks = []
    for place, (label, value) in enumerate(zip(labels, series.values, strict=True)):
        y = rows.y(place, 0.9)
        marks.append(Mark("rule", "0%", y, x2=percent(LONGEST), y2=y, role="grid"))
        x = percent(((value or start) - start) / (end - start), 100 * LONGEST)
        if value is not None:
            says = said(label, series.written(value))
            is_rest = last_is_rest and place == len(labels) - 1
            marks.append(Mark("dot", x, y, series=REST if is_rest else 1, says=says))
        text = series.written(value)
        marks.append(Mark("text", x, rows.y(place, 1.25), text=text, role="end"))
    words = {"start": f"{start:,}{series.sign}", "end": f"{end:,}{series.sign}"}
    crop = _("scale from %(start)s to %(end)s") % words
    return _chart(title, rows, [series], marks, crop=crop, **chart)


class RowPlot:
    """The places of rows, and their names: beside them where they are short."""

    def __init__(self, labels: Sequence[str]) -> None:
        self.labels = list(labels)
        self.is_beside = all(width_of(label) <= BESIDE for label in labels)
        self.height = LOW if self.is_beside else HIGH

    def y(self, place: int, below: float) -> str:
        """So many em below the upper edge of a row, its name not counted."""
        return f"{(place + 1) * self.height - LOW + below:g}em"

    @property
    def names(self) -> list[Mark]:
        x, role = ("100%", "name beside") if self.is_beside else ("0%", "name")
        down = 1.2 if self.is_beside else 0.1
        return [
            Mark("text", x, self.y(place, down), text=label, role=role)
            for place, label in enumerate(self.labels)
        ]


def _chart(
    title: str, rows: RowPlot, series: Sequence[Series], marks: list[Mark], **chart
) -> Chart:
    return Chart(
        title,
        _("; ").join(mark.says for mark in marks if mark.says),
        "rows",
        rows.labels,
        list(series),
        marks if rows.is_beside else [*marks, *rows.names],
        left=Margin(rows.names) if rows.is_beside else Margin(),
        height=f"{max(len(rows.labels), 1) * rows.height:g}em",
        **chart,
    )
