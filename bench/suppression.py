"""Cell suppression: tables in which some cells are not told, until an audit finds nothing.

Zeros and cells from the threshold on may be told. Which of them are is decided by programs, or by
asking the audit from the largest on.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from typing import NamedTuple

import highspy
import numpy as np

from colleges.enrollment.disclosure.leaves import (
    ENROLLED,
    ENTRANTS,
    GRADUATES,
    Answers,
    Place,
    count,
)
from colleges.enrollment.disclosure.thresholds import FEWEST
from colleges.enrollment.disclosure_audit.auditing import audit
from colleges.enrollment.disclosure_audit.public import (
    ALL,
    LEAVES,
    WITHHELD,
    PublicCell,
    PublicFigure,
    PublicRecord,
)

Fields = tuple[str, ...]
Asked = Mapping[tuple[int, str], Answers]  # by year and measure
Leaf = tuple[int, str, Place]
VERSION = 1
ROUNDS = 60
TELLING = 1e-6


class SuppressedCell(NamedTuple):
    """A cell of a table of one measure, with what would be printed in it."""

    year: int
    measure: str
    codes: PublicCell
    persons: int

    @property
    def is_leaf(self) -> bool:
        return ALL not in self.codes

    @property
    def is_small(self) -> bool:
        return 0 < self.persons < FEWEST

    def figure(self) -> PublicFigure:
        table = LEAVES if self.is_leaf else "margin"
        return PublicFigure(self.year, VERSION, table, self.measure, (self.codes,), self.persons)


def cell_of(place: Place, fields: Fields) -> PublicCell:
    """The cell of a table that a place belongs to."""
    return PublicCell(*(getattr(place, name) if name in fields else ALL for name in Place._fields))


def cells_of(
    year: int, measure: str, answers: Answers, tables: Iterable[Fields]
) -> list[SuppressedCell]:
    """All cells of some tables, the largest first."""
    persons: dict[PublicCell, int] = defaultdict(int)
    for fields in tables:
        for place, answer in answers.items():
            persons[cell_of(place, fields)] += count(answer)
    cells = (SuppressedCell(year, measure, codes, number) for codes, number in persons.items())
    return sorted(cells, key=lambda one: (-one.persons, one))


Record = Callable[[Sequence[SuppressedCell]], PublicRecord]


def told(
    cells: Iterable[SuppressedCell], record: Record, already: Sequence[SuppressedCell] = ()
) -> list[SuppressedCell]:
    """Of some cells, the first of them first, each that the audit lets be told with those before.

    Once narrowed is narrowed for good, so that many are asked for together.
    """
    found = list(already)

    def tell(more: Sequence[SuppressedCell]) -> None:
        if audit(record([*found, *more])).is_passed:
            found.extend(more)
        elif len(more) > 1:
            tell(more[: len(more) // 2])
            tell(more[len(more) // 2 :])

    tell([one for one in cells if not one.is_small])
    return found


class NotSuppressed(ArithmeticError):
    """What is narrowed even after all rounds."""


def suppressed(
    cells: Iterable[SuppressedCell], asked: Asked, record: Record
) -> list[SuppressedCell]:
    """Cells that pass the audit: of others as few persons as programs find.

    For each small leaf that the audit names, the cells whose change would cost least to bring it
    to the threshold are withdrawn; in the end, what may be told all the same is told again.
    """
    wanted = [one for one in cells if not one.is_small]
    kept = wanted
    for _round in range(ROUNDS):
        findings = audit(record(kept)).findings
        if not findings:
            return told([one for one in wanted if one not in set(kept)], record, kept)
        for year, _version, measure, leaf in (one.unknown for one in findings):
            withdrawn = _cheapest(kept, asked, (year, measure, Place(*leaf)))
            kept = [each for each in kept if each not in withdrawn]
    raise NotSuppressed(f"After {ROUNDS} rounds {len(findings)} are narrowed.")


def _cheapest(cells: Sequence[SuppressedCell], asked: Asked, aim: Leaf) -> set[SuppressedCell]:
    """The cells that must change, each person of each cell at its price, to open a leaf.

    As Kelly, Golden and Assad (1992): the least cost of a way to fill in all leaves anew.
    """
    persons = {
        (*of, place): count(answer)
        for of, answers in asked.items()
        for place, answer in answers.items()
    }
    column = {leaf: at for at, leaf in enumerate(persons)}
    priced = {one: len(column) + 2 * at for at, one in enumerate(c for c in cells if c.persons)}
    lower = -np.array(list(persons.values()), dtype=float)
    lower[column[aim]] += FEWEST
    solver = highspy.Highs()
    solver.setOptionValue("output_flag", False)
    width = len(column) + 2 * len(priced)
    lower = np.append(lower, np.zeros(2 * len(priced)))
    solver.addVars(width, lower, np.full(width, highspy.kHighsInf))
    prices = np.repeat([float(one.persons) for one in priced], 2)
    solver.changeColsCost(len(prices), np.arange(len(column), width, dtype=np.int32), prices)
    for terms in (*_sums(cells, column, priced), *_flows(column)):
        columns = np.array([at for at, _factor in terms], dtype=np.int32)
        factors = np.array([factor for _at, factor in terms])
        solver.addRow(0.0, 0.0, len(terms), columns, factors)
    solver.run()
    values = np.array(solver.getSolution().col_value)
    return {one for one, at in priced.items() if values[at : at + 2].max() > TELLING}


Terms = list[tuple[int, float]]


def _sums(
    cells: Iterable[SuppressedCell],
    column: Mapping[Leaf, int],
    priced: Mapping[SuppressedCell, int],
) -> Iterator[Terms]:
    """What changes in the leaves of a cell changes it, by more or by less; a zero never changes."""
    index: dict[tuple, list[int]] = defaultdict(list)
    for shape in {_shape(one.codes) for one in cells}:
        for (year, measure, place), at in column.items():
            index[year, measure, cell_of(place, shape)].append(at)
    for one in cells:
        terms = [(at, 1.0) for at in index[one.year, one.measure, one.codes]]
        if one in priced:
            terms += [(priced[one], -1.0), (priced[one] + 1, 1.0)]
        yield terms


def _shape(codes: PublicCell) -> Fields:
    return tuple(name for name, code in zip(codes._fields, codes, strict=True) if code != ALL)


def _flows(column: Mapping[Leaf, int]) -> Iterator[Terms]:
    """Last year's students and the entrants change as this year's students and the graduates."""
    for year, measure, place in column:
        flow = {
            (year, ENTRANTS, place): 1.0,
            (year - 1, ENROLLED, place): 1.0,
            (year, ENROLLED, place): -1.0,
            (year, GRADUATES, place): -1.0,
        }
        if measure == ENTRANTS and all(leaf in column for leaf in flow):
            yield [(column[leaf], factor) for leaf, factor in flow.items()]


def record_of(places: Mapping[int, Iterable[Place]]) -> Record:
    """What is public where these cells are told of years with these ``places``.

    That somebody studies there is always public; the audit reads it from leaves of graduates.
    """

    def record(cells: Sequence[SuppressedCell]) -> PublicRecord:
        told_of = {(one.year, one.codes) for one in cells if one.measure == GRADUATES}
        hidden = [
            PublicFigure(year, VERSION, LEAVES, GRADUATES, (leaf,), None, WITHHELD)
            for year, of_year in places.items()
            for leaf in (PublicCell(*place) for place in of_year)
            if (year, leaf) not in told_of
        ]
        return PublicRecord([*hidden, *(one.figure() for one in cells)])

    return record


def losses(
    cells: Iterable[SuppressedCell], answers: Answers, tables: Iterable[Fields]
) -> Iterator[tuple[float, float]]:
    """Of each table the share of persons who cannot be read, soft and strict.

    A cell can be read where it is told, or where adding and subtracting told ones gives it. Strict
    are all persons of the other cells; soft those of them whose leaves cannot be read.
    """
    places = list(answers)
    persons = np.array([count(answers[place]) for place in places], dtype=float)
    tells = _span([one.codes for one in cells], places)
    is_read = _are_read(np.eye(len(places)), tells)
    for fields in tables:
        codes = dict.fromkeys(cell_of(place, fields) for place in places)
        holds = _holds(list(codes), places)
        is_lost = holds[~_are_read(holds, tells)].any(axis=0)
        whole = persons.sum() or 1
        yield persons[is_lost & ~is_read].sum() / whole, persons[is_lost].sum() / whole


def _holds(codes: Sequence[PublicCell], places: Sequence[Place]) -> np.ndarray:
    """Which places each cell holds: a row for each cell, 1 where it does."""
    leaves = [PublicCell(*place) for place in places]
    return np.array([[one.holds(leaf) for leaf in leaves] for one in codes], dtype=float)


def _span(codes: Sequence[PublicCell], places: Sequence[Place]) -> np.ndarray:
    """All that cells tell by adding and subtracting, as rows at right angles to each other."""
    if not codes:
        return np.zeros((0, len(places)))
    _left, sizes, right = np.linalg.svd(_holds(codes, places), full_matrices=False)
    return right[sizes > TELLING * sizes[0]]


def _are_read(rows: np.ndarray, tells: np.ndarray) -> np.ndarray:
    return np.abs(rows - rows @ tells.T @ tells).max(axis=1, initial=0) < TELLING
