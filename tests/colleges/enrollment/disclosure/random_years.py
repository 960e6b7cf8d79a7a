"""Years of figures by chance: few and many colleges, tiny specialties, zeros, symbols, versions."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from random import Random

from hypothesis import strategies as st

from colleges.enrollment.disclosure.leaves import CollectedYear, LeafRow, Place, version_of

COURSES = (
    ("intermediate", "junior-leaver"),
    ("senior", "junior-leaver"),
    ("senior", "senior-leaver"),
    ("technician", "senior-leaver"),
)
SPECIALTIES = ("welding", "nursing", "cooking", "turning")


@dataclass(frozen=True)
class Kind:
    """What years are like. Chances are in per cent."""

    colleges: int
    courses: int  # of a college, at most
    size: int  # graduates of a leaf, at most
    zeros: int
    symbols: int
    only_women: int
    versions: int
    years: int
    seed: int


kinds = st.builds(
    Kind,
    colleges=st.sampled_from([1, 2, 3, 5, 8, 30]),
    courses=st.integers(1, 6),
    size=st.sampled_from([1, 3, 8, 30, 200]),
    zeros=st.sampled_from([0, 5, 40]),
    symbols=st.sampled_from([0, 0, 5, 30]),
    only_women=st.sampled_from([0, 10, 50]),
    versions=st.sampled_from([1, 1, 2, 3]),
    years=st.sampled_from([1, 1, 2]),
    seed=st.integers(0, 10**6),
)


def years_of(kind: Kind) -> list[CollectedYear]:
    """Years of that kind, always the same."""
    chance = Random(repr(kind))
    classes = [
        (f"college-{number}", *course)
        for number in range(kind.colleges)
        for course in _courses(kind, chance)
    ]
    enrolled: dict[Place, int] = {}
    return [_year(kind, year, classes, enrolled, chance) for year in range(2024, 2024 + kind.years)]


def _courses(kind: Kind, chance: Random) -> list[tuple[str, ...]]:
    offered = [(specialty, *course) for specialty in SPECIALTIES for course in COURSES]
    return chance.sample(offered, chance.randint(1, kind.courses))


def _year(
    kind: Kind, year: int, classes: list, enrolled: dict[Place, int], chance: Random
) -> CollectedYear:
    rows = [row for one in classes for row in _class(kind, one, enrolled, chance)]
    versions = [version_of(1, rows)]
    for number in range(2, kind.versions + 1):
        rows = list(_corrected(rows, chance))
        versions.append(version_of(number, rows))
    return CollectedYear(year, tuple(versions))


def _class(
    kind: Kind, course: tuple[str, ...], enrolled: dict[Place, int], chance: Random
) -> Iterator[LeafRow]:
    """A class of both sexes; ``enrolled`` last year, and afterwards this year."""
    is_of_women = chance.randrange(100) < kind.only_women
    for sex in ("female", "male"):
        place = Place(*course, sex)
        graduates = chance.randint(1, kind.size)
        if chance.randrange(100) < kind.zeros or (is_of_women and sex == "male"):
            graduates = 0
        employed = round(graduates * chance.uniform(0.6, 1))
        further = chance.randint(0, graduates - employed)
        entrants = round(graduates * chance.uniform(0.8, 1.3))
        last = enrolled.get(place, round(graduates * 3.1))
        stay = last + entrants - graduates - chance.randint(0, 1 + last // 50)
        enrolled[place] = max(stay, 0)
        figures = {
            "entrants": entrants,
            "enrolled": enrolled[place],
            "graduates": graduates,
            "employed": employed,
            "further-study": further,
        }
        for measure, value in figures.items():
            is_lost = chance.randrange(100) < kind.symbols
            yield place, measure, "x" if is_lost else value


def _corrected(rows: list[LeafRow], chance: Random) -> Iterator[LeafRow]:
    """One leaf in twenty is counted anew; never fewer graduates than their outcomes."""
    for place, measure, answer in rows:
        if chance.random() > 0.05:
            yield place, measure, answer
        elif isinstance(answer, str):
            yield (
                place,
                measure,
                chance.randint(0, 9) if measure in ("entrants", "enrolled") else answer,
            )
        elif measure in ("entrants", "graduates", "enrolled"):
            yield place, measure, answer + chance.randint(1, 3)
        else:
            yield place, measure, chance.choice([answer, max(answer - 1, 0), "x"])
