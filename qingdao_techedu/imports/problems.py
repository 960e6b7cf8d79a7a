"""What is wrong with a file, told so that a clerk can mend it."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field

from django.utils.translation import gettext as _

from qingdao_techedu.spreadsheets.refusals import FileRefused

__all__ = ["FileProblem", "FileRefused", "Problems", "Unclear"]

SHOWN = 200
MANY = 2_000  # a file with more is not the right file
LONGEST_VALUE = 60


class Unclear(Exception):
    """A cell cannot be understood; ``way_out`` says what could be."""

    def __init__(self, reason: str, way_out: str = ""):
        super().__init__(reason)
        self.reason, self.way_out = reason, way_out


@dataclass(frozen=True)
class FileProblem:
    """One fault: where it is, the text found there, the rule it breaks, and a way out."""

    line: int
    column: str
    value: str
    rule: str
    way_out: str = ""

    def __str__(self) -> str:
        where = _("Line %(line)d") % {"line": self.line}
        if self.column:
            where = _("%(line)s, column %(column)s") % {"line": where, "column": self.column}
        if self.value:
            where = _("%(place)s, “%(value)s”") % {"place": where, "value": self.value}
        told = _("%(place)s: %(rule)s") % {"place": where, "rule": self.rule}
        return f"{told} {self.way_out}".strip()


@dataclass
class Problems:
    """All faults of a file: the first ones by their lines, the rest by their number."""

    found: list[FileProblem] = field(default_factory=list)
    seen: set[FileProblem] = field(default_factory=set)

    def add(self, line: int, column: str, value: str, rule: str, way_out: str = "") -> None:
        text = value if len(value) <= LONGEST_VALUE else value[: LONGEST_VALUE - 1] + "…"
        problem = FileProblem(line, column, text, str(rule), str(way_out))
        if problem not in self.seen:  # a cell that two tables read is told of once
            self.seen.add(problem)
            self.found.append(problem)

    @property
    def are_many(self) -> bool:
        """Whether reading on is of no use."""
        return len(self.found) >= MANY

    def __len__(self) -> int:
        return len(self.found)

    def __iter__(self) -> Iterator[FileProblem]:
        return iter(self.found)

    @property
    def shown(self) -> list[FileProblem]:
        """The first faults by line; reading on rarely helps."""
        return sorted(self.found, key=lambda problem: problem.line)[:SHOWN]

    @property
    def unshown_count(self) -> int:
        return max(0, len(self.found) - SHOWN)
