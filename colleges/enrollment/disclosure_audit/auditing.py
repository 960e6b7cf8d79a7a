"""Whether all that is public leaves every small group open: the attack, and what it found."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass, field

import numpy as np

from .bounds import Attack, Contradiction, Program, System
from .equations import UNANSWERED, Equation, Knowledge, Unknown, knowledge_of
from .public import ALL, PublicRecord

TOGETHER = 3_000  # unknown numbers of small systems that are solved in one
THRESHOLD = 5


@dataclass(frozen=True)
class NarrowedGroup:
    """A group that is narrowed: it is known to be fewer than its threshold, and perhaps not 0."""

    unknown: Unknown
    least: int
    most: int

    @property
    def is_exact(self) -> bool:
        return self.least == self.most

    def __str__(self) -> str:
        year, version, measure, leaf = self.unknown
        amount = f"{self.most}" if self.is_exact else f"{self.least} to {self.most}"
        return f"{year} v{version} {measure} {' '.join(leaf)}: {amount}"


@dataclass
class AuditReport:
    """What an audit looked at and found."""

    findings: list[NarrowedGroup] = field(default_factory=list)
    unknown_count: int = 0
    equation_count: int = 0
    known_count: int = 0

    @property
    def is_passed(self) -> bool:
        return not self.findings


Progress = Callable[[int, int], None]


def audit(
    record: PublicRecord,
    thresholds: Mapping[str, int] | None = None,
    *,
    is_flow_believed: bool = True,
    progress: Progress = lambda _done, _whole: None,
) -> AuditReport:
    """Attack a public record. ``thresholds`` by measure; 5 for those that are not named.

    Every leaf is asked for, told as small or hidden. That is enough for every group: a group that
    cannot reach the threshold has a leaf that cannot either.

    Raises ``Contradiction`` where the figures cannot all be true.
    """
    knowledge = knowledge_of(record, is_flow_believed=is_flow_believed)
    of = dict(thresholds or {})
    report = AuditReport(
        unknown_count=len(knowledge.unknown),
        equation_count=len(knowledge.equations),
        known_count=len(knowledge.known),
    )
    for one, value in knowledge.known.items():
        if one.measure != UNANSWERED and 0 < value < of.get(one.measure, THRESHOLD):
            report.findings.append(NarrowedGroup(one, round(value), round(value)))
    units, done = _told_together(record), 0

    def tell(count: int) -> None:
        nonlocal done
        done += count
        progress(done, len(knowledge.unknown))

    for unknown, equations in _bins(_components(knowledge)):
        report.findings += _attacked(knowledge, unknown, equations, of, units, tell)
    report.findings.sort(key=lambda one: one.unknown)
    return report


def _attacked(
    knowledge: Knowledge,
    unknown: list[Unknown],
    equations: list[Equation],
    thresholds: Mapping[str, int],
    units: Mapping[str, str],
    tell: Callable[[int], None],
) -> Iterator[NarrowedGroup]:
    equations = _believable(knowledge, unknown, equations)
    system = _system(knowledge, unknown, equations)
    wanted = {
        at: thresholds.get(one.measure, THRESHOLD)
        for at, one in enumerate(unknown)
        if one.measure != UNANSWERED
    }
    colleges = [units.get(one.leaf.college, one.leaf.college) for one in unknown]
    versions = [(one.year, one.version) for one in unknown]
    for narrow in Attack(system, wanted, versions, colleges, tell).narrowed():
        least, most = int(np.ceil(narrow.least - 1e-4)), int(narrow.most + 1e-4)
        yield NarrowedGroup(unknown[narrow.column], least, most)


def _told_together(record: PublicRecord) -> dict[str, str]:
    """For colleges of which some figure is told together: one of them that stands for all."""
    stands: dict[str, str] = {}

    def root(college: str) -> str:
        while stands.setdefault(college, college) != college:
            college = stands[college]
        return college

    for figure in record.figures:
        for cell in figure.cells[1:]:
            if cell.college != ALL:
                stands[root(cell.college)] = root(figure.cells[0].college)
    return {college: root(college) for college in stands}


def _system(knowledge: Knowledge, unknown: list[Unknown], equations: list[Equation]) -> System:
    column = {one: at for at, one in enumerate(unknown)}
    terms = [(column[one], factor) for each in equations for one, factor in each.terms]
    return System(
        lower=np.array([knowledge.unknown[one] for one in unknown], dtype=float),
        least=np.array([one.least - one.leeway for one in equations], dtype=float),
        most=np.array([one.most + one.leeway for one in equations], dtype=float),
        starts=np.cumsum([0, *(len(one.terms) for one in equations)], dtype=np.int32),
        columns=np.array([at for at, _factor in terms], dtype=np.int32),
        factors=np.array([factor for _at, factor in terms], dtype=float),
    )


def _believable(
    knowledge: Knowledge, unknown: list[Unknown], equations: list[Equation]
) -> list[Equation]:
    """The equations, with beliefs loosened as far as the figures refute them, and as far again."""
    if not any(one.leeway for one in equations):
        return equations
    if _is_possible(_system(knowledge, unknown, equations)):
        return equations
    loosened = _loosened(knowledge, unknown, equations)
    if _is_possible(_system(knowledge, unknown, loosened)):
        return loosened
    return [one for one in equations if not one.leeway]


def _is_possible(system: System) -> bool:
    try:
        Program(system.solver()).anyhow()
    except Contradiction:
        return False
    return True


def _loosened(
    knowledge: Knowledge, unknown: list[Unknown], equations: list[Equation]
) -> list[Equation]:
    """Each belief gives way by the least that all together must, which is then doubled."""
    program = _system(knowledge, unknown, [_firm(one) for one in equations])
    soft = [at for at, one in enumerate(equations) if one.leeway]
    solver = program.solver()
    width = program.width
    for at in soft:
        leeway = equations[at].leeway
        solver.changeRowBounds(at, equations[at].least, equations[at].most)
        for sign in (1.0, -1.0):
            # Within the leeway it costs nothing, beyond it as much as it is farther.
            solver.addCol(0.0, 0.0, leeway, 1, np.array([at], dtype=np.int32), np.array([sign]))
            solver.addCol(
                -1.0 / leeway, 0.0, 1e9, 1, np.array([at], dtype=np.int32), np.array([sign])
            )
    values = Program(solver).anyhow()
    found = list(equations)
    for number, at in enumerate(soft):
        beyond = sum(values[width + 4 * number + k] for k in (1, 3))
        if beyond > 1e-6:
            one = equations[at]
            found[at] = Equation(one.terms, one.least, one.most, one.leeway + 2 * beyond)
    return found


def _firm(one: Equation) -> Equation:
    return Equation(one.terms, one.least, one.most)


def _components(knowledge: Knowledge) -> Iterator[tuple[list[Unknown], list[Equation]]]:
    """Unknown numbers that equations connect, and those equations."""
    parent = {one: one for one in knowledge.unknown}

    def root(one: Unknown) -> Unknown:
        while parent[one] != one:
            parent[one] = parent[parent[one]]
            one = parent[one]
        return one

    for equation in knowledge.equations:
        first = root(equation.terms[0][0])
        for one, _factor in equation.terms[1:]:
            parent[root(one)] = first
    members: dict[Unknown, list[Unknown]] = defaultdict(list)
    equations: dict[Unknown, list[Equation]] = defaultdict(list)
    for one in knowledge.unknown:
        members[root(one)].append(one)
    for equation in knowledge.equations:
        equations[root(equation.terms[0][0])].append(equation)
    for key, found in members.items():
        yield found, equations[key]


def _bins(
    components: Iterable[tuple[list[Unknown], list[Equation]]],
) -> Iterator[tuple[list[Unknown], list[Equation]]]:
    """Small components together: what many programs would cost is their number."""
    unknown: list[Unknown] = []
    equations: list[Equation] = []
    for found, of_found in components:
        if unknown and len(unknown) + len(found) > TOGETHER:
            yield unknown, equations
            unknown, equations = [], []
        unknown, equations = unknown + found, equations + of_found
    if unknown:
        yield unknown, equations
