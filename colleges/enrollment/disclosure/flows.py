"""Stock and flow: last year's students and the entrants are this year's and the graduates, about.

Where only one of the four numbers of a place is joined with others, the three others tell it. The
entrants of the place are then joined along the same block, or the graduates where it is theirs.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence

from .blocks import Block
from .leaves import ENROLLED, ENTRANTS, GRADUATES, Answers, Place, is_symbol

LAST_YEAR = "enrolled last year"
Blocks = Mapping[Place, Block]  # in which block each place is told


def told_by_flows(
    places: Sequence[Place], blocks: Mapping[str, Blocks], answers: Mapping[str, Sequence[Answers]]
) -> Iterator[tuple[str, Block]]:
    """The measure that must be joined, and along which block, so that flows tell nothing.

    ``blocks`` and ``answers`` are of this year's counts and of ``LAST_YEAR``.
    """
    for place in places:
        hidden = [measure for measure in blocks if len(blocks[measure].get(place, ())) > 1]
        unknown = any(_is_unknown(place, answers[measure]) for measure in blocks)
        if len(hidden) == 1 and not unknown:
            joined = GRADUATES if hidden[0] == ENTRANTS else ENTRANTS
            yield joined, blocks[hidden[0]][place]


def _is_unknown(place: Place, versions: Sequence[Answers]) -> bool:
    """Nobody can be where a place is missing; a number is unknown where all have a symbol."""
    return any(is_symbol(answers.get(place)) for answers in versions)


MEASURES = (ENTRANTS, ENROLLED, GRADUATES)
