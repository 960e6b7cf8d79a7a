"""Lines over time, each with a mark and a dash of its own and, of few, its name at its end."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from itertools import pairwise

from django.utils.translation import gettext as _

from .figure import (
    BOTTOM,
    TOP,
    Chart,
    Margin,
    Mark,
    Series,
    in_words,
    legend_of,
    numbered,
    percent,
    said,
    width_of,
)
from .plot import Plot

MAX_NAMES = 3  # that stand at the ends of lines instead of in a legend
LONGEST_NAME = 9  # em
LINE = 7  # percent of the height that a line of letters takes


def line_chart(
    title: str,
    labels: Sequence[str],
    series: Sequence[Series],
    *,
    is_cropped: bool = False,
    scale_of: Sequence[Series] = (),
    has_names: bool = True,
    provisional: Collection[str] = (),
    **chart,
) -> Chart:
    """A line a series. A gap in the figures is a gap in the line.

    A line tells by its slope, so that the axis of rates may be cropped; the chart says so.
    ``scale_of`` are the series of all charts that share a scale; without ``has_names`` the title
    names the only line.
    """
    plot = Plot.of_lines(labels, scale_of or series, is_cropped=is_cropped)
    marks = [*plot.grid(), plot.axis()]
    for number, one in numbered(series):
        marks += _line(plot, labels, one, number, provisional)
    marks += plot.labels(labels)
    sign = series[0].sign if series else ""
    names_fit = len(series) <= MAX_NAMES and all(
        width_of(one.label) <= LONGEST_NAME for one in series
    )
    return Chart(
        title,
        in_words(labels, series),
        "lines",
        list(labels),
        list(series),
        marks,
        left=plot.ticks(sign),
        right=_ends(plot, series, has_names=names_fit and has_names),
        crop=_axis_from(plot.start, sign) if plot.start else "",
        provisional=provisional,
        legend=[] if names_fit or not has_names else legend_of(series),
        **chart,
    )


def _axis_from(start: float, sign: str) -> str:
    return _("axis begins at %(start)s") % {"start": f"{start:,}{sign}"}


def _line(
    plot: Plot, labels: Sequence[str], one: Series, number: int, provisional: Collection[str]
) -> list[Mark]:
    points = [
        Mark(
            "dot",
            plot.x(place),
            plot.y(value),
            series=number,
            says=said(label, one.label, one.written(value)),
            is_provisional=label in provisional,
        )
        if value is not None
        else None
        for place, (label, value) in enumerate(zip(labels, one.values, strict=True))
    ]
    lines = [
        Mark("line", here.x, here.y, x2=there.x, y2=there.y, series=number)
        for here, there in pairwise(points)
        if here and there
    ]
    return [*lines, *filter(None, points)]


def _ends(plot: Plot, series: Sequence[Series], *, has_names: bool) -> Margin:
    """At the end of each line its name and its latest value, none of them on another."""
    tall = 2 * LINE if has_names else LINE
    ends = sorted(
        (float(plot.y(one.latest[0]).removesuffix("%")), number, one)
        for number, one in numbered(series)
        if one.latest
    )
    marks: list[Mark] = []
    for place, (_y, number, one) in zip(_apart([y for y, *_rest in ends], tall), ends, strict=True):
        assert one.latest is not None
        value = one.written(one.latest[0])
        lines = [(one.label, f"end-name series-{number}"), (value, "end")]
        for line, (text, role) in enumerate(lines if has_names else lines[1:]):
            y = place - tall / 2 + (line + 0.5) * LINE
            marks.append(Mark("text", "0%", percent(y / 100), text=text, role=role))
    return Margin(marks)


def _apart(places: Sequence[float], room: float) -> list[float]:
    """The places, from the upper to the lower, moved as little as it takes to be ``room`` apart."""
    lowest = BOTTOM + LINE
    moved: list[float] = []
    for place in places:
        moved.append(max(place, moved[-1] + room if moved else TOP - LINE))
    for number in range(len(moved) - 1, -1, -1):
        limit = moved[number + 1] - room if number + 1 < len(moved) else lowest
        moved[number] = min(moved[number], limit)
    return moved
