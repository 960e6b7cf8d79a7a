"""Small releases written by hand."""

from __future__ import annotations

from collections.abc import Iterator

from colleges.enrollment.disclosure.leaves import CollectedYear, LeafRow, Place, version_of

MEASURES = ("entrants", "enrolled", "graduates", "employed", "further-study")


def place(college: str = "east", sex: str = "female", **other: str) -> Place:
    """A leaf of a college that teaches welding to those who come from junior school."""
    where = {"specialty": "welding", "level": "senior", "entry_route": "junior-leaver"} | other
    return Place(college=college, sex=sex, **where)


def leaf(where: Place, *answers: int | str) -> Iterator[LeafRow]:
    """Entrants, enrolled, graduates, employed and further study of a leaf; the last may lack."""
    for measure, answer in zip(MEASURES, answers, strict=False):
        yield where, measure, answer


def year_of(*versions: dict[Place, tuple], year: int = 2024) -> CollectedYear:
    """A year from the answers of each version, leaf by leaf."""
    return CollectedYear(
        year,
        tuple(
            version_of(
                number, [row for where, told in leaves.items() for row in leaf(where, *told)]
            )
            for number, leaves in enumerate(versions, start=1)
        ),
    )
