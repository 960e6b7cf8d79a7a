"""What was collected, as it comes into disclosure control: plain figures, without a database."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property
from typing import NamedTuple

ENTRANTS, ENROLLED, GRADUATES = "entrants", "enrolled", "graduates"
EMPLOYED, FURTHER_STUDY = "employed", "further-study"
# What nobody reports and everybody can work out: graduates less employed less further study.
REMAINDER = "remainder"
COUNTS = (ENTRANTS, ENROLLED, GRADUATES)
OUTCOMES = (EMPLOYED, FURTHER_STUDY)


class Place(NamedTuple):
    """Where the people of a figure learn, and who they are: all of a leaf but its measure."""

    college: str
    specialty: str
    level: str
    entry_route: str
    sex: str


Answer = int | str  # persons, or the symbol that says why there is no number
Answers = Mapping[Place, Answer]
LeafRow = tuple[Place, str, Answer]


@dataclass(frozen=True)
class CollectedVersion:
    """The figures of one release by measure. A place without an answer was not asked."""

    number: int
    figures: Mapping[str, Answers]

    def of(self, measure: str) -> Answers:
        return self.figures.get(measure, {})


@dataclass(frozen=True)
class CollectedYear:
    """All versions of a year, the oldest first: they are protected together."""

    year: int
    versions: tuple[CollectedVersion, ...]

    @cached_property
    def places(self) -> tuple[Place, ...]:
        """Every place that any version has a figure of, in order."""
        return tuple(
            sorted(
                {
                    place
                    for version in self.versions
                    for answers in version.figures.values()
                    for place in answers
                }
            )
        )

    def of(self, measure: str) -> list[Answers]:
        """The answers of each version to one measure."""
        return [version.of(measure) for version in self.versions]


def version_of(number: int, rows: Iterable[LeafRow]) -> CollectedVersion:
    """The rows of a release as a version; later rows of one leaf replace earlier ones."""
    figures: dict[str, dict[Place, Answer]] = {}
    for place, measure, answer in rows:
        figures.setdefault(measure, {})[place] = answer
    return CollectedVersion(number, figures)


def count(answer: Answer | None) -> int:
    """The persons of an answer; a symbol or no answer counts nobody, as in every sum."""
    return answer if isinstance(answer, int) else 0


def is_symbol(answer: Answer | None) -> bool:
    return isinstance(answer, str)


def sometimes_missing(versions: Sequence[Answers]) -> set[Place]:
    """Places that have a symbol in some versions of a year, and a number in others."""
    missing: Counter[Place] = Counter()
    for answers in versions:
        missing.update(place for place, answer in answers.items() if is_symbol(answer))
    return {place for place, times in missing.items() if times < len(versions)}
