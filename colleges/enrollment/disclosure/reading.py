"""Which numbers can be read from what is published: sums of groups that are told whole."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence

from .leaves import COUNTS, CollectedVersion, Place
from .publication import PublishedYear, answer_of, unanswered


def readable(
    published: PublishedYear, version: CollectedVersion, measure: str, places: Iterable[Place]
) -> tuple[int | None, str] | None:
    """The answer about some places together; None where what is published does not give it.

    A value with a symbol is the sum of what is known.
    """
    answers = version.of(measure)
    never = set(unanswered(published.collected, measure)) if measure not in COUNTS else set()
    wanted = {place for place in places if place in answers and place not in never}
    if not wanted:
        return None
    for groups in groupings(published, measure):
        of_place = {place: number for number, group in enumerate(groups) for place in group}
        if all(place in of_place for place in wanted):
            touched = {of_place[place] for place in wanted}
            told = {place for number in touched for place in groups[number]}
            if told & answers.keys() - never == wanted:
                return answer_of([answers[place] for place in wanted])
    return None


def groupings(published: PublishedYear, measure: str) -> Iterator[list[Sequence[Place]]]:
    """The ways in which a measure is told, each as the groups of places told together."""
    if measure in COUNTS:
        withheld = published.withheld[measure]
        yield [block for block in published.blocks[measure] if block not in withheld]
    tables: dict[str, list[Sequence[Place]]] = defaultdict(list)
    for one, places in published.sums_of(measure):
        tables[one.table.code].append(places)
    yield from tables.values()
