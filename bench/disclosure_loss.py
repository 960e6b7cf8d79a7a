"""Loss beside that of cell suppression: how many persons cannot be read, table by table.

    nice -n 10 .venv/bin/python bench/disclosure_loss.py 2024

Reads the database of this installation: a year must be put out, at a threshold of 5. See README.md.
"""

from __future__ import annotations

import json
import os
import subprocess
import sys
from collections.abc import Iterable, Mapping, Sequence
from pathlib import Path
from time import monotonic

ROOT = Path(__file__).resolve().parent.parent
sys.path[:0] = [str(ROOT), str(ROOT / "bench"), str(ROOT / "bin")]
os.environ.setdefault("DJANGO_SETTINGS_MODULE", "qingdao_techedu.settings")

import django  # noqa: E402

django.setup()

import peers  # noqa: E402
from suppression import (  # noqa: E402
    Record,
    SuppressedCell,
    cells_of,
    losses,
    record_of,
    suppressed,
    told,
)

from colleges.enrollment.disclosure.leaves import (  # noqa: E402
    COUNTS,
    EMPLOYED,
    ENROLLED,
    GRADUATES,
    OUTCOMES,
    Answers,
    CollectedYear,
    Place,
    count,
    is_symbol,
)
from colleges.enrollment.disclosure.loss import TABLES  # noqa: E402
from colleges.enrollment.disclosure.protection import protect  # noqa: E402
from colleges.enrollment.disclosure.thresholds import FEWEST, ThresholdRule  # noqa: E402
from colleges.enrollment.disclosure_audit.auditing import audit  # noqa: E402
from colleges.enrollment.disclosure_audit.public import (  # noqa: E402
    PublicCell,
    PublicRecord,
    figures_from,
)
from colleges.enrollment.figures.models import Release  # noqa: E402
from colleges.enrollment.releases.disclosing import collected  # noqa: E402

PRINTED = (*TABLES, ())  # and the whole city
OF_OUTCOMES = (("college",), ("specialty",), ("level", "sex"), ("entry_route", "sex"))
SAFETY_RANGE = 20  # percent; Tau-Argus wants one for a rule of minimum frequency
SECONDS = 600
BOTH = tuple[float, float]  # soft and strict
Losses = Mapping[tuple[str, tuple[str, ...]], BOTH]


def main(year: int) -> int:
    released = Release.objects.sealed().filter(year__in=(year - 1, year))
    years = {one.year: one for one in collected(released)}
    newest = released.filter(year=year).order_by("version").last()
    if newest is None or not newest.protection:
        sys.exit(f"{year} is not put out: bin/run makes a portal with the sample.")
    if set(newest.protection["thresholds"].values()) != {FEWEST}:
        sys.exit(f"{year} is put out by other thresholds than {FEWEST}.")
    ours = _ours(newest)
    print(f"{newest}, beside suppressions of {year} that pass the audit.\n")
    ways = {"suppression": _by_ourselves}
    if peers.installed():
        ways["Tau-Argus"] = _by_tau_argus
    found = {name: _suppressed(way, years, year) for name, way in ways.items()}
    print(_table(ours, {name: _lost(one, years[year]) for name, one in found.items()}))
    print()
    print(_outcomes(ours, years[year]))
    return 0


def _ours(release: Release) -> Losses:
    told_losses = release.protection["losses"]
    return {
        (one["measure"], tuple(one["fields"])): (one["soft"], one["strict"]) for one in told_losses
    }


def _suppressed(way, years: Mapping[int, CollectedYear], year: int) -> list[SuppressedCell]:
    """What is told of each count of a year, and of the students of the year before.

    Each by itself at first, then all together: flows tell one from the others.
    """
    wanted = [(year, measure) for measure in COUNTS]
    if year - 1 in years:
        wanted.append((year - 1, ENROLLED))
    asked = {one: years[one[0]].versions[-1].of(one[1]) for one in wanted}
    found: list[SuppressedCell] = []
    for of, answers in asked.items():
        record = record_of({of[0]: answers})
        cells = sorted(way(*of, answers), key=lambda one: (-one.persons, one))
        _tell(f"{way.__name__}, {of[1]} of {of[0]}", cells, record)
        found += suppressed(cells, {of: answers}, record)
    record = record_of({number: one.places for number, one in years.items()})
    found.sort(key=lambda one: (-one.persons, one))
    _tell(f"{way.__name__}, all together", found, record)
    return suppressed(found, asked, record)


def _tell(what: str, cells: Sequence[SuppressedCell], record: Record) -> None:
    findings = audit(record([one for one in cells if not one.is_small])).findings
    exact = sum(one.is_exact for one in findings)
    _say(f"{what}: {len(findings)} narrowed at first, {exact} of them exact")


def _by_ourselves(year: int, measure: str, answers: Answers) -> list[SuppressedCell]:
    """The tables of which loss is told and nothing else."""
    return cells_of(year, measure, answers, PRINTED)


def _by_tau_argus(year: int, measure: str, answers: Answers) -> list[SuppressedCell]:
    """The cross table by college, specialty, course and sex, with all its totals."""
    leaves = [
        [one.college, one.specialty, f"{one.level}/{one.entry_route}", one.sex, count(answer)]
        for one, answer in answers.items()
    ]
    printed = subprocess.run(
        [peers.PYTHON, str(ROOT / "bench/acts/tau_argus.py")],
        input=json.dumps([SAFETY_RANGE, leaves]),
        stdout=subprocess.PIPE,
        check=True,
        text=True,
        timeout=SECONDS,
    ).stdout.splitlines()[-1]
    cells = []
    for college, specialty, course, sex, persons in json.loads(printed):
        level, _slash, route = course.partition("/")
        codes = PublicCell(college, specialty, level, route or level, sex)
        cells.append(SuppressedCell(year, measure, codes, persons))
    return cells


def _lost(cells: Sequence[SuppressedCell], year: CollectedYear) -> Losses:
    found = {}
    for measure in COUNTS:
        own = [one for one in cells if (one.year, one.measure) == (year.year, measure)]
        answers = year.versions[-1].of(measure)
        for fields, both in zip(TABLES, losses(own, answers, TABLES), strict=True):
            found[measure, tuple(fields)] = both
    return found


def _table(ours: Losses, theirs: Mapping[str, Losses]) -> str:
    """Per cent of persons who cannot be read, soft and strict, and the ratio of the soft ones."""
    heads = ["measure", "table", "ours", *(f"{name} | ratio" for name in theirs)]
    lines = [f"| {' | '.join(heads)} |", f"|---|---|{'---:|' * (1 + 2 * len(theirs))}"]
    for measure in COUNTS:
        for fields in TABLES:
            mine = ours[measure, fields]
            cells = [measure, _name(fields), _both(mine)]
            for of_them in theirs.values():
                other = of_them[measure, fields]
                cells += [_both(other), ratio(mine[0], other[0])]
            lines.append(f"| {' | '.join(cells)} |")
    return "\n".join(lines)


def ratio(ours: float, theirs: float) -> str:
    """How many times as many persons we lose; nobody on either side is no ratio."""
    if not theirs:
        return "**worse**" if ours else "–"
    return f"{ours / theirs:.2f} ×"


def _both(soft_and_strict: BOTH) -> str:
    return " / ".join(f"{100 * share:.2f}" for share in soft_and_strict)


def _name(fields: Iterable[str]) -> str:
    return "leaf" if fields == Place._fields else " × ".join(fields)


def _outcomes(ours: Losses, year: CollectedYear) -> str:
    """Per cent of the employed who can be read, beside suppression in the same tables of sums."""
    lines = ["| employed, by | ours | suppression |", "|---|---:|---:|"]
    answers, cells = _outcome_cells(year)
    shares = losses(cells, answers, OF_OUTCOMES)
    for fields, (_soft, strict) in zip(OF_OUTCOMES, shares, strict=True):
        mine = 1 - ours[EMPLOYED, fields][0]
        lines.append(f"| {_name(fields)} | {100 * mine:.1f} | {100 * (1 - strict):.1f} |")
    return "\n".join(lines)


def _outcome_cells(year: CollectedYear) -> tuple[Answers, list[SuppressedCell]]:
    """The answers about the employed, and the cells of outcomes told beside our graduates."""
    began = monotonic()
    newest = CollectedYear(year.year, year.versions[-1:])
    cells: list[SuppressedCell] = []
    for measure in OUTCOMES:
        cells += cells_of(year.year, measure, _known(newest, measure), (*OF_OUTCOMES, ("sex",), ()))
    cells.sort(key=lambda one: (-one.persons, one))
    found = told(cells, _beside_graduates(newest))
    _say(f"outcomes: {monotonic() - began:.0f} s")
    return _known(newest, EMPLOYED), [one for one in found if one.measure == EMPLOYED]


def _known(year: CollectedYear, measure: str) -> Answers:
    answers = year.versions[-1].of(measure)
    return {place: answer for place, answer in answers.items() if not is_symbol(answer)}


def _beside_graduates(year: CollectedYear) -> Record:
    (published,) = protect([year], ThresholdRule())
    rows = [
        row._asdict() | {"version": 1}
        for row in published.rows()
        if row.measure == GRADUATES or (row.table == "leaf" and row.measure in OUTCOMES)
    ]
    graduates = figures_from(rows, [one._asdict() for one in published.members()])

    def record(cells: Sequence[SuppressedCell]) -> PublicRecord:
        return PublicRecord([*graduates, *(one.figure() for one in cells)])

    return record


def _say(what: str) -> None:
    print(what, file=sys.stderr, flush=True)


if __name__ == "__main__":
    sys.exit(main(int(sys.argv[1]) if len(sys.argv) > 1 else 2024))
