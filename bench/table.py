"""The table that a run prints: ours beside another way, their ratio, and the target."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from statistics import median

HEAD = "| what | ours | beside it | ratio | target | met |\n|---|---:|---:|---:|---:|---|"


@dataclass(frozen=True)
class Row:
    """One comparison. ``most`` or ``least`` is what the ratio may be; neither: it is told only."""

    what: str
    ours: str
    beside: str
    ratio: float
    most: float | None = None
    least: float | None = None
    unit: str = "×"

    def __str__(self) -> str:
        cells = [self.what, self.ours, self.beside, self._told(self.ratio)]
        return f"| {' | '.join([*cells, self._target, self._met])} |"

    @property
    def _target(self) -> str:
        if self.most is not None:
            return f"≤ {self._told(self.most)}"
        return "" if self.least is None else f"≥ {self._told(self.least)}"

    @property
    def _met(self) -> str:
        if self.most is not None:
            return "yes" if self.ratio <= self.most else "**no**"
        if self.least is not None:
            return "yes" if self.ratio >= self.least else "**no**"
        return ""

    def _told(self, ratio: float) -> str:
        digits = 0 if self.unit != "×" or ratio >= 100 else 1 if ratio >= 10 else 2
        # One more digit where a ratio would look like the limit that it misses.
        if ratio != self._limit and round(ratio, digits) == self._limit:
            digits += 1
        return f"{ratio:.{digits}f} {self.unit}"

    @property
    def _limit(self) -> float | None:
        return self.least if self.most is None else self.most


def in_turn(rounds: int, *acts: Callable[[], float]) -> list[list[float]]:
    """What each act measures, round by round, so that whatever else runs meets all alike."""
    return [list(measured) for measured in zip(*_rounds(rounds, acts), strict=True)]


def _rounds(rounds: int, acts: Sequence[Callable[[], float]]) -> list[list[float]]:
    return [[act() for act in acts] for _round in range(rounds)]


def slower(what: str, ours: list[float], beside: list[float], most: float) -> Row:
    """Seconds of ours as a multiple of those of a floor."""
    return Row(what, seconds(ours), seconds(beside), of_each(ours, beside), most=most)


def faster(what: str, ours: list[float], beside: list[float], least: float) -> Row:
    """How many times as long a peer takes."""
    return Row(what, seconds(ours), seconds(beside), of_each(beside, ours), least=least)


def of_each(ones: list[float], others: list[float]) -> float:
    """The median of the ratios of the rounds."""
    return median(one / other for one, other in zip(ones, others, strict=True))


def seconds(measured: list[float]) -> str:
    middle = median(measured)
    return f"{middle:,.1f} s" if middle >= 1 else f"{middle * 1_000:,.0f} ms"
