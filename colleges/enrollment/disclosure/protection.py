"""Primary and secondary protection of the figures of years, all versions of a year together."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Collection, Iterable, Mapping, Sequence
from functools import partial

from .blocks import Block, SafetyOfCounts, connected, partition
from .exchanges import Count, PublishedOutcomes
from .flows import LAST_YEAR, told_by_flows
from .leaves import (
    COUNTS,
    EMPLOYED,
    ENROLLED,
    FURTHER_STUDY,
    GRADUATES,
    OUTCOMES,
    REMAINDER,
    CollectedYear,
    Place,
    count,
)
from .publication import PublishedYear
from .sums import (
    OF_GRADUATES,
    TABLES,
    Cells,
    Key,
    Outcomes,
    PublishedSum,
    SumTable,
    cells_of,
    joined_cells,
    members_of,
    safety_of,
)
from .thresholds import ThresholdRule

Progress = Callable[[str], None]
WHO_GRADUATED = {GRADUATES, *OUTCOMES, REMAINDER}


def protect(
    years: Iterable[CollectedYear],
    rule: ThresholdRule,
    *,
    joined: Mapping[tuple[int, str], Sequence[Block]] | None = None,
    withheld: Collection[tuple[int, str]] = (),
    are_exchanges_tried: bool = True,
    progress: Progress = lambda _doing: None,
) -> list[PublishedYear]:
    """Years as they may be published, the first of them first.

    ``joined``: groups of a year and a measure that must not be told apart, for other reasons.
    ``withheld``: measures of a year of which nothing is told, not even the total. Without
    ``are_exchanges_tried`` sums reach the thresholds, and nobody asks what they tell together.
    """
    found: list[PublishedYear] = []
    for year in sorted(years, key=lambda one: one.year):
        before = found[-1] if found and found[-1].collected.year == year.year - 1 else None
        progress(str(year.year))
        untold = {measure for of_year, measure in withheld if of_year == year.year}
        found.append(_protected(year, rule, before, joined or {}, untold, are_exchanges_tried))
    return found


def _protected(
    year: CollectedYear,
    rule: ThresholdRule,
    before: PublishedYear | None,
    demanded: Mapping[tuple[int, str], Sequence[Block]],
    untold: set[str],
    are_exchanges_tried: bool,
) -> PublishedYear:
    joined: dict[str, list[Block]] = {one: [*demanded.get((year.year, one), [])] for one in COUNTS}
    safety = {one: SafetyOfCounts(year.of(one), rule.of(one)) for one in COUNTS}
    blocks = {one: partition(year.places, safety[one], joined[one]) for one in COUNTS}
    while told := _told_by_flows(year, blocks, before):
        for measure, block in told:
            joined[measure].append(block)
        for measure in {measure for measure, _block in told}:
            blocks[measure] = partition(year.places, safety[measure], joined[measure])
    for measure in untold & blocks.keys():
        blocks[measure] = [year.places]
    withheld = {
        one: blocks[one] if one in untold else _withheld(blocks[one], safety[one].of_strangers)
        for one in COUNTS
    }
    hidden = withheld[GRADUATES]
    graduates = [block for block in blocks[GRADUATES] if block not in hidden]
    sums = []
    if graduates and untold.isdisjoint(WHO_GRADUATED):
        versions = [Outcomes.of(version) for version in year.versions]
        sums = _candidates(year, rule, versions)
        if are_exchanges_tried:
            sums = _opening(sums, year, rule, graduates, versions)
    return PublishedYear(year, blocks, withheld, sums, _untold(year, sums))


def _untold(year: CollectedYear, sums: Sequence[PublishedSum]) -> list[PublishedSum]:
    """Tables of outcomes that tell nothing: all of their cells together, without a number."""
    told = {(one.table, one.measure) for one in sums}
    return [
        PublishedSum(table, measure, tuple(sorted(table.cells(year.places))))
        for table in TABLES
        for measure in OUTCOMES
        if (table, measure) not in told
    ]


def _withheld(blocks: Sequence[Block], is_safe: SafetyOfCounts) -> list[Block]:
    """What is too small even together: nothing of it is told."""
    return [block for block in blocks if not is_safe(block)]


def _told_by_flows(
    year: CollectedYear, blocks: Mapping[str, list[Block]], before: PublishedYear | None
) -> set[tuple[str, Block]]:
    if before is None:
        return set()
    of_places = {one: {place: block for block in blocks[one] for place in block} for one in COUNTS}
    of_places[LAST_YEAR] = before.block_of(ENROLLED)
    answers = {one: year.of(one) for one in COUNTS} | {LAST_YEAR: before.collected.of(ENROLLED)}
    return set(told_by_flows(year.places, of_places, answers))


def _opening(
    sums: list[PublishedSum],
    year: CollectedYear,
    rule: ThresholdRule,
    blocks: Sequence[Block],
    versions: Sequence[Outcomes],
) -> list[PublishedSum]:
    """The sums joined until they leave every outcome open."""
    opened: list[set[Count]] = [set() for _version in versions]
    while binding := _binding(year.places, versions, sums, blocks, rule, opened):
        cells = {one.table: cells_of(one.table, year.places, versions) for one in binding}
        for one in binding:
            if one in sums:
                sums = _coarser(sums, one, cells[one.table], rule)
    return sums


def _candidates(
    year: CollectedYear, rule: ThresholdRule, versions: Sequence[Outcomes]
) -> list[PublishedSum]:
    found = []
    for table in (*TABLES, *OF_GRADUATES):
        cells = cells_of(table, year.places, versions)
        groups: list[tuple[Key, ...]] = [(key,) for key in cells]
        measures = (GRADUATES,) if table in OF_GRADUATES else OUTCOMES
        for measure in measures:  # further study is told by unions of cells of the employed
            groups = joined_cells(cells, safety_of(measure, rule), groups)
            found += [PublishedSum(table, measure, keys) for keys in groups]
    return found


def _binding(
    places: Sequence[Place],
    versions: Sequence[Outcomes],
    sums: Sequence[PublishedSum],
    blocks: Sequence[Block],
    rule: ThresholdRule,
    opened: list[set[Count]],
) -> list[PublishedSum]:
    """One sum for each outcome that is not open: the one that fewest people would miss.

    ``opened`` are the outcomes of each version that are known to be; it grows.
    """
    found = {}
    members = members_of(sums, places)
    for number, version in enumerate(versions):
        told = PublishedOutcomes(version, sums, blocks, rule)
        bound = told.narrowed(places, opened[number])
        for binding in bound.values():
            if not binding:
                raise ArithmeticError("An outcome is narrowed by no published sum.")
            found[min(binding, key=partial(_cost, members, version))] = True
    return list(found)


def _cost(
    members: Mapping[PublishedSum, Sequence[Place]], version: Outcomes, one: PublishedSum
) -> tuple:
    """Further study goes first, then sums of graduates, then those of employed."""
    order = (FURTHER_STUDY, GRADUATES, EMPLOYED).index(one.measure)
    answers = (version.further_study, version.graduates, version.employed)[order]
    people = sum(count(answers.get(place)) for place in members[one])
    return order, people, one.table.code, one.keys


def _coarser(
    sums: list[PublishedSum], one: PublishedSum, cells: Cells, rule: ThresholdRule
) -> list[PublishedSum]:
    """The sums with one of them joined with the smallest other of its table; none is left alone."""
    others = [
        other
        for other in sums
        if (other.table, other.measure) == (one.table, one.measure) and other != one
    ]
    kept = [other for other in sums if other not in others and other != one]
    groups: list[tuple[Key, ...]] = []
    if others:
        nearest = min(others, key=lambda other: (_persons(other, cells), other.keys))
        others.remove(nearest)
        groups = joined_cells(
            cells,
            safety_of(one.measure, rule),
            [tuple(sorted((*one.keys, *nearest.keys))), *(other.keys for other in others)],
        )
    kept += [PublishedSum(one.table, one.measure, keys) for keys in groups]
    return _nested(kept, one.table, cells, rule) if one.measure == EMPLOYED else kept


def _nested(
    sums: list[PublishedSum], table: SumTable, cells: Cells, rule: ThresholdRule
) -> list[PublishedSum]:
    """Further study stays told by unions of the cells by which the employed are told."""
    of_measure: dict[str, list[PublishedSum]] = defaultdict(list)
    for one in sums:
        if one.table == table:
            of_measure[one.measure].append(one)
    if not of_measure[EMPLOYED]:
        return [one for one in sums if one not in of_measure[FURTHER_STUDY]]
    keys = [one.keys for measure in (EMPLOYED, FURTHER_STUDY) for one in of_measure[measure]]
    unions = connected(keys) if of_measure[FURTHER_STUDY] else []
    groups = joined_cells(cells, safety_of(FURTHER_STUDY, rule), unions) if unions else []
    kept = [one for one in sums if one not in of_measure[FURTHER_STUDY]]
    return kept + [PublishedSum(table, FURTHER_STUDY, keys) for keys in groups]


def _persons(one: PublishedSum, cells: Cells) -> int:
    return sum(
        of_version.employed + of_version.further_study
        for key in one.keys
        for of_version in cells[key]
    )
