"""The least and the most that unknown numbers can be, by linear programs that HiGHS solves.

A number is *open* as soon as one way to fill in all numbers gives it its threshold. One program
shows that for many at once; only what is left is asked for alone. A system too large for that is
filled in once, and then a part of it at a time while the rest stays as it is.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Hashable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from random import Random

import highspy
import numpy as np

CLOSE = 1e-5
LARGE = 2_000  # unknown numbers in one system
PARTS = (20, 20, 20, 60, 180)  # colleges of a version at a time in a large system, each round
AT_ONCE = 8  # numbers that are asked for together once all together gain nothing
# Each question begins where the one before ended, which keeps all equations: primal simplex.
OPTIONS = (("output_flag", False), ("threads", 1), ("simplex_strategy", 4), ("presolve", "choose"))
OPTIMAL = highspy.HighsModelStatus.kOptimal
Array = np.ndarray


class Contradiction(ValueError):
    """The published figures cannot all be true."""


@dataclass(frozen=True)
class Narrow:
    """A number that cannot reach its threshold, by its place in the system."""

    column: int
    least: float
    most: float


@dataclass(frozen=True)
class System:
    """Equations of unknown numbers, row by row; ``lower`` is the least each can be."""

    lower: Array
    least: Array
    most: Array
    starts: Array
    columns: Array
    factors: Array

    @property
    def width(self) -> int:
        return len(self.lower)

    def rows_touching(self, columns: Array) -> Array:
        """The rows that any of these columns stands in."""
        is_meant = np.zeros(self.width, dtype=bool)
        is_meant[columns] = True
        touched = np.repeat(np.arange(len(self.least)), np.diff(self.starts))
        return np.unique(touched[is_meant[self.columns]])

    def part(self, columns: Array, filled_in: Array | None = None) -> System:
        """The system of some columns. All others stay as they are ``filled_in``."""
        place = np.full(self.width, -1)
        place[columns] = np.arange(len(columns))
        rows = self.rows_touching(columns)
        lengths = np.diff(self.starts)[rows]
        entries = np.repeat(self.starts[rows] - np.cumsum(lengths) + lengths, lengths)
        entries = entries + np.arange(lengths.sum())
        of_row = np.repeat(np.arange(len(rows)), lengths)
        inside = place[self.columns[entries]] >= 0
        least, most = self.least[rows].copy(), self.most[rows].copy()
        if filled_in is not None:
            terms = self.factors[entries] * filled_in[self.columns[entries]]
            outside = np.bincount(of_row, np.where(inside, 0, terms), len(rows))
            stands = np.bincount(of_row, np.where(inside, terms, 0), len(rows))
            # What is filled in is exact to some digits: the part itself must stay possible.
            least = np.minimum(least - outside, stands)
            most = np.maximum(most - outside, stands)
        starts = np.concatenate([[0], np.cumsum(np.bincount(of_row[inside], minlength=len(rows)))])
        return System(
            self.lower[columns],
            least,
            most,
            starts.astype(np.int32),
            place[self.columns[entries][inside]].astype(np.int32),
            self.factors[entries][inside],
        )

    def solver(self) -> highspy.Highs:
        program = highspy.HighsLp()
        program.num_col_, program.num_row_ = self.width, len(self.least)
        program.col_cost_ = np.zeros(self.width)
        program.col_lower_ = self.lower.astype(float)
        program.col_upper_ = np.full(self.width, highspy.kHighsInf)
        program.row_lower_, program.row_upper_ = self.least, self.most
        program.a_matrix_.format_ = highspy.MatrixFormat.kRowwise
        program.a_matrix_.start_ = self.starts
        program.a_matrix_.index_ = self.columns
        program.a_matrix_.value_ = self.factors
        program.sense_ = highspy.ObjSense.kMaximize
        solver = highspy.Highs()
        for option, value in OPTIONS:
            solver.setOptionValue(option, value)
        solver.passModel(program)
        return solver


@dataclass
class Attack:
    """Asks a system for numbers that cannot reach ``wanted``."""

    system: System
    wanted: Mapping[int, int]
    # Of each column; a large system is looked at by some colleges of one version at a time.
    versions: Sequence[Hashable]
    colleges: Sequence[Hashable]
    progress: Callable[[int], None] = lambda _done: None

    def narrowed(self) -> list[Narrow]:
        """What no way to fill in the numbers brings to its threshold, though it may be somebody."""
        pending = dict(self.wanted)
        if self.system.width > LARGE:
            filled_in = _filled_in(self.system)
            self._drop(pending, _open(pending, filled_in))
            for columns, aims in self._parts(pending):
                place = {int(column): at for at, column in enumerate(columns)}
                here = {place[one]: pending[one] for one in aims if one in pending}
                part = Program(self.system.part(columns, filled_in).solver())
                self._drop(pending, [int(columns[at]) for at in part.opened(here, alone=False)])
            if not pending:
                return []
        program = Program(self.system.solver())
        self._drop(pending, _open(pending, program.anyhow()))
        self._drop(pending, program.opened(pending, alone=False))
        if not pending or program.is_nobody(list(pending)):
            return []
        self._drop(pending, program.opened(pending, alone=True))
        found = [Narrow(one, *program.range_of(one)) for one in pending]
        self.progress(len(pending))
        return [one for one in found if one.most >= 1 - CLOSE]

    def _drop(self, pending: dict[int, int], opened: Iterable[int]) -> None:
        count = len(pending)
        for one in opened:
            pending.pop(one, None)
        self.progress(count - len(pending))

    def _parts(self, pending: Mapping[int, int]) -> Iterator[tuple[Array, list[int]]]:
        """Some colleges of one version at a time, by chance, as long as any number is pending."""
        members: dict[tuple[Hashable, Hashable], list[int]] = defaultdict(list)
        for column, place in enumerate(zip(self.versions, self.colleges, strict=True)):
            members[place].append(column)
        colleges = sorted(set(self.colleges), key=repr)
        chance = Random("parts")  # noqa: S311
        for size in PARTS:
            for version in sorted(set(self.versions), key=repr):
                left: dict[Hashable, list[int]] = defaultdict(list)
                for one in pending:
                    if self.versions[one] == version:
                        left[self.colleges[one]].append(one)
                order = sorted(left, key=repr)
                chance.shuffle(order)
                for first in range(0, len(order), size):
                    chosen = order[first : first + size]
                    others = chance.sample(colleges, min(size, len(colleges)))
                    among = list(dict.fromkeys([*chosen, *others]))[:size]
                    columns = sorted(
                        column for college in among for column in members[version, college]
                    )
                    yield np.array(columns), [one for college in chosen for one in left[college]]


@dataclass(frozen=True)
class Program:
    """A system in the solver, asked one question after another from where it stands."""

    solver: highspy.Highs

    def anyhow(self) -> Array:
        """Some way to fill in the numbers."""
        self._run()
        return np.array(self.solver.getSolution().col_value)

    def opened(self, wanted: Mapping[int, int], *, alone: bool) -> list[int]:
        """Those that reach their threshold; ``alone``: also asked one by one."""
        pending = dict(wanted)
        # None may be over its threshold when all pending are kept at or below theirs.
        _take_out(pending, _open(pending, self.anyhow()))
        while pending and _take_out(pending, self._reached(pending, list(pending))):
            pass
        while sum(_take_out(pending, self._reached(pending, few)) for few in _fews(pending)):
            pass
        for one in list(pending) if alone else ():
            if one in pending:
                _take_out(pending, self._reached(pending, [one]))
        return [one for one in wanted if one not in pending]

    def is_nobody(self, columns: list[int]) -> bool:
        """Whether none of these numbers can be anything but 0."""
        at = np.array(columns, dtype=np.int32)
        self.solver.changeColsCost(len(at), at, np.ones(len(at)))
        most = self.anyhow()[at].sum()
        self.solver.changeColsCost(len(at), at, np.zeros(len(at)))
        return bool(most <= CLOSE)

    def range_of(self, column: int) -> tuple[float, float]:
        """The least and the most that a number can be."""
        at = np.array([column], dtype=np.int32)
        ends = []
        for cost in (-1.0, 1.0):
            self.solver.changeColsCost(1, at, np.array([cost]))
            self._run()
            ends.append(float(self.solver.getSolution().col_value[column]))
        self.solver.changeColsCost(1, at, np.zeros(1))
        return ends[0], ends[1]

    def _reached(self, pending: Mapping[int, int], aims: list[int]) -> list[int]:
        """Those pending that are open once the sum of ``aims``, each to its threshold, is most."""
        at = np.array(aims, dtype=np.int32)
        lower = np.array(self.solver.getLp().col_lower_)[at]
        upper = np.array([pending[one] for one in aims], dtype=float)
        self.solver.changeColsCost(len(at), at, np.ones(len(at)))
        self.solver.changeColsBounds(len(at), at, lower, upper)
        self._run()
        found = _open(pending, np.array(self.solver.getSolution().col_value))
        self.solver.changeColsCost(len(at), at, np.zeros(len(at)))
        self.solver.changeColsBounds(len(at), at, lower, np.full(len(at), highspy.kHighsInf))
        return found

    def _run(self) -> None:
        self.solver.run()
        if self.solver.getModelStatus() == OPTIMAL:
            return
        # A warm start may lead astray: once more from the beginning.
        self.solver.clearSolver()
        self.solver.setOptionValue("simplex_strategy", 1)
        self.solver.run()
        self.solver.setOptionValue("simplex_strategy", 4)
        status = self.solver.getModelStatus()
        if status != OPTIMAL:
            raise Contradiction(f"HiGHS ends with {status}.")


def _fews(pending: dict[int, int]) -> Iterator[list[int]]:
    """Some of those pending at a time, as long as they are."""
    everything = list(pending)
    for first in range(0, len(everything), AT_ONCE):
        if few := [one for one in everything[first : first + AT_ONCE] if one in pending]:
            yield few


def _take_out(pending: dict[int, int], opened: list[int]) -> bool:
    """Whether any was opened; those are pending no more."""
    for one in opened:
        del pending[one]
    return bool(opened)


def _open(pending: Mapping[int, int], values: Array) -> list[int]:
    return [one for one, threshold in pending.items() if values[one] >= threshold - CLOSE]


def _filled_in(system: System) -> Array:
    """A way to fill in all numbers, away from the ends if that is found: parts have room then."""
    solver = system.solver()
    solver.setOptionValue("solver", "ipm")
    solver.setOptionValue("run_crossover", "off")
    solver.run()
    if solver.getModelStatus() != OPTIMAL:
        return Program(system.solver()).anyhow()
    return np.maximum(np.array(solver.getSolution().col_value), system.lower)
