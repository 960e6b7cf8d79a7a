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
DRAWN = {"sqlite": "random()", "postgresql": "(random() * 2^62)::bigint"}

# An edition that was read is closed (see ``reading``): the next change makes another.
RAISE = Function(
    "editions_raise",
    f"""
    DECLARE free bigint;
    BEGIN
        IF current_setting('{RAISED}', true) IS DISTINCT FROM 'yes' THEN
            SELECT slot INTO free FROM {COUNTER} ORDER BY slot LIMIT 1 FOR UPDATE SKIP LOCKED;
            IF FOUND THEN
                UPDATE {COUNTER} SET number = number + 1, mark = {DRAWN["postgresql"]}
                WHERE slot = free;
            ELSE
                INSERT INTO {COUNTER} (number, mark) VALUES (1, {DRAWN["postgresql"]});
            END IF;
            PERFORM set_config('{RAISED}', 'yes', true);
        END IF;
        RETURN NULL;
    END
    """,
)
# SQLite knows triggers of rows alone: this runs for every row of an import.
RAISE_ON_SQLITE = f"UPDATE {COUNTER} SET number = number + 1, mark = {DRAWN['sqlite']}"


def by_hand(vendor: str) -> tuple[str, ...]:
    """The statements that make a new edition where no table tells that the pages change."""
    drawn = DRAWN[vendor]
    return (
        f"INSERT INTO {COUNTER} (number, mark) SELECT 0, {drawn} "
        f"WHERE NOT EXISTS (SELECT 1 FROM {COUNTER})",
        f"UPDATE {COUNTER} SET number = number + 1, mark = {drawn}",
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
