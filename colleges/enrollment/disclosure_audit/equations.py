"""The equations that published figures imply, in people of single leaves."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from typing import NamedTuple

from .public import LEAVES, WITHHELD, PublicCell, PublicFigure, PublicRecord

GRADUATES, EMPLOYED, FURTHER, REST = "graduates", "employed", "further-study", "remainder"
UNANSWERED = "unanswered"  # graduates of whom it is not even known whether they work
ENTRANTS, ENROLLED = "entrants", "enrolled"
PARTS = (EMPLOYED, FURTHER)
RATES = {"employment-rate": EMPLOYED, "further-study-rate": FURTHER}
LEAVERS, SHARE_OF_LEAVERS = 1, 0.02  # last year's students who may be missing, or have come


Nowhere = set[tuple[str, PublicCell]]  # leaves of a measure that nobody has a number of


class Unknown(NamedTuple):
    """How many people a leaf has, of one measure in one version of a year."""

    year: int
    version: int
    measure: str
    leaf: PublicCell


@dataclass(frozen=True)
class Equation:
    """``least`` ≤ sum of terms ≤ ``most``. ``leeway`` is in both where it is a belief only."""

    terms: tuple[tuple[Unknown, float], ...]
    least: float
    most: float
    leeway: float = 0


@dataclass
class Knowledge:
    """What follows from the public record: numbers that are known, and equations of the others."""

    known: dict[Unknown, float] = field(default_factory=dict)
    unknown: dict[Unknown, int] = field(default_factory=dict)  # and the least it can be
    equations: list[Equation] = field(default_factory=list)

    def state(
        self, terms: Iterable[tuple[Unknown, float]], least: float, most: float, leeway: float = 0
    ) -> None:
        """Add an equation, with what is known on its other side."""
        open_terms = []
        for term, factor in terms:
            if term in self.known:
                least, most = least - factor * self.known[term], most - factor * self.known[term]
            else:
                self.unknown.setdefault(term, 0)
                open_terms.append((term, factor))
        if open_terms:
            self.equations.append(Equation(tuple(open_terms), least, most, leeway))

    def has(self, one: Unknown) -> bool:
        return one in self.known or one in self.unknown


def knowledge_of(record: PublicRecord, *, is_flow_believed: bool = True) -> Knowledge:
    """All that the public record implies, and what is believed of who comes and goes."""
    found = Knowledge()
    versions: dict[tuple[int, int], list[PublicFigure]] = defaultdict(list)
    for figure in record.figures:
        versions[figure.year, figure.version].append(figure)
    for (year, version), figures in sorted(versions.items()):
        _of_version(found, year, version, figures)
    if is_flow_believed:
        _flows(found, sorted(versions))
    _unchanged(found, record)
    return found


def _of_version(found: Knowledge, year: int, version: int, figures: list[PublicFigure]) -> None:
    leaves = [one for one in figures if one.table == LEAVES and one.half_unit is None]
    nowhere = {(one.measure, one.cells[0]) for one in leaves if _is_nothing(one)}
    for figure in leaves:
        if len(figure.cells) == 1 and figure.value is not None and not figure.symbol:
            found.known[Unknown(year, version, figure.measure, figure.cells[0])] = figure.value
    graduates = {leaf for one in leaves if one.measure == GRADUATES for leaf in one.cells}
    divided = _Leaves(graduates)
    for figure in figures:
        if figure.value == 0 and not figure.symbol and figure.half_unit is None:
            for leaf in figure.cells if figure.table == LEAVES else divided.of(figure.cells):
                found.known.setdefault(Unknown(year, version, figure.measure, leaf), 0)
    for leaf in graduates:
        if found.known.get(Unknown(year, version, GRADUATES, leaf)) == 0:
            for measure in (*PARTS, REST):
                found.known.setdefault(Unknown(year, version, measure, leaf), 0)
    for figure in leaves:
        if len(figure.cells) > 1:
            _told_together(found, figure, figure.cells)
    for figure in figures:
        if figure.table != LEAVES and figure.half_unit is None:
            inside = [
                leaf for leaf in divided.of(figure.cells) if (figure.measure, leaf) not in nowhere
            ]
            _told_together(found, figure, inside)
            _of_the_same(found, figure, inside)
    # Where only some of those told together are known, nobody knows what would be divided.
    partly = {
        leaf for one in leaves if one.measure == GRADUATES and one.symbol for leaf in one.cells
    }
    for leaf in sorted(graduates - partly):
        _divide(found, year, version, leaf, nowhere)
    _not_zero(found, year, version, leaves)
    for figure in figures:
        if figure.half_unit is not None:
            part = RATES[figure.measure]
            answered = (leaf for leaf in divided.of(figure.cells) if (part, leaf) not in nowhere)
            _rate(found, figure, list(answered))


def _is_nothing(figure: PublicFigure) -> bool:
    """A leaf of whom nobody knows. Only counts are withheld; outcomes are, as sums alone."""
    is_withheld = figure.symbol == WITHHELD and figure.measure not in PARTS
    return len(figure.cells) == 1 and figure.value is None and not is_withheld


def _told_together(found: Knowledge, figure: PublicFigure, leaves: Iterable[PublicCell]) -> None:
    """Their sum is the figure; one that is withheld leaves them open."""
    terms = [(Unknown(figure.year, figure.version, figure.measure, leaf), 1.0) for leaf in leaves]
    if figure.value is not None:
        found.state(terms, figure.value, figure.value)
    elif figure.symbol == WITHHELD:
        for term, _factor in terms:
            if term not in found.known:
                found.unknown.setdefault(term, 0)


def _of_the_same(found: Knowledge, figure: PublicFigure, leaves: Iterable[PublicCell]) -> None:
    """The graduates of a sum; there may be others of whom nobody was asked what became of them."""
    if figure.base is not None:
        terms = [(_unknown(figure, GRADUATES, leaf), 1.0) for leaf in leaves]
        found.state(terms, figure.base, float("inf"))


def _not_zero(found: Knowledge, year: int, version: int, leaves: list[PublicFigure]) -> None:
    """Where zeros are told of leaves that share a sum, whoever is not told is not zero."""
    alone = (one for one in leaves if len(one.cells) == 1)
    zeros = {(one.measure, one.cells[0]) for one in alone if one.value == 0}
    of_outcomes = {measure for measure, _leaf in zeros if measure in PARTS}
    groups = [[(one.measure, leaf) for leaf in one.cells] for one in leaves if len(one.cells) > 1]
    opened = {member for group in groups if zeros & set(group) for member in group}
    for one in found.unknown:
        if (one.year, one.version) == (year, version) and (
            one.measure in of_outcomes or (one.measure, one.leaf) in opened
        ):
            found.unknown[one] = 1


def _divide(
    found: Knowledge,
    year: int,
    version: int,
    leaf: PublicCell,
    nowhere: Nowhere,
) -> None:
    """Graduates are those employed, those in further study, and the rest."""
    whole, employed, further, rest = (
        Unknown(year, version, measure, leaf) for measure in (GRADUATES, EMPLOYED, FURTHER, REST)
    )
    if (GRADUATES, leaf) in nowhere or not found.has(whole):
        return
    if (EMPLOYED, leaf) in nowhere:
        rest = rest._replace(measure=UNANSWERED)
    parts = [one for one in (employed, further) if (one.measure, leaf) not in nowhere]
    if rest in found.known:
        return
    if not any(found.has(part) for part in parts):
        return
    if found.known.keys() >= {whole, *parts}:
        found.known[rest] = found.known[whole] - sum(found.known[part] for part in parts)
        return
    found.state([(whole, -1.0), *((part, 1.0) for part in parts), (rest, 1.0)], 0, 0)


def _rate(found: Knowledge, figure: PublicFigure, leaves: list[PublicCell]) -> None:
    """A rate in per cent lies within half a unit of its last digit."""
    if figure.value is None or figure.half_unit is None:
        return
    for bound, is_least in (
        (figure.value - figure.half_unit, True),
        (figure.value + figure.half_unit, False),
    ):
        terms = []
        for leaf in leaves:
            terms.append((_unknown(figure, RATES[figure.measure], leaf), 100.0))
            terms.append((_unknown(figure, GRADUATES, leaf), -bound))
        least, most = (0.0, float("inf")) if is_least else (float("-inf"), 0.0)
        found.state(terms, least, most)


def _unknown(figure: PublicFigure, measure: str, leaf: PublicCell) -> Unknown:
    return Unknown(figure.year, figure.version, measure, leaf)


def _flows(found: Knowledge, versions: list[tuple[int, int]]) -> None:
    """Last year's students and the entrants are this year's students and the graduates, about."""
    newest = dict(versions)
    leaves: dict[tuple[int, int, str], set[PublicCell]] = defaultdict(set)
    for one in (*found.known, *found.unknown):
        leaves[one.year, one.version, one.measure].add(one.leaf)
    for year, version in versions:
        if year - 1 in newest:
            before = (year - 1, newest[year - 1])
            counted = [leaves[year, version, one] for one in (ENTRANTS, ENROLLED, GRADUATES)]
            for leaf in sorted(set.intersection(*counted)):
                _flow(found, (year, version), before, leaf, leaves)


def _flow(
    found: Knowledge,
    now: tuple[int, int],
    before: tuple[int, int],
    leaf: PublicCell,
    leaves: Mapping[tuple[int, int, str], set[PublicCell]],
) -> None:
    last = Unknown(*before, ENROLLED, leaf)
    terms = [
        (Unknown(*now, ENTRANTS, leaf), 1.0),
        (Unknown(*now, GRADUATES, leaf), -1.0),
        (Unknown(*now, ENROLLED, leaf), -1.0),
    ]
    students = found.known.get(last, 0.0)
    if leaf in leaves[*before, ENROLLED]:
        terms.append((last, 1.0))
    elif any(leaf in there for key, there in leaves.items() if key[:2] == before):
        return  # it was there, and how many were enrolled is not known
    if any(term in found.unknown for term, _factor in terms):
        leeway = LEAVERS + round(SHARE_OF_LEAVERS * students)
        found.state(terms, 0, 0, leeway)


def _unchanged(found: Knowledge, record: PublicRecord) -> None:
    """Where changes are told leaf by leaf, all others are as they were."""
    changed = {(one.year, one.earlier, one.later, one.measure, one.leaf) for one in record.changes}
    for year, earlier, later in sorted(record.compared):
        for one in [*found.known, *found.unknown]:
            if (one.year, one.version) != (year, earlier):
                continue
            twin = one._replace(version=later)
            told = (year, earlier, later, one.measure, one.leaf) in changed
            if not told and found.has(twin):
                found.state([(one, 1.0), (twin, -1.0)], 0, 0)


class _Leaves:
    """The leaves of a version, found by any cell that holds them."""

    def __init__(self, leaves: Iterable[PublicCell]) -> None:
        self._leaves = sorted(leaves)
        self._of_shape: dict[tuple[bool, ...], dict[tuple, list[PublicCell]]] = {}

    def of(self, cells: Iterable[PublicCell]) -> Iterator[PublicCell]:
        for cell in cells:
            shape = tuple(code != "all" for code in cell)
            if shape not in self._of_shape:
                index = self._of_shape[shape] = defaultdict(list)
                for leaf in self._leaves:
                    index[_seen(leaf, shape)].append(leaf)
            yield from self._of_shape[shape].get(_seen(cell, shape), ())


def _seen(cell: PublicCell, shape: tuple[bool, ...]) -> tuple:
    return tuple(code for code, is_seen in zip(cell, shape, strict=True) if is_seen)
