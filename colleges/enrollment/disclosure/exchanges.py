"""Whether sums leave every small outcome open: people are exchanged in thought, sums stay.

An outcome of a leaf is open where people can be exchanged with other leaves, starting from what was
collected, so that every published sum stays as it is and the outcome reaches the threshold. Such
exchanges are looked for among some colleges at a time, which finds fewer and is quick.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from random import Random

import highspy
import numpy as np

from .blocks import Block, connected
from .leaves import EMPLOYED, FURTHER_STUDY, GRADUATES, REMAINDER, Place
from .sums import Outcomes, PublishedSum, members_of
from .thresholds import ThresholdRule

# In each pass; whoever is left in the last is asked for alone.
COLLEGES_AT_ONCE = (24, 24, 24, 24, 48, 96)
FEW = 8  # outcomes that are asked for together once all together gain nothing
CLOSE = 1e-6
NOT_EMPLOYED = "not-employed"  # where it is not known which of them study
# Exchanges that were found stay possible when others are asked for: primal simplex goes on there.
OPTIONS = (("output_flag", False), ("threads", 1), ("simplex_strategy", 4))
UNANSWERED = "unanswered"  # where it is not even known who works
Count = tuple[Place, str]


@dataclass
class ExchangeProgram:
    """A linear program: how counts may differ from the collected ones while equations hold."""

    counts: list[Count] = field(default_factory=list)
    most_less: list[float] = field(default_factory=list)
    equations: list[list[tuple[int, float]]] = field(default_factory=list)
    sums: list[PublishedSum | None] = field(default_factory=list)

    def column(self, count: Count, collected: int) -> int:
        self.counts.append(count)
        self.most_less.append(-collected)
        return len(self.counts) - 1

    def equation(self, terms: Iterable[tuple[int, float]], told: PublishedSum | None = None):
        self.equations.append(list(terms))
        self.sums.append(told)

    def solver(self) -> highspy.Highs:
        program = highspy.HighsLp()
        width, height = len(self.counts), len(self.equations)
        program.num_col_, program.num_row_ = width, height
        program.col_cost_ = np.zeros(width)
        program.col_lower_ = np.array(self.most_less, dtype=float)
        program.col_upper_ = np.full(width, highspy.kHighsInf)
        program.row_lower_ = program.row_upper_ = np.zeros(height)
        program.sense_ = highspy.ObjSense.kMaximize
        matrix = program.a_matrix_
        matrix.format_ = highspy.MatrixFormat.kRowwise
        matrix.start_ = np.cumsum([0, *map(len, self.equations)], dtype=np.int32)
        matrix.index_ = np.array([at for row in self.equations for at, _x in row], dtype=np.int32)
        matrix.value_ = np.array([by for row in self.equations for _x, by in row], dtype=float)
        solver = highspy.Highs()
        for option, value in OPTIONS:
            solver.setOptionValue(option, value)
        solver.passModel(program)
        return solver


@dataclass(frozen=True)
class PublishedOutcomes:
    """What is to be published of one version, and what was collected."""

    outcomes: Outcomes
    sums: Sequence[PublishedSum]
    blocks: Sequence[Block]
    rule: ThresholdRule

    def narrowed(
        self, places: Sequence[Place], opened: set[Count]
    ) -> dict[Count, list[PublishedSum]]:
        """The small outcomes that are not open, each with the sums that bind it.

        ``opened`` are those found open before sums were joined, which closes none of them; what
        is found open now is added.
        """
        asked = self._small(places) - opened
        pending = set(asked)
        bound: dict[Count, list[PublishedSum]] = {}
        for batch in _batches(places, pending, self._told_together(places)):
            here = [count for count in batch.pending if count in pending]
            if here:
                closed = self._closed(batch, here)
                pending -= set(here) - set(closed)
                bound = {count: bound.get(count, []) for count in pending} | closed
        opened |= asked - pending
        return {count: bound[count] for count in sorted(pending)}

    def _told_together(self, places: Sequence[Place]) -> list[set[str]]:
        """Colleges of which some figure is told together: exchanges among them are the nearest."""
        of_sums = [
            {college for (college,) in one.keys}
            for one in self.sums
            if one.table.fields == ("college",)
        ]
        of_blocks = [{place.college for place in block} for block in self.blocks]
        return [*of_sums, *of_blocks, *({place.college} for place in places)]

    def _small(self, places: Sequence[Place]) -> set[Count]:
        """Outcomes below their threshold, but for the zeros that everybody may know."""
        alone = {block[0] for block in self.blocks if len(block) == 1}
        empty = {place for block in self.blocks if self._is_empty(block) for place in block}
        nobody = self._nowhere(places)
        found = set()
        for place in places:
            for measure, value in self._values(place).items():
                is_asked = measure != UNANSWERED and value < self.rule.of(measure)
                if not is_asked or (place, measure) in nobody:
                    continue
                is_told = place in empty or (place in alone and measure == GRADUATES)
                if not is_told:
                    found.add((place, measure))
        return found

    def _is_empty(self, block: Block) -> bool:
        """Whether it is told that nobody of a block graduated."""
        told = [self.outcomes.graduates.get(place) for place in block]
        known = [one for one in told if isinstance(one, int)]
        return bool(known) and not any(known)

    def _nowhere(self, places: Sequence[Place]) -> set[Count]:
        """Outcomes that a published sum of nobody settles."""
        of_keys: dict[Place, set[str]] = defaultdict(set)
        for one, members in members_of(self.sums, places).items():
            for measure in (one.measure, REMAINDER):
                values = [self._values(place).get(measure) for place in members]
                is_of_sums = measure != REMAINDER or one.measure == FURTHER_STUDY
                if is_of_sums and members and not any(values):
                    for place in members:
                        of_keys[place].add(measure)
        return {(place, measure) for place, found in of_keys.items() for measure in found}

    def _values(self, place: Place) -> dict[str, int]:
        graduates, employed, further = self.outcomes.known_of(place)
        found = {GRADUATES: graduates, EMPLOYED: employed, FURTHER_STUDY: further}
        if graduates is not None and employed is not None:
            rest = graduates - employed - (further or 0)
            found[NOT_EMPLOYED if further is None else REMAINDER] = rest
        elif graduates is not None and further is not None:
            found[UNANSWERED] = graduates - further
        return {measure: value for measure, value in found.items() if value is not None}

    def _closed(self, batch: Batch, pending: list[Count]) -> dict[Count, list[PublishedSum]]:
        """Those of some counts that no exchange among these places opens."""
        program = self._program(batch.places)
        columns = {count: at for at, count in enumerate(program.counts)}
        wanted = {
            columns[count]: self.rule.of(count[1]) + program.most_less[columns[count]]
            for count in pending
        }
        closed = _unreached(program, wanted, is_last=batch.is_last)
        return {program.counts[at]: sums for at, sums in closed.items()}

    def _program(self, places: Sequence[Place]) -> ExchangeProgram:
        program = ExchangeProgram()
        here = set(places)
        column: dict[Count, int] = {}
        for place in places:
            for measure, value in self._values(place).items():
                column[place, measure] = program.column((place, measure), value)
            self._divide(program, column, place)
        for block in self.blocks:
            inside = [(column[one, GRADUATES], 1.0) for one in block if (one, GRADUATES) in column]
            if inside and set(block) & here:
                program.equation(inside)
        for one, members in members_of(self.sums, places).items():
            counts = [(at, one.measure) for at in members]
            inside = [(column[count], 1.0) for count in counts if count in column]
            if inside:
                program.equation(inside, one)
        return program

    @staticmethod
    def _divide(program: ExchangeProgram, column: dict[Count, int], place: Place) -> None:
        """Graduates are those employed, in further study, and the rest."""
        measures = (EMPLOYED, FURTHER_STUDY, REMAINDER, NOT_EMPLOYED, UNANSWERED)
        parts = [column[place, one] for one in measures if (place, one) in column]
        if any((place, one) in column for one in measures[2:]):
            if (place, NOT_EMPLOYED) in column and (place, FURTHER_STUDY) in column:
                parts.remove(column[place, FURTHER_STUDY])
            program.equation([(column[place, GRADUATES], -1.0), *((part, 1.0) for part in parts)])


def _unreached(
    program: ExchangeProgram, wanted: dict[int, float], *, is_last: bool
) -> dict[int, list[PublishedSum]]:
    """Columns that cannot reach what is wanted of them: many at once first, then each alone."""
    solver = program.solver()
    pending, closed = dict(wanted), {}
    for at_once in (len(pending), FEW) if is_last else (len(pending),):
        while reached := [
            one for aims in _in_parts(pending, at_once) for one in _reached(solver, pending, aims)
        ]:
            for at in reached:
                pending.pop(at, None)
    if not is_last:
        return {at: [] for at in pending}
    for at in list(pending):
        if at in pending:
            reached = _reached(solver, pending, [at])
            if at not in reached:
                closed[at] = _binding(solver, program)
            for other in (*reached, at):
                pending.pop(other, None)
    return closed


def _in_parts(pending: dict[int, float], size: int) -> Iterator[list[int]]:
    """So many of those pending at a time, as long as they are."""
    everything = list(pending)
    for first in range(0, len(everything), max(size, 1)):
        part = everything[first : first + size]
        if aims := [one for one in part if one in pending]:
            yield aims


def _reached(solver: highspy.Highs, pending: dict[int, float], aims: list[int]) -> list[int]:
    """Those pending that have what is wanted of them once ``aims`` are as large as they can be."""
    at = np.array(aims, dtype=np.int32)
    lower = np.array(solver.getLp().col_lower_)[at]
    solver.changeColsCost(len(at), at, np.ones(len(at)))
    solver.changeColsBounds(len(at), at, lower, np.array([pending[one] for one in aims]))
    solver.run()
    found = np.array(solver.getSolution().col_value)
    if solver.getModelStatus() != highspy.HighsModelStatus.kOptimal:
        raise ArithmeticError(f"HiGHS ends with {solver.getModelStatus()}.")
    solver.changeColsCost(len(at), at, np.zeros(len(at)))
    solver.changeColsBounds(len(at), at, lower, np.full(len(at), highspy.kHighsInf))
    return [one for one, least in pending.items() if found[one] >= least - CLOSE]


def _binding(solver: highspy.Highs, program: ExchangeProgram) -> list[PublishedSum]:
    duals = np.array(solver.getSolution().row_dual)
    told = zip(program.sums, duals, strict=True)
    return [one for one, dual in told if one is not None and abs(dual) > CLOSE]


@dataclass(frozen=True)
class Batch:
    """Colleges among which exchanges are looked for."""

    places: list[Place]
    pending: list[Count]
    is_last: bool


def _batches(
    places: Sequence[Place], pending: set[Count], together: list[set[str]]
) -> Iterator[Batch]:
    """Some colleges at a time: first all of them, then more about each that is left."""
    of_college: dict[str, list[Place]] = defaultdict(list)
    for place in places:
        of_college[place.college].append(place)
    units = sorted(connected(together))
    chance = Random("exchanges")  # noqa: S311
    for number, size in enumerate(COLLEGES_AT_ONCE, start=1):
        is_last = number == len(COLLEGES_AT_ONCE) or size >= len(of_college)
        left = {place.college for place, _measure in pending}
        chance.shuffle(units)
        ordered = sorted(units, key=lambda unit: left.isdisjoint(unit))
        while left:
            among: set[str] = set()
            # The last of those left are looked at among some others.
            while ordered and len(among) < size:
                among.update(ordered.pop(0))
            left -= among
            yield Batch(
                [place for college in sorted(among) for place in of_college[college]],
                sorted(count for count in pending if count[0].college in among),
                is_last,
            )
        if is_last:
            return
