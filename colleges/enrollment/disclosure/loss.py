"""What protection costs: the share of persons, and of cells, that a table cannot tell."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Iterator
from dataclasses import dataclass

from .leaves import COUNTS, OUTCOMES, Answers, CollectedVersion, Place, count
from .publication import PublishedYear
from .reading import groupings

TABLES: tuple[tuple[str, ...], ...] = (
    Place._fields,
    ("college", "specialty"),
    ("college", "sex"),
    ("specialty", "sex"),
    ("level", "sex"),
    ("entry_route", "sex"),
    ("college",),
    ("specialty",),
    ("sex",),
)


@dataclass(frozen=True)
class Loss:
    """Of one table and measure. ``soft``: persons not told apart; ``strict``: persons, and
    ``cells`` the share of cells, whose exact number is gone. All between 0 and 1.
    """

    measure: str
    fields: tuple[str, ...]
    soft: float
    strict: float
    cells: float


def losses(published: PublishedYear, version: CollectedVersion) -> list[Loss]:
    """Of each table and measure, in one version."""
    return [
        _loss(published, version.of(measure), measure, fields)
        for measure in (*COUNTS, *OUTCOMES)
        for fields in TABLES
    ]


def _loss(
    published: PublishedYear, answers: Answers, measure: str, fields: tuple[str, ...]
) -> Loss:
    persons: dict[tuple, int] = defaultdict(int)
    for place, answer in answers.items():
        persons[_key(place, fields)] += count(answer)
    together = min(_ways(published, measure, fields, answers), key=_persons_of(answers))
    lost_cells = {_key(place, fields) for group in together for place in group}
    whole = sum(persons.values()) or 1
    strict = sum(persons[key] for key in lost_cells)
    soft = _persons_of(answers)(together)
    return Loss(
        measure, fields, soft / whole, strict / whole, len(lost_cells) / max(len(persons), 1)
    )


Groups = list[list[Place]]


def _ways(
    published: PublishedYear, measure: str, fields: tuple[str, ...], answers: Answers
) -> Iterator[Groups]:
    """For each way in which a measure is told: groups told as one that lie in several cells."""
    yield [list(answers)]
    for groups in groupings(published, measure):
        told = {place for group in groups for place in group}
        groups = [*groups, [place for place in answers if place not in told]]
        yield [
            [place for place in group if place in answers]
            for group in groups
            if len({_key(place, fields) for place in group}) > 1
        ]


def _persons_of(answers: Answers) -> Callable[[Groups], int]:
    return lambda groups: sum(count(answers[place]) for group in groups for place in group)


def _key(place: Place, fields: tuple[str, ...]) -> tuple[str, ...]:
    return tuple(getattr(place, name) for name in fields)
