# ruff: noqa: S608 (every part of these statements stands here or is a table of ours)
"""The triggers that raise the edition: the one place that every way of changing a row passes."""

from __future__ import annotations

from collections.abc import Iterator

from qingdao_techedu.guards.postgresql import triggers as postgresql
from qingdao_techedu.guards.sqlite3 import triggers as sqlite
from qingdao_techedu.guards.triggers import Function, Trigger

from .registry import Governed, governed

COUNTER = "editions_counter"
RAISED = "portal.edition_is_raised"  # a setting that lasts as long as the transaction
# A mark is the second of the change, and below it chance (``reading.Edition``).
BITS_OF_CHANCE = 30
NOW = {
    "sqlite": "CAST(strftime('%s', 'now') AS INTEGER)",
    "postgresql": "floor(extract(epoch FROM clock_timestamp()))::bigint",
}
CHANCE = {
    "sqlite": f"(random() & {2**BITS_OF_CHANCE - 1})",
    "postgresql": f"(random() * {2**BITS_OF_CHANCE - 1})::bigint",
}
A_DAY = 24 * 60 * 60


def _first(vendor: str) -> str:
    """The mark of a new counter."""
    return f"({NOW[vendor]} << {BITS_OF_CHANCE}) | {CHANCE[vendor]}"


def _next(vendor: str) -> str:
    """The mark after another: its second is now, and later than the one before.

    SQLite raises once a row: a second that is ahead already stays, or an import would run away.
    What is a day ahead is no second, but chance from the time before marks had one.
    """
    now, last = NOW[vendor], f"(mark >> {BITS_OF_CHANCE})"
    ahead = last if vendor == "sqlite" else f"{last} + 1"
    second = (
        f"CASE WHEN {last} = {now} THEN {now} + 1 "
        f"WHEN {last} BETWEEN {now} AND {now} + {A_DAY} THEN {ahead} ELSE {now} END"
    )
    return f"(({second}) << {BITS_OF_CHANCE}) | {CHANCE[vendor]}"


# An edition that was read is closed (see ``reading``): the next change makes another.
RAISE = Function(
    "editions_raise",
    f"""
    DECLARE free bigint;
    BEGIN
        IF current_setting('{RAISED}', true) IS DISTINCT FROM 'yes' THEN
            SELECT slot INTO free FROM {COUNTER} ORDER BY slot LIMIT 1 FOR UPDATE SKIP LOCKED;
            IF FOUND THEN
                UPDATE {COUNTER} SET number = number + 1, mark = {_next("postgresql")}
                WHERE slot = free;
            ELSE
                INSERT INTO {COUNTER} (number, mark) VALUES (1, {_first("postgresql")});
            END IF;
            PERFORM set_config('{RAISED}', 'yes', true);
        END IF;
        RETURN NULL;
    END
    """,
)
# SQLite knows triggers of rows alone: this runs for every row of an import.
RAISE_ON_SQLITE = f"UPDATE {COUNTER} SET number = number + 1, mark = {_next('sqlite')}"


def by_hand(vendor: str) -> tuple[str, ...]:
    """The statements that make a new edition where no table tells that the pages change."""
    return (
        f"INSERT INTO {COUNTER} (number, mark) SELECT 0, {_first(vendor)} "
        f"WHERE NOT EXISTS (SELECT 1 FROM {COUNTER})",
        f"UPDATE {COUNTER} SET number = number + 1, mark = {_next(vendor)}",
    )


def on_sqlite() -> Iterator[Trigger]:
    for one in governed():
        for act, condition in _acts(one):
            yield sqlite.trigger(
                f"edition_{one.table}_{act.lower()}",
                one.table,
                f"AFTER {act}",
                RAISE_ON_SQLITE,
                when=f"({condition})" if condition else "",
                catch_up=by_hand("sqlite"),
            )


def on_postgresql() -> Iterator[Trigger]:
    for one in governed():
        for act, condition in [*_acts(one), ("TRUNCATE", "")]:
            yield postgresql.trigger(
                f"edition_{one.table}_{act.lower()}",
                one.table,
                f"AFTER {act}",
                RAISE,
                each="ROW" if condition else "STATEMENT",
                when=condition,
                catch_up=by_hand("postgresql"),
            )


def _acts(one: Governed) -> Iterator[tuple[str, str]]:
    """The acts that count, each with the condition under which it does, or none."""
    for act, counts in (("INSERT", one.inserts), ("UPDATE", one.updates), ("DELETE", True)):
        if counts:
            yield act, counts if isinstance(counts, str) else ""
