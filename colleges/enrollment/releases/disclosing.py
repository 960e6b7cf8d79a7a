"""Figures of years as they may be published: protected, then attacked, until nothing is found.

Protection and audit know nothing of each other. What the audit finds goes back as groups that must
not be told apart.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator, Sequence
from itertools import groupby
from operator import itemgetter
from typing import Any

from ..disclosure.blocks import Block
from ..disclosure.leaves import (
    COUNTS,
    OUTCOMES,
    REMAINDER,
    CollectedVersion,
    CollectedYear,
    Place,
    count,
    version_of,
)
from ..disclosure.protection import protect
from ..disclosure.publication import PublishedYear
from ..disclosure.rates import rates_of
from ..disclosure.thresholds import ThresholdRule
from ..disclosure_audit.auditing import NarrowedGroup, Progress, audit
from ..disclosure_audit.public import PublicRecord, figures_from
from ..figures.models import Observation, Release

ROUNDS = 12
LAST_ROUNDS = 8  # in which a measure of a year is withheld, as in a city of one small college
PLACE = ("college__code", "specialty__slug", "level", "entry_route", "sex")


def no_progress(_done: int, _whole: int) -> None:
    """For who does not wait at a terminal."""


class NotProtected(ValueError):
    """What the audit finds in spite of all protection."""

    def __init__(self, findings: Sequence[NarrowedGroup]) -> None:
        super().__init__("\n".join(map(str, findings)))
        self.findings = findings


def collected(releases: Iterable[Release]) -> list[CollectedYear]:
    """What was collected for these releases, by year."""
    ordered = sorted(releases, key=lambda one: (one.year, one.version))
    return [
        CollectedYear(year, tuple(_collected(release) for release in versions))
        for year, versions in groupby(ordered, key=lambda one: one.year)
    ]


def _collected(release: Release) -> CollectedVersion:
    figures = Observation.objects.filter(release=release).order_by()
    rows = figures.values_list(*PLACE, "measure__code", "value", "symbol")
    return version_of(
        release.version,
        (
            (Place(*place), measure, symbol if value is None else value)
            for *place, measure, value, symbol in rows.iterator()
        ),
    )


def publishable(
    years: Sequence[CollectedYear],
    rule: ThresholdRule,
    *,
    progress: Progress = no_progress,
    tell: Callable[[str], None] = lambda _doing: None,
) -> list[PublishedYear]:
    """The years as they may be published. Raises ``NotProtected`` with what stays narrowed.

    Where no joining helps, a measure of a year is not told at all.
    """
    joined: dict[tuple[int, str], list[Block]] = defaultdict(list)
    withheld: set[tuple[int, str]] = set()
    findings: Sequence[NarrowedGroup] = ()
    for number in range(ROUNDS + LAST_ROUNDS):
        found = protect(years, rule, joined=joined, withheld=withheld, progress=tell)
        findings = audit(public_record(found), thresholds(rule), progress=progress).findings
        if not findings:
            return found
        demands = list(_coarser(found, findings)) if number < ROUNDS else []
        for key, block in demands:
            joined[key].append(block)
        if not demands:
            more = _to_withhold(findings) - withheld or _to_withhold(findings, COUNTS) - withheld
            if not more:
                break
            withheld |= more
    raise NotProtected(findings)


def _to_withhold(
    findings: Iterable[NarrowedGroup], measures: Sequence[str] = ()
) -> set[tuple[int, str]]:
    """The measures that are narrowed, or all that flows tie to each other in those years."""
    return {
        (one.unknown.year, measure)
        for one in findings
        for measure in measures or (one.unknown.measure,)
    }


def thresholds(rule: ThresholdRule) -> dict[str, int]:
    """The threshold of each measure, and of the remainder that nobody reports."""
    measures = (*COUNTS, *OUTCOMES, REMAINDER)
    # A finer threshold of graduates alone is raised for their outcomes, which ask for their own.
    return {one: rule.of_measures.get(one, rule.fewest) for one in measures}


def public_record(years: Iterable[PublishedYear]) -> PublicRecord:
    """What anybody can read of published years, rates too."""
    record = PublicRecord()
    for year in years:
        rows: list[dict[str, Any]] = [row._asdict() for row in year.rows()]
        for version in year.collected.versions:
            rows += (row._asdict() for row in rates_of(year, version))
        record.figures += figures_from(rows, [one._asdict() for one in year.members()])
    return record


def _coarser(
    years: Sequence[PublishedYear], findings: Sequence[NarrowedGroup]
) -> Iterator[tuple[tuple[int, str], Block]]:
    """For each leaf that is narrowed, its block with the nearest other, in all that flow there."""
    of_year = {one.collected.year: one for one in years}
    # Outcomes that sums leave open are narrowed where flows tell their graduates.
    counts = [finding for finding in findings if finding.unknown.measure in COUNTS]
    narrowed = {
        (finding.unknown.year, Place(*finding.unknown.leaf)) for finding in counts or findings
    }
    for year, place in sorted(narrowed, key=itemgetter(0, 1)):
        block = _with_the_nearest(of_year[year], place)
        for measure in ("entrants", "graduates"):
            yield (year, measure), block
        if any(one.unknown.measure == "enrolled" for one in findings):
            yield (year, "enrolled"), block


def _with_the_nearest(year: PublishedYear, place: Place) -> Block:
    """All blocks of counts that the place is in, and the one that has most in common with them."""
    blocks = [year.block_of(measure)[place] for measure in COUNTS]
    whole = {one for block in blocks for one in block}
    nearest = max(
        (
            block
            for block in year.blocks["graduates"]
            if not whole & set(block) and _has_everybody(year, block)
        ),
        key=lambda block: (_shared(place, block[0]), -len(block)),
        default=(),
    )
    return tuple(sorted({*whole, *nearest}))


def _has_everybody(year: PublishedYear, block: Block) -> bool:
    """Whether entrants, enrolled and graduates are among a block: what has nobody hides nobody."""
    newest = year.collected.versions[-1]
    return all(any(count(newest.of(one).get(place)) for place in block) for one in COUNTS)


def _shared(one: Place, other: Place) -> int:
    pairs = list(zip(one, other, strict=True))
    return next((at for at, (mine, theirs) in enumerate(pairs) if mine != theirs), len(pairs))
