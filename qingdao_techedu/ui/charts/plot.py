"""The room that columns and lines stand in: an axis that begins at 0, and labels below."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from math import ceil

from qingdao_techedu.ui.numbers import compact

from .figure import Mark, Series, percent

TOP, BOTTOM = 13, 88  # percent of the height; above stand values, below the labels
MAX_LABELS = 12
FEW_LABELS = 8  # that stand in letters of full size on a phone
STEPS = (1, 2, 2.5, 5)
CHARACTER = 2  # percent of the width that a digit of the axis takes on a phone


@dataclass(frozen=True)
class Plot:
    """Places of values and labels. ``top`` is the value at the upper edge.

    The slots of the labels begin at ``left`` percent of the width, so that the first mark does
    not cover the values of the axis.
    """

    count: int
    top: int
    step: int
    left: float = 0

    @classmethod
    def of(
        cls, labels: Sequence[str], largest: int, *, has_grid: bool = True, blank: float = 0
    ) -> Plot:
        """``blank`` is the share of a slot in front of its mark."""
        count = max(len(labels), 1)
        if not has_grid:
            return cls(count, max(largest, 1), max(largest, 1))
        step = nice_step(largest)
        top = step * max(-(-largest // step), 1)
        longest = max(len(compact(value)) for value in range(step, top + 1, step))
        return cls(count, top, step, max(CHARACTER * longest + 1 - 100 * blank / count, 0))

    def x(self, place: float) -> str:
        """The middle of the slot of the label at ``place``."""
        return percent((place + 0.5) / self.count, 100 - self.left, self.left)

    def y(self, value: float) -> str:
        return percent(1 - value / self.top, BOTTOM - TOP, TOP)

    def height(self, value: float) -> str:
        return percent(value / self.top, BOTTOM - TOP)

    def slot(self, share: float) -> str:
        """A width: ``share`` of the slot of a label."""
        return percent(share / self.count, 100 - self.left)

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
        every = -(-len(labels) // MAX_LABELS)
        shown = {len(labels) - 1 - place for place in range(0, len(labels), max(every, 1))}
        role = "label" if len(shown) <= FEW_LABELS else "label close"
        return [
            Mark("text", self.x(place), percent(BOTTOM / 100), text=label, role=role)
            for place, label in enumerate(labels)
            if place in shown
        ]


def largest_of(series: Sequence[Series]) -> int:
    """The largest value, rounded up to a whole number; 0 where there is none."""
    return ceil(max((value or 0 for one in series for value in one.values), default=0))


def nice_step(largest: int) -> int:
    """The smallest of 1, 2, 2.5 or 5 times a power of ten of which four reach ``largest``."""
    magnitude = 1
    while True:
        for factor in STEPS:
            step = factor * magnitude
            if step == int(step) and step * 4 >= largest:
                return int(step)
        magnitude *= 10
