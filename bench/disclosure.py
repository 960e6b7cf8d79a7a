"""Disclosure control of one release of many colleges: seconds and memory of protection and audit.

    nice -n 10 .venv/bin/python bench/disclosure.py 1000

The audit runs in a process of its own, whose highest resident memory is its alone.
"""

from __future__ import annotations

import resource
import sys
from collections.abc import Iterator
from multiprocessing import get_context
from pathlib import Path
from random import Random
from time import monotonic, process_time

sys.path.insert(0, str(Path(__file__).parent.parent))

from colleges.enrollment.disclosure.leaves import (
    CollectedYear,
    LeafRow,
    Place,
    version_of,
)
from colleges.enrollment.disclosure.protection import protect
from colleges.enrollment.disclosure.thresholds import ThresholdRule
from colleges.enrollment.disclosure_audit.auditing import audit
from colleges.enrollment.disclosure_audit.public import PublicRecord, figures_from

COURSES = (
    ("intermediate", "junior-leaver"),
    ("senior", "junior-leaver"),
    ("senior", "senior-leaver"),
    ("senior", "veteran"),
    ("technician", "senior-leaver"),
    ("technician", "certificate-holder"),
)
SPECIALTIES = 30
MOST, FASTEST = 300, 300  # MB, seconds


def release(colleges: int) -> Iterator[LeafRow]:
    """Colleges of four to fourteen courses, as in the sample: 62 students a leaf on average."""
    chance = Random(colleges)  # noqa: S311
    for number in range(colleges):
        scale = chance.uniform(0.3, 2.5)
        offered = [(one, course) for one in range(SPECIALTIES) for course in COURSES]
        for specialty, (level, route) in chance.sample(offered, chance.randint(4, 14)):
            students, women = scale * chance.uniform(40, 250), chance.uniform(0.03, 0.5)
            for sex, share in (("female", women), ("male", 1 - women)):
                place = Place(f"c{number:04}", f"s{specialty:02}", level, route, sex)
                yield from _leaf(place, students * share, chance)


def _leaf(place: Place, students: float, chance: Random) -> Iterator[LeafRow]:
    graduates = round(students * chance.uniform(0.2, 0.3))
    employed = round(graduates * chance.uniform(0.9, 0.97))
    further = min(graduates - employed, round(graduates * chance.uniform(0, 0.04)))
    yield place, "entrants", round(students * chance.uniform(0.25, 0.35))
    yield place, "enrolled", round(students)
    yield place, "graduates", graduates
    yield place, "employed", employed
    yield place, "further-study", further


def _protected(colleges: int, told) -> None:
    began = monotonic()
    year = CollectedYear(2024, (version_of(1, release(colleges)),))
    (published,) = protect([year], ThresholdRule())
    rows = [one._asdict() for one in published.rows()]
    members = [one._asdict() for one in published.members()]
    told.send((rows, members, monotonic() - began, process_time(), _megabytes()))


def _audited(rows: list[dict], members: list[dict], told) -> None:
    began = monotonic()
    report = audit(PublicRecord(figures_from(rows, members)), progress=_on_terminal)
    spent = monotonic() - began, process_time()
    told.send((report.unknown_count, len(report.findings), *spent, _megabytes()))


def _on_terminal(done: int, whole: int) -> None:
    sys.stderr.write(f"\r{done:,} of {whole:,} ")


def _megabytes() -> float:
    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024


def _apart(act, *needs):
    context = get_context("spawn")
    mine, theirs = context.Pipe()
    process = context.Process(target=act, args=(*needs, theirs))
    process.start()
    found = mine.recv()
    process.join()
    return found


def main(colleges: int) -> int:
    rows, members, seconds, busy, memory = _apart(_protected, colleges)
    print(
        f"protection of {colleges} colleges: {seconds:.0f} s, {busy:.0f} s of a processor, "
        f"{memory:.0f} MB, {len(rows):,} rows"
    )
    unknown, found, seconds, busy, memory = _apart(_audited, rows, members)
    print(
        f"audit: {unknown:,} numbers, {found} narrowed, {seconds:.0f} s (at most {FASTEST}), "
        f"{busy:.0f} s of a processor, {memory:.0f} MB (at most {MOST})"
    )
    return int(found > 0 or seconds > FASTEST or memory > MOST)


if __name__ == "__main__":
    sys.exit(main(int(sys.argv[1]) if len(sys.argv) > 1 else 1000))
