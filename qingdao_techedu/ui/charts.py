"""Charts as SVG made on the server; the table beside each carries the same values."""

from __future__ import annotations

from dataclasses import dataclass

WIDTH, HEIGHT = 400, 230
LEFT, RIGHT, TOP, BOTTOM = 52, 8, 22, 26
WIDEST = 48  # of a column: one year alone is no wall


@dataclass(frozen=True)
class Column:
    """One column, placed in the picture; ``value`` None leaves its place empty."""

    label: str
    value: int | None
    x: float
    y: float
    width: float
    height: float
    is_last: bool

    @property
    def middle(self) -> float:
        return self.x + self.width / 2


@dataclass(frozen=True)
class ColumnChart:
    """Columns over an axis that begins at 0."""

    title: str
    description: str
    columns: list[Column]
    ticks: list[tuple[int, float]]

    width, height, left, right = WIDTH, HEIGHT, LEFT, WIDTH - RIGHT
    baseline = HEIGHT - BOTTOM


def column_chart(title: str, description: str, points: list[tuple[str, int | None]]) -> ColumnChart:
    """Columns for ``points``, each a label and a value that is not negative, or None."""
    largest = max([value or 0 for _label, value in points], default=0)
    step = _nice_step(largest)
    count = max(-(-largest // step), 1)
    top = step * count
    room = HEIGHT - TOP - BOTTOM
    slot = (WIDTH - LEFT - RIGHT) / max(len(points), 1)
    width = min(slot * 0.64, WIDEST)
    columns = []
    for number, (label, value) in enumerate(points):
        height = room * (value or 0) / top
        columns.append(
            Column(
                label=label,
                value=value,
                x=round(LEFT + slot * (number + 0.5) - width / 2, 1),
                y=round(HEIGHT - BOTTOM - height, 1),
                width=round(width, 1),
                height=round(height, 1),
                is_last=number == len(points) - 1,
            )
        )
    ticks = [(step * n, round(HEIGHT - BOTTOM - room * n / count, 1)) for n in range(count + 1)]
    return ColumnChart(title, description, columns, ticks)


def _nice_step(largest: int) -> int:
    """The smallest of 1, 2, 2.5 or 5 times a power of ten of which five reach ``largest``."""
    magnitude = 1
    while True:
        for factor in (1, 2, 2.5, 5):
            step = factor * magnitude
            if step == int(step) and step * 5 >= largest:
                return int(step)
        magnitude *= 10
