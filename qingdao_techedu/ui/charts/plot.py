"""The room that columns and lines stand in: an axis that begins at 0, and labels below."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from qingdao_techedu.ui.numbers import compact

from .figure import Mark, Series, percent

TOP, BOTTOM = 13, 88  # percent of the height; above stand values, below the labels
MOST_LABELS = 12
STEPS = (1, 2, 2.5, 5)


@dataclass(frozen=True)
class Plot:
    """Places of values and labels. ``top`` is the value at the upper edge."""

    count: int
    top: int
    step: int

    @classmethod
    def of(cls, labels: Sequence[str], largest: int, *, has_grid: bool = True) -> Plot:
        step = nice_step(largest) if has_grid else max(largest, 1)
        return cls(max(len(labels), 1), step * max(-(-largest // step), 1), step)

    def x(self, place: float) -> str:
        """The middle of the slot of the label at ``place``."""
        return percent((place + 0.5) / self.count)

    def y(self, value: float) -> str:
        return percent(1 - value / self.top, BOTTOM - TOP, TOP)

    def height(self, value: float) -> str:
        return percent(value / self.top, BOTTOM - TOP)

    def slot(self, share: float) -> str:
        """A width: ``share`` of the slot of a label."""
        return percent(share / self.count)

    def grid(self) -> list[Mark]:
        """A line at every step; drawn first, below all else."""
        heights = [self.y(value) for value in range(self.step, self.top + 1, self.step)]
        return [Mark("rule", "0%", y, x2="100%", y2=y, role="grid") for y in heights]

    def axis(self) -> Mark:
        """The line of 0."""
        return Mark("rule", "0%", self.y(0), x2="100%", y2=self.y(0), role="axis")

    def ticks(self) -> list[Mark]:
        """The value of each line of the grid, above it at the left; drawn last."""
        return [
            Mark("text", "0%", self.y(value), text=compact(value), role="tick")
            for value in range(self.step, self.top + 1, self.step)
        ]

    def labels(self, labels: Sequence[str]) -> list[Mark]:
        """The labels below the axis; of very many every so manyth, and the last."""
        every = -(-len(labels) // MOST_LABELS)
        shown = {len(labels) - 1 - place for place in range(0, len(labels), max(every, 1))}
        return [
            Mark("text", self.x(place), percent(BOTTOM / 100), text=label, role="label")
            for place, label in enumerate(labels)
            if place in shown
        ]


def largest_of(series: Sequence[Series]) -> int:
    """The largest value, or 0 where there is none."""
    return max((value or 0 for one in series for value in one.values), default=0)


def nice_step(largest: int) -> int:
    """The smallest of 1, 2, 2.5 or 5 times a power of ten of which four reach ``largest``."""
    magnitude = 1
    while True:
        for factor in STEPS:
            step = factor * magnitude
            if step == int(step) and step * 4 >= largest:
                return int(step)
        magnitude *= 10
