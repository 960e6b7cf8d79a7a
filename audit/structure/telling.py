"""The counts as tables of Markdown."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from functools import cached_property
from statistics import median

from audit.structure import arrows, repeating, sizes, touching
from audit.structure.checkouts import Checkout, File


@dataclass(frozen=True)
class Counted:
    """A checkout with what is counted of it."""

    checkout: Checkout

    @property
    def name(self) -> str:
        return self.checkout.folder.name

    @cached_property
    def rooms(self) -> set[str]:
        return arrows.rooms(self.checkout.source)

    @cached_property
    def both_ways(self) -> list[arrows.BothWays]:
        return arrows.both_ways(self.checkout)

    @cached_property
    def file_sizes(self) -> list[sizes.Size]:
        return sizes.of_files(self.checkout.source)

    @cached_property
    def function_sizes(self) -> list[sizes.Size]:
        return sizes.of_functions(self.checkout.source)

    @cached_property
    def fullest(self) -> tuple[str, int]:
        """The folder with the most Python files side by side."""
        folders = Counter("/".join(file.parts[:-1]) for file in self.checkout.source)
        return min(folders.items(), key=lambda one: (-one[1], one[0]))

    @cached_property
    def named(self) -> dict[File, set[str]]:
        return touching.outside(self.checkout)

    def lists(self, kind: str) -> list[File]:
        return [file for file in touching.lists(self.named) if self.kind_of(file) == kind]

    def kind_of(self, file: File) -> str:
        if file.is_document:
            return "documents"
        return "house" if self.checkout.is_of_the_house(file) else "tests and tools"

    def naming(self, subject: str, kind: str) -> int:
        return sum(
            subject in found and self.kind_of(file) == kind for file, found in self.named.items()
        )

    @property
    def test_lines(self) -> float:
        """Lines of tests for a line of source."""
        tested = sum(len(file.lines) for file in self.checkout.tests)
        return tested / max(sum(len(file.lines) for file in self.checkout.source), 1)


def _touched(field: str) -> Callable[[Counted], int]:
    return lambda one: len(touching.with_field(one.checkout, field))


ROWS: dict[str, Callable[[Counted], object]] = {
    "Rooms (folders of code; `models/`, `management/` belong to the room around)": lambda one: len(
        one.rooms
    ),
    "Python files": lambda one: len(one.checkout.source),
    "Most files side by side in one folder": lambda one: f"{one.fullest[1]} ({one.fullest[0]})",
    "Lines of a file, median": lambda one: _middle(one.file_sizes),
    "Lines of a file, longest": lambda one: max(one.file_sizes),
    "Functions": lambda one: len(one.function_sizes),
    "Lines of a function, median": lambda one: _middle(one.function_sizes),
    "Lines of a function, longest": lambda one: max(one.function_sizes),
    "Functions and classes with a docstring": lambda one: (
        f"{sizes.share_described(one.checkout.source):.0%}"
    ),
    "Arrows that run back up (pairs of rooms that import each other)": lambda one: len(
        one.both_ways
    ),
    "Files of the house that list the subjects": lambda one: len(one.lists("house")),
    "Tests and tools that list the subjects": lambda one: len(one.lists("tests and tools")),
    "Documents that list the subjects": lambda one: len(one.lists("documents")),
    **{f"Files touched by a field such as `{field}`": _touched(field) for field in touching.FIELDS},
    "Places with the same six lines, Python": lambda one: len(
        repeating.places(one.checkout.source)
    ),
    "Places with the same six lines, templates": lambda one: len(
        repeating.places(one.checkout.templates)
    ),
    "Lines of tests for a line of source": lambda one: f"{one.test_lines:.2f}",
}


def overview(counted: list[Counted]) -> str:
    """A column a checkout; tests and migrations do not count where they are not named."""
    lines = [
        ["Structure", *(one.name for one in counted)],
        ["---", *("---:" for _one in counted)],
        *([label, *(str(count(one)) for one in counted)] for label, count in ROWS.items()),
    ]
    return _table(lines)


def touch_points(counted: list[Counted]) -> str:
    """How many files of no subject name each subject, outside of comments."""
    kinds = ("house", "tests and tools", "documents")
    lines = [
        [
            "Files of no subject that name …",
            *(f"{one.name}: {k}" for one in counted for k in kinds),
        ],
        ["---", *("---:" for _one in counted for _kind in kinds)],
        *(
            [subject, *(str(one.naming(subject, kind)) for one in counted for kind in kinds)]
            for subject in touching.SUBJECTS
        ),
    ]
    return _table(lines)


def places(one: Counted) -> str:
    """What stands behind the counts that should become smaller."""
    parts: dict[str, Iterable[object]] = {
        "Import each other, and by which of their imports the fewer way": [
            f"{' ↔ '.join(pair.rooms)}: {', '.join(pair.fewer)}" for pair in one.both_ways
        ],
        "Longest files": sorted(one.file_sizes, reverse=True)[:10],
        "Longest functions": sorted(one.function_sizes, reverse=True)[:10],
        "List the subjects": [file.name for file in touching.lists(one.named)],
        **{
            f"Name `{field}`": [file.name for file in touching.with_field(one.checkout, field)]
            for field in touching.FIELDS
        },
        "The same six lines": [
            *repeating.places(one.checkout.source),
            *repeating.places(one.checkout.templates),
        ],
    }
    told = [f"## {one.name}"]
    for title, found in parts.items():
        told += ["", f"### {title}", "", *(f"- {place}" for place in found)]
    return "\n".join(told) + "\n"


def _middle(found: list[sizes.Size]) -> str:
    return f"{median(one.lines for one in found):g}"


def _table(lines: list[list[str]]) -> str:
    return "\n".join(f"| {' | '.join(cells)} |" for cells in lines) + "\n"
