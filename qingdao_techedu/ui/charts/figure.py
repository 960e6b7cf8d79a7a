"""What a chart is made of: values that go in, marks that come out.

Places are written with their unit, ``12.5%`` or ``3em``: the picture has no size of its own, so
that its text is as large as the page's on a phone, on a desk and in the elder-friendly mode.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field

from django.utils.translation import gettext as _

# Told apart by mark and pattern as well as by color.
MAX_SERIES = 6


@dataclass(frozen=True)
class Series:
    """A name and its values, one for each label of the chart; None where there is no figure."""

    label: str
    values: Sequence[float | None]

    def __post_init__(self) -> None:
        for value in self.values:
            if value is not None and value < 0:
                raise ValueError(f"{self.label}: {value} is negative; charts show counts.")


@dataclass(frozen=True)
class Mark:
    """One thing drawn. ``kind``: rule, line, bar, dot or text; ``says`` is read at the pointer."""

    kind: str
    x: str
    y: str
    series: int = 0
    width: str = ""
    height: str = ""
    x2: str = ""
    y2: str = ""
    text: str = ""
    role: str = ""
    says: str = ""


@dataclass(frozen=True)
class Chart:
    """A picture with its title, a description in words, and the same values as a table."""

    title: str
    description: str
    kind: str
    labels: list[str]
    series: list[Series]
    marks: list[Mark]
    heading: str = ""  # of the table's first column
    height: str = ""  # where the number of rows decides it
    note: str = ""
    table_is_beside: bool = False
    has_legend: bool = False
    template = "ui/_chart.html"

    def __post_init__(self) -> None:
        if len(self.series) > MAX_SERIES:
            raise ValueError(f"{self.title}: {len(self.series)} series; {MAX_SERIES} differ.")

    @property
    def is_empty(self) -> bool:
        return not any(value is not None for one in self.series for value in one.values)

    @property
    def legend(self) -> list[tuple[int, str]]:
        """The number of each series and its name."""
        if not self.has_legend:
            return []
        return [(number, one.label) for number, one in enumerate(self.series, start=1)]

    @property
    def rows(self) -> list[tuple[str, list[float | None]]]:
        """The table's rows: a label and the value of each series."""
        return [
            (label, [one.values[place] for one in self.series])
            for place, label in enumerate(self.labels)
        ]


@dataclass(frozen=True)
class Multiples:
    """Several small charts with one scale, and one table for all."""

    title: str
    charts: list[Chart] = field(default_factory=list)
    heading: str = ""
    table_is_beside: bool = False
    template = "ui/_multiples.html"

    @property
    def is_empty(self) -> bool:
        return all(chart.is_empty for chart in self.charts)

    @property
    def labels(self) -> list[str]:
        return self.charts[0].labels if self.charts else []

    @property
    def series(self) -> list[Series]:
        return [one for chart in self.charts for one in chart.series]

    rows = Chart.rows


def percent(part: float, room: float = 100, start: float = 0) -> str:
    """``part`` (0 to 1) of ``room``, from ``start``, as a coordinate."""
    return f"{round(start + part * room, 2):g}%"


def said(*words: str | float) -> str:
    """What is read at the pointer: ``2023 · Enrolled: 42,100``."""
    *where, value = words
    number = f"{value:,}" if isinstance(value, (int, float)) else value
    return " · ".join(map(str, where)) + _(": ") + number


def in_words(labels: Sequence[str], series: Sequence[Series]) -> str:
    """The course of each series in a sentence: from where to where, and its highest."""
    return " ".join(filter(None, (_course(labels, one) for one in series)))


def _course(labels: Sequence[str], one: Series) -> str:
    told = zip(one.values, labels, strict=True)
    known = [(value, label) for value, label in told if value is not None]
    if not known:
        return ""
    (first, start), (last, end), (highest, at) = known[0], known[-1], max(known, key=lambda k: k[0])
    words = {
        "series": one.label,
        "first": f"{first:,}",
        "start": start,
        "last": f"{last:,}",
        "end": end,
        "highest": f"{highest:,}",
        "at": at,
    }
    if len(known) == 1:
        return _("%(series)s: %(first)s (%(start)s).") % words
    if highest in {first, last}:
        return _("%(series)s: from %(first)s (%(start)s) to %(last)s (%(end)s).") % words
    return (
        _(
            "%(series)s: from %(first)s (%(start)s) to %(last)s (%(end)s);"
            " highest %(highest)s (%(at)s)."
        )
        % words
    )
