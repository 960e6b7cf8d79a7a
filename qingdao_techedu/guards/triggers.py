"""What a trigger is: as a room declares it, and as a database tells of it."""

from __future__ import annotations

import re
from dataclasses import dataclass

WORD = re.compile(r"\w+")
Key = tuple[str, str]  # the table, and the name on it


@dataclass(frozen=True)
class Function:
    """What a trigger of PostgreSQL does, in PL/pgSQL."""

    name: str
    body: str


@dataclass(frozen=True)
class Trigger:
    """One guard: a trigger, in the words that make it.

    ``catch_up`` makes good what it would have done while it was missing: statements that may be
    run at any time, and as often as one likes.
    """

    name: str
    table: str
    text: str
    function: Function | None = None
    catch_up: tuple[str, ...] = ()

    @property
    def key(self) -> Key:
        return self.table, self.name

    @property
    def body(self) -> str:
        return self.function.body if self.function else ""

    @property
    def words(self) -> frozenset[str]:
        """Among them the tables and columns that it stands on and names."""
        return frozenset(WORD.findall(f"{self.text} {self.body}"))


@dataclass(frozen=True)
class Standing(Trigger):
    """A trigger that a database has, in its own words; one that is switched off does not count."""

    is_on: bool = True
