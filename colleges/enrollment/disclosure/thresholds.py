"""The threshold rule: from how many persons on a group is told by itself."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field

from .leaves import GRADUATES, OUTCOMES, REMAINDER

FEWEST = 5


@dataclass(frozen=True)
class ThresholdRule:
    """The fewest persons that may be told by themselves; ``of_measures`` differ from ``fewest``."""

    fewest: int = FEWEST
    of_measures: Mapping[str, int] = field(default_factory=dict)

    def of(self, measure: str) -> int:
        """The threshold of a measure. Graduates bound their outcomes, so theirs is the highest."""
        own = self.of_measures.get(measure, self.fewest)
        if measure == GRADUATES:
            return max(own, *(self.of(outcome) for outcome in (*OUTCOMES, REMAINDER)))
        return own

    @property
    def of_not_employed(self) -> int:
        """Of further study and remainder together, which bound both."""
        return max(self.of(OUTCOMES[1]), self.of(REMAINDER))
