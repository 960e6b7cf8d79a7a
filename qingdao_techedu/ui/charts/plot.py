"""The room that columns and lines stand in: an axis, a grid, and labels below."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from math import ceil, floor

from qingdao_techedu.ui.numbers import compact

from .figure import BOTTOM, TOP, Margin, Mark, Series, percent

MAX_LABELS = 12
FEW_LABELS = 8  # that stand in letters of full size on a phone
STEPS = (1, 2, 2.5, 5)
LEAST = 4  # what a cropped axis spans at least: a hair's breadth shall not look like a cliff


@dataclass(frozen=True)
class Plot:
    """Places of values and labels. ``start`` is the value at the lower edge, ``top`` at the upper.

    ``inset`` percent of the width stay free at each side of lines, which begin at a label; columns
    stand in the middle of a slot.
    """

    count: int
    top: float
    step: float
    start: float = 0
    inset: float | None = None

    @classmethod
    def of(cls, labels: Sequence[str], largest: int, *, has_grid: bool = True) -> Plot:
        """From 0 to ``largest``, or a round number above it."""
        count = max(len(labels), 1)
        if not has_grid:
            return cls(count, max(largest, 1), max(largest, 1))
        step = nice_step(largest)
        return cls(count, step * max(-(-largest // step), 1), step)

    @classmethod
    def of_lines(cls, labels: Sequence[str], series: Sequence[Series], *, is_cropped: bool) -> Plot:
        """From 0, or, as lines may be, from a round number below the least value."""
        count = max(len(labels), 1)
        start, top, step = _cropped(series) if is_cropped else _from_0(series)
        return cls(count, top, step, start, inset=4)

    def x(self, place: float) -> str:
        """The middle of the slot of the label at ``place``, or the label's own place."""
        if self.inset is None:
            return percent((place + 0.5) / self.count)
        if self.count == 1:
            return "50%"
        return percent(place / (self.count - 1), 100 - 2 * self.inset, self.inset)

    def y(self, value: float) -> str:
        return percent(1 - (value - self.start) / (self.top - self.start), BOTTOM - TOP, TOP)

    def height(self, value: float) -> str:
        return percent(value / self.top, BOTTOM - TOP)

    def slot(self, share: float) -> str:
        """A width: ``share`` of the slot of a label."""
        return percent(share / self.count)

    @property
    def steps(self) -> list[float]:
        """The values of the lines of the grid above the axis."""
        count = round((self.top - self.start) / self.step)
        return [self.start + self.step * number for number in range(1, count + 1)]

    def grid(self) -> list[Mark]:
        """A line at every step; drawn first, below all else."""
        heights = map(self.y, self.steps)
        return [Mark("rule", "0%", y, x2="100%", y2=y, role="grid") for y in heights]

    def axis(self) -> Mark:
        """The line at the lower edge: of 0, or dashed where it is not 0."""
        y = self.y(self.start)
        return Mark("rule", "0%", y, x2="100%", y2=y, role="axis cropped" if self.start else "axis")

    def ticks(self, sign: str = "") -> Margin:
        """The values of the lines of the grid, at the left of the plot."""
        shown = [self.start, *self.steps] if self.start else self.steps
        words = {self.y(value): f"{compact(round(value))}{sign}" for value in shown}
        return Margin(
            [Mark("text", "100%", y, text=text, role="tick") for y, text in words.items()]
        )

    def labels(self, labels: Sequence[str]) -> list[Mark]:
        """The labels below the axis; of very many every so manyth, and the last."""
        every = -(-len(labels) // MAX_LABELS)
        shown = {len(labels) - 1 - place for place in range(0, len(labels), max(every, 1))}
        role = "label" if len(shown) <= FEW_LABELS else "label close"
        return [
            Mark(
                "text",
                self.x(place),
                percent(BOTTOM / 100),
                text=label,
                role=role + (" between" if (len(labels) - 1 - place) // every % 2 else ""),
            )
            for place, label in enumerate(labels)
            if place in shown
        ]


def largest_of(series: Sequence[Series]) -> int:
    """The largest value, rounded up to a whole number; 0 where there is none."""
    return ceil(max((value or 0 for one in series for value in one.values), default=0))


def nice_step(largest: float) -> int:
    """The smallest of 1, 2, 2.5 or 5 times a power of ten of which four reach ``largest``."""
    magnitude = 1
    while True:
        for factor in STEPS:
            step = factor * magnitude
            if step == int(step) and step * 4 >= largest:
                return int(step)
        magnitude *= 10


def cropped(values: Sequence[float]) -> tuple[int, int, int]:
    """Start, end and step of an axis that need not begin at 0, of whole numbers."""
    least, most = min(values, default=0), max(values, default=0)
    step = nice_step(max(most - least, LEAST))
    start = max(floor(((least + most) / 2 - 2 * step) / step) * step, 0)
    start = min(start, floor(least / step) * step)
    end = start + step * max(ceil((most - start) / step), LEAST)
    return start, end, step


def _cropped(series: Sequence[Series]) -> tuple[int, int, int]:
    return cropped([value for one in series for value in one.values if value is not None])


def _from_0(series: Sequence[Series]) -> tuple[int, int, int]:
    largest = largest_of(series)
    step = nice_step(largest)
    return 0, step * max(-(-largest // step), 1), step
