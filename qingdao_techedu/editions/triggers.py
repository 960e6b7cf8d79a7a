# ruff: noqa: S608 (every part of these statements stands here or is a table of ours)
"""The triggers that raise the edition: the one place that every way of changing a row passes."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from django.db import DEFAULT_DB_ALIAS, connections

from .registry import Governed, governed

COUNTER = "editions_counter"
FUNCTION = "editions_raise"
PREFIX = "edition_"
RAISED = "portal.edition_is_raised"  # a setting that lasts as long as the transaction

# An edition that was read is closed (see ``reading``): the next change makes another.
POSTGRESQL_FUNCTION = f"""
    CREATE OR REPLACE FUNCTION {FUNCTION}() RETURNS trigger LANGUAGE plpgsql AS $$
    DECLARE free bigint;
    BEGIN
        IF current_setting('{RAISED}', true) IS DISTINCT FROM 'yes' THEN
            SELECT slot INTO free FROM {COUNTER} ORDER BY slot LIMIT 1 FOR UPDATE SKIP LOCKED;
            IF FOUND THEN
                UPDATE {COUNTER} SET number = number + 1, mark = (random() * 2^62)::bigint
                WHERE slot = free;
            ELSE
                INSERT INTO {COUNTER} (number, mark) VALUES (1, (random() * 2^62)::bigint);
            END IF;
            PERFORM set_config('{RAISED}', 'yes', true);
        END IF;
        RETURN NULL;
    END $$
"""
SQLITE_RAISE = f"""
    INSERT INTO {COUNTER} (slot, number, mark)
    SELECT 1, 0, 0 WHERE NOT EXISTS (SELECT 1 FROM {COUNTER});
    UPDATE {COUNTER} SET number = number + 1, mark = random();
"""


def put_up(using: str = DEFAULT_DB_ALIAS) -> None:
    """Give each governed table the triggers that it lacks, and make a new edition.

    Called after migrations: they may have remade tables, and data while a table had no trigger.
    """
    connection = connections[using]
    with connection.cursor() as cursor:
        if connection.vendor == "postgresql":
            cursor.execute(POSTGRESQL_FUNCTION)
        for name, statement in _missing(connection):
            if connection.vendor == "sqlite":
                cursor.execute(f"DROP TRIGGER IF EXISTS {name}")
            cursor.execute(statement)
        raise_by_hand(using)


def raise_by_hand(using: str = DEFAULT_DB_ALIAS) -> None:
    """Make a new edition where no table tells that the pages change."""
    connection = connections[using]
    mark = "(random() * 2^62)::bigint" if connection.vendor == "postgresql" else "random()"
    with connection.cursor() as cursor:
        cursor.execute(f"UPDATE {COUNTER} SET number = number + 1, mark = {mark}")
        if not cursor.rowcount:
            cursor.execute(f"INSERT INTO {COUNTER} (number, mark) VALUES (1, {mark})")


def missing(using: str = DEFAULT_DB_ALIAS) -> list[str]:
    """The triggers that should be there and are not, or are other than they should be."""
    return [name for name, _statement in _missing(connections[using])]


def take_down(using: str = DEFAULT_DB_ALIAS) -> None:
    """Remove all of them: nothing may raise a counter that is not there."""
    connection = connections[using]
    with connection.cursor() as cursor:
        if connection.vendor == "postgresql":
            cursor.execute(f"DROP FUNCTION IF EXISTS {FUNCTION} CASCADE")
        else:
            for name in _standing(connection):
                cursor.execute(f"DROP TRIGGER {name}")


def _missing(connection: Any) -> Iterator[tuple[str, str]]:
    standing = _standing(connection)
    tables = set(connection.introspection.table_names())
    for one in governed():
        if one.table in tables:
            for name, statement in _statements(one, connection.vendor):
                if name not in standing or standing[name] not in ("", statement):
                    yield name, statement


def _standing(connection: Any) -> dict[str, str]:
    """The triggers in the database by name; with their text on SQLite."""
    with connection.cursor() as cursor:
        if connection.vendor == "postgresql":
            # One that was switched off does not count.
            cursor.execute(
                "SELECT tgname, '' FROM pg_trigger WHERE tgname LIKE %s AND tgenabled IN ('O', 'A')"
                " AND tgfoid = to_regproc(%s)",
                [f"{PREFIX}%", FUNCTION],
            )
        else:
            cursor.execute(
                "SELECT name, sql FROM sqlite_master WHERE type = 'trigger' AND name LIKE %s",
                [f"{PREFIX}%"],
            )
        return dict(cursor.fetchall())


def _statements(one: Governed, vendor: str) -> Iterator[tuple[str, str]]:
    acts = [("insert", one.inserts), ("update", one.updates), ("delete", True)]
    if vendor == "postgresql":
        acts.append(("truncate", True))
    for act, counts in acts:
        if not counts:
            continue
        name = f"{PREFIX}{one.table}_{act}"
        when = f" WHEN ({counts})" if isinstance(counts, str) else ""
        if vendor == "postgresql":
            rows = "FOR EACH ROW" if when else "FOR EACH STATEMENT"
            doing = f"{rows}{when} EXECUTE FUNCTION {FUNCTION}()"
        else:
            doing = f"FOR EACH ROW{when} BEGIN {SQLITE_RAISE} END"
        yield name, f'CREATE TRIGGER {name} AFTER {act.upper()} ON "{one.table}" {doing}'
