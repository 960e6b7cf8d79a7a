"""The edition: which state of what the public sees a database is in."""

from __future__ import annotations

from dataclasses import dataclass

from django.db import DEFAULT_DB_ALIAS, connections

from qingdao_techedu.guards.standing import engine_of

from .guards import BITS_OF_CHANCE, COUNTER, RAISED, by_hand

SQLITE = f"SELECT slot, number, mark, {{told}} FROM {COUNTER} ORDER BY slot"  # noqa: S608 (ours)
# Read inside a transaction, an edition is closed: what is changed after that raises another.
POSTGRESQL = (
    f"SELECT slot, number, mark, {{told}}, set_config('{RAISED}', '', true) "  # noqa: S608 (ours)
    f"FROM {COUNTER} ORDER BY slot"
)


@dataclass(frozen=True)
class Edition:
    """The counters as one snapshot saw them: slot, number and mark of each.

    Equal editions mean equal content. What is read after an edition was read is of this edition
    or of a later one, never of an earlier.
    """

    counters: tuple[tuple[int, int, int], ...]

    def __str__(self) -> str:
        """How many acts it counts: for people, since two editions may count as many."""
        return str(sum(number for _slot, number, _mark in self.counters))

    @property
    def key(self) -> str:
        """The same for the same content, on every node and engine."""
        return "-".join(f"{slot}.{mark}" for slot, _number, mark in self.counters)

    @property
    def seconds(self) -> list[int]:
        """When each counter was last raised, in seconds since 1970 (``guards``)."""
        return [mark >> BITS_OF_CHANCE for _slot, _number, mark in self.counters]

    def covers(self, other: Edition) -> bool:
        """Whether a database in this edition has everything that ``other`` had.

        So a standby that lags is told from one that may answer for the primary.
        """
        here = {slot: (number, mark) for slot, number, mark in self.counters}
        return all(
            here.get(slot, (-1, 0))[0] > number or here.get(slot) == (number, mark)
            for slot, number, mark in other.counters
        )


def edition_of(using: str = DEFAULT_DB_ALIAS) -> Edition:
    """The edition of a database: one query, which waits for nobody."""
    return Edition(tuple(row[:3] for row in _rows(using, "NULL")))


def edition_and_moment(using: str = DEFAULT_DB_ALIAS) -> tuple[Edition, str]:
    """The edition, and the moment by which ``guards`` knows whether what raises it still stands."""
    rows = _rows(using, engine_of(connections[using]).moment())
    return Edition(tuple(row[:3] for row in rows)), str(rows[0][3]) if rows else ""


def _rows(using: str, told: str) -> list[tuple]:
    connection = connections[using]
    asked = POSTGRESQL if connection.vendor == "postgresql" else SQLITE
    with connection.cursor() as cursor:
        cursor.execute(asked.format(told=told))
        return cursor.fetchall()


def raise_by_hand(using: str = DEFAULT_DB_ALIAS) -> None:
    """Make a new edition where no table tells that the pages change."""
    connection = connections[using]
    with connection.cursor() as cursor:
        for statement in by_hand(connection.vendor):
            cursor.execute(statement)
