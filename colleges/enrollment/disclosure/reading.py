"""Which numbers can be read from what is published: sums of groups that are told whole."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence

from .leaves import COUNTS, CollectedVersion, Place
from .publication import PublishedYear, answer_of, unanswered

Groups = list[Sequence[Place]]


class Reader:
    """What can be read of one version; it looks each way of telling a measure up once."""

    def __init__(self, published: PublishedYear, version: CollectedVersion) -> None:
        self._published, self._version = published, version
        self._ways: dict[str, list[tuple[Groups, dict[Place, int]]]] = {}
        self._answered: dict[str, set[Place]] = {}

    def read(self, measure: str, places: Iterable[Place]) -> tuple[int | None, str] | None:
        """The answer about some places together; None where what is published does not give it.

        A value with a symbol is the sum of what is known.
        """
        answers, answered = self._version.of(measure), self._answered_of(measure)
        wanted = {place for place in places if place in answered}
        if not wanted:
            return None
        for groups, of_place in self._ways_of(measure):
            if all(place in of_place for place in wanted):
                touched = {of_place[place] for place in wanted}
                told = {place for number in touched for place in groups[number]}
                if told & answered == wanted:
                    return answer_of([answers[place] for place in wanted])
        return None

    def _answered_of(self, measure: str) -> set[Place]:
        if measure not in self._answered:
            never = unanswered(self._published.collected, measure) if measure not in COUNTS else ()
            self._answered[measure] = self._version.of(measure).keys() - never
        return self._answered[measure]

    def _ways_of(self, measure: str) -> list[tuple[Groups, dict[Place, int]]]:
        if measure not in self._ways:
            self._ways[measure] = [
                (groups, {place: at for at, group in enumerate(groups) for place in group})
                for groups in groupings(self._published, measure)
            ]
        return self._ways[measure]


def groupings(published: PublishedYear, measure: str) -> Iterator[Groups]:
    """The ways in which a measure is told, each as the groups of places told together."""
    if measure in COUNTS:
        withheld = published.withheld[measure]
        yield [block for block in published.blocks[measure] if block not in withheld]
    tables: dict[str, list[Sequence[Place]]] = defaultdict(list)
    for one, places in published.sums_of(measure):
        tables[one.table.code].append(places)
    yield from tables.values()
