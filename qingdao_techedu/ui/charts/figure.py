"""What a chart is made of: values that go in, marks that come out.

Places are written with their unit, ``12.5%`` or ``3em``: the picture has no size of its own, so
that its text is as large as the page's on a phone, on a desk and in the elder-friendly mode.
"""

from __future__ import annotations

from collections.abc import Collection, Sequence
from dataclasses import dataclass, field
from unicodedata import east_asian_width

from django.utils.translation import gettext as _

# Told apart by mark and pattern as well as by color.
MAX_SERIES = 6
DIGIT, IDEOGRAPH = 0.6, 1.0  # em that a character takes
TOP, BOTTOM = 13, 88  # percent of the height; above stand values, below the labels
LABELLED_BELOW = {"columns", "lines"}


@dataclass(frozen=True)
class Series:
    """A name and its values, one for each label of the chart; None where there is no figure.

    ``sign`` stands behind each value: ``%`` for a rate. ``is_rest`` where it is no part like the
    others, but what is told of none of them: it is drawn plain and gray.
    """

    label: str
    values: Sequence[float | None]
    sign: str = ""
    is_rest: bool = False

    def __post_init__(self) -> None:
        for value in self.values:
            if value is not None and value < 0:
                raise ValueError(f"{self.label}: {value} is negative; charts show counts.")

    def written(self, value: float | None) -> str:
        """A value as the chart and its table write it."""
        return "–" if value is None else f"{value:,}{self.sign}"

    @property
    def latest(self) -> tuple[float, int] | None:
        """The latest known value and its place."""
        known = [(value, place) for place, value in enumerate(self.values) if value is not None]
        return known[-1] if known else None


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
    is_provisional: bool = False


@dataclass(frozen=True)
class Margin:
    """A strip beside the plot for words that must not lie on a mark; as wide as the longest."""

    marks: list[Mark] = field(default_factory=list)

    @property
    def width(self) -> str:
        return f"{max((width_of(mark.text) for mark in self.marks), default=0) + 0.8:g}em"

    def __bool__(self) -> bool:
        return bool(self.marks)


@dataclass(frozen=True)
class Chart:
    """A picture with a sentence as its title, the same values as a table, and a description.

    ``subtitle`` tells measure, unit and years; ``provisional`` are the labels whose figures may
    still change; a chart of sample data says so across the plot.
    """

    title: str
    description: str
    kind: str
    labels: list[str]
    series: list[Series]
    marks: list[Mark]
    left: Margin = field(default_factory=Margin)
    right: Margin = field(default_factory=Margin)
    subtitle: str = ""
    heading: str = ""  # of the table's first column
    height: str = ""  # where the number of rows decides it
    note: str = ""
    crop: str = ""  # where the axis does not begin at 0
    provisional: Collection[str] = ()
    is_sample: bool = False
    table_is_beside: bool = False
    legend: Sequence[tuple[int, str]] = ()  # the number of each series and its name
    template = "ui/_chart.html"

    def __post_init__(self) -> None:
        count = max(len(self.series), len(self.legend))
        if count > MAX_SERIES:
            raise ValueError(f"{self.title}: {count} series; {MAX_SERIES} differ.")

    @property
    def is_empty(self) -> bool:
        return not any(value is not None for one in self.series for value in one.values)

    @property
    def shapes(self) -> list[Mark]:
        """What is drawn first; words stand on top of it."""
        return [mark for mark in self.marks if mark.kind != "text"]

    @property
    def words(self) -> list[Mark]:
        return [mark for mark in self.marks if mark.kind == "text"]

    @property
    def ground(self) -> str:
        """How much of the height the plot takes: labels below it are not written across."""
        return f"{BOTTOM}%" if self.kind in LABELLED_BELOW else "100%"

    @property
    def has_provisional(self) -> bool:
        return any(label in self.provisional for label in self.labels)

    @property
    def rows(self) -> list[tuple[str, list[str]]]:
        """The table's rows: a label and the value of each series."""
        return [
            (label, [one.written(one.values[place]) for one in self.series])
            for place, label in enumerate(self.labels)
        ]


@dataclass(frozen=True)
class Multiples:
    """Several small charts, and one table for all."""

    title: str
    charts: list[Chart] = field(default_factory=list)
    subtitle: str = ""
    note: str = ""
    crop: str = ""
    heading: str = ""
    provisional: Collection[str] = ()
    is_sample: bool = False
    table_is_beside: bool = False
    template = "ui/_multiples.html"

    @property
    def kind(self) -> str:
        return self.charts[0].kind if self.charts else ""

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
    has_provisional = Chart.has_provisional


REST = 0  # the number of a series that is none of the parts


def numbered(series: Sequence[Series]) -> list[tuple[int, Series]]:
    """Each series with the number of its color, mark and pattern."""
    return [(REST if one.is_rest else number, one) for number, one in enumerate(series, start=1)]


def legend_of(series: Sequence[Series]) -> list[tuple[int, str]]:
    """The number of each series and its name."""
    return [(number, one.label) for number, one in numbered(series)]


def percent(part: float, room: float = 100, start: float = 0) -> str:
    """``part`` (0 to 1) of ``room``, from ``start``, as a coordinate."""
    return f"{round(start + part * room, 2):g}%"


def width_of(text: str) -> float:
    """About how many em a text is wide: Chinese characters are square."""
    return sum(IDEOGRAPH if east_asian_width(one) in "WF" else DIGIT for one in text)


def said(*words: str) -> str:
    """What is read at the pointer: ``2023 · Enrolled: 42,100``."""
    *where, value = words
    return " · ".join(where) + _(": ") + value


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
        "first": one.written(first),
        "start": start,
        "last": one.written(last),
        "end": end,
        "highest": one.written(highest),
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
