"""Too small groups joined with their neighbours: one partition for all versions of a year.

Groups are joined along the tree of a leaf: the sexes of a class first, then entry routes, levels,
specialties of a college, and last colleges. Every block is 0 or reaches the threshold in every
version, whatever its members may be, so that each member could be as large as the block.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from functools import cached_property
from typing import TypeVar

from .leaves import Answers, Place, count, sometimes_missing

Block = tuple[Place, ...]
Member = TypeVar("Member", Place, tuple[str, ...], str)
DEPTHS = (4, 3, 2, 1, 0)  # how many of a place's fields the groups that are joined share


@dataclass(frozen=True)
class SafetyOfCounts:
    """Whether a group may be told, by the answers of every version of the year."""

    versions: Sequence[Answers]
    threshold: int
    members_are_known: bool = True  # to have somebody, each of them

    @property
    def of_strangers(self) -> SafetyOfCounts:
        """The same where nobody knows which members have anybody."""
        return replace(self, members_are_known=False)

    def __call__(self, places: Iterable[Place]) -> bool:
        places = list(places)
        return not self.lacking(places) and self._is_safe_when_late(places)

    def lacking(self, places: Iterable[Place]) -> list[int]:
        """The versions in which the group is too small.

        Of ``n`` members that are known to have somebody, each could be the whole less ``n - 1``.
        """
        places = list(places)
        return [
            number
            for number, answers in enumerate(self.versions)
            if 0 < self._sum(places, answers) < self.threshold + self._others(places, answers)
        ]

    def weight(self, places: Iterable[Place]) -> int:
        """Persons over all versions."""
        places = list(places)
        return sum(self._sum(places, answers) for answers in self.versions)

    def helps(self, places: Iterable[Place], lacking: list[int]) -> bool:
        """Whether a neighbour has somebody where a group lacks them."""
        places = list(places)
        return any(self._sum(places, self.versions[number]) for number in lacking)

    def _is_safe_when_late(self, places: list[Place]) -> bool:
        """What one version lacks and another has is told by their difference."""
        late = [place for place in places if place in self._sometimes_missing]
        sums = (self._sum(late, answers) for answers in self.versions)
        return all(not told or told >= self.threshold for told in sums)

    @cached_property
    def _sometimes_missing(self) -> set[Place]:
        return sometimes_missing(self.versions)

    @staticmethod
    def _sum(places: list[Place], answers: Answers) -> int:
        return sum(count(answers.get(place)) for place in places)

    def _others(self, places: list[Place], answers: Answers) -> int:
        if not self.members_are_known:
            return 0
        return max(sum(count(answers.get(place)) > 0 for place in places) - 1, 0)


def partition(
    places: Iterable[Place], is_safe: SafetyOfCounts, joined: Iterable[Block] = ()
) -> list[Block]:
    """The finest blocks that the steps reach. ``joined``: groups that may not be told apart.

    The last block is unsafe where the whole city is: then nothing of it may be told.
    """
    blocks = connected([*((place,) for place in places), *joined])
    for depth in DEPTHS:
        blocks = _joined_at(depth, blocks, is_safe)
    return sorted(blocks)


def connected(groups: Iterable[Iterable[Member]]) -> list[tuple[Member, ...]]:
    """The unions of groups that share members: crossing groups become one."""
    parent: dict[Member, Member] = {}

    def root(place: Member) -> Member:
        while parent[place] != place:
            parent[place] = parent[parent[place]]
            place = parent[place]
        return place

    for group in groups:
        first = None
        for place in group:
            parent.setdefault(place, place)
            first = place if first is None else first
            parent[root(place)] = root(first)
    found = defaultdict(list)
    for place in parent:
        found[root(place)].append(place)
    return [tuple(sorted(members)) for members in found.values()]


def shared(block: Block) -> int:
    """How many fields all members have in common, from the college on."""
    first, last = min(block), max(block)
    return next(
        (n for n, (one, other) in enumerate(zip(first, last, strict=True)) if one != other),
        len(first),
    )


def _joined_at(depth: int, blocks: list[Block], is_safe: SafetyOfCounts) -> list[Block]:
    """Blocks of which those too small are joined with others that share ``depth`` fields."""
    done, of_parent = [], defaultdict(list)
    for block in blocks:
        if shared(block) >= depth:
            of_parent[block[0][:depth]].append(block)
        else:
            done.append(block)
    for siblings in of_parent.values():
        small = [block for block in siblings if not is_safe(block)]
        if not small:
            done.extend(siblings)
            continue
        large = [block for block in siblings if is_safe(block)]
        done.extend(_joined(depth, small, large, is_safe))
    return done


def _joined(
    depth: int, small: list[Block], large: list[Block], is_safe: SafetyOfCounts
) -> list[Block]:
    """Where a college has nothing but groups of one or two, it is told as a whole all the same."""
    join = pooled if depth == 0 else united
    found = join(small, large, is_safe)
    if depth > 1 or all(map(is_safe, found)):
        return found
    is_safe = is_safe.of_strangers
    large += [block for block in small if is_safe(block)]
    small = [block for block in small if not is_safe(block)]
    return join(small, large, is_safe) if small else large


def united(small: list[Block], large: list[Block], is_safe: SafetyOfCounts) -> list[Block]:
    return absorbing([place for block in small for place in block], large, is_safe)


def pooled(small: list[Block], large: list[Block], is_safe: SafetyOfCounts) -> list[Block]:
    """As few together as reach the threshold, so that colleges do not all become one block."""
    pools: list[Block] = []
    pool: list[Place] = []
    for block in sorted(small, key=lambda one: (-is_safe.weight(one), one)):
        pool.extend(block)
        if is_safe(pool):
            pools.append(tuple(sorted(pool)))
            pool = []
    if not pool:
        return [*pools, *large]
    return absorbing(pool, [*pools, *large], is_safe)


def absorbing(small: list[Place], large: list[Block], is_safe: SafetyOfCounts) -> list[Block]:
    """The small group with as few persons of its neighbours as make it safe, and the others."""
    large = sorted(large, key=lambda one: (is_safe.weight(one), one))
    while not is_safe(small):
        lacking = is_safe.lacking(small)
        useful = [one for one in large if not lacking or is_safe.helps(one, lacking)]
        useful = [one for one in useful if is_safe.weight(one)]
        if not useful:
            break
        enough = (one for one in useful if is_safe([*small, *one]))
        chosen = next(enough, useful[0])
        large.remove(chosen)
        small = [*small, *chosen]
    return [tuple(sorted(small)), *large]
