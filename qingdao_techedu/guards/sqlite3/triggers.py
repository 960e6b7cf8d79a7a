"""Triggers in the words of SQLite: how they are told, and what a file tells of them."""

from __future__ import annotations

import re
from typing import Any

from django.db import DatabaseError

from ..triggers import Key, Standing, Trigger

ACT = re.compile(r"\b(?:BEFORE|AFTER)\s+(INSERT|DELETE|UPDATE)\b(?:\s+OF\s+\"?(\w+))?")
TRIGGERS = "SELECT name, tbl_name, sql FROM sqlite_master WHERE type = 'trigger'"
COLUMNS = """
    SELECT made.name, kept.name FROM sqlite_master AS made, pragma_table_info(made.name) AS kept
    WHERE made.type = 'table'
"""


def trigger(
    name: str, table: str, at: str, *does: str, when: str = "", catch_up: tuple[str, ...] = ()
) -> Trigger:
    """A trigger of rows. ``at`` is like ``BEFORE UPDATE OF sealed_at``, ``does`` its statements."""
    condition = f" WHEN {when}" if when else ""
    done = "; ".join(does)
    text = f'CREATE TRIGGER {name} {at} ON "{table}" FOR EACH ROW{condition} BEGIN {done}; END'
    return Trigger(name, table, text, catch_up=catch_up)


def refusal(said: str) -> str:
    """The statement that refuses an act, with a sentence for whoever tried it."""
    return f"SELECT RAISE(ABORT, '{said}')"


def mark() -> str:
    """In SQL, a number that is another one as soon as anything is made or dropped in the file."""
    return "(SELECT schema_version FROM pragma_schema_version)"


def moment() -> str:
    """In SQL, what stays the same while ``mark`` does, and costs no more."""
    return mark()


def create(one: Trigger) -> list[str]:
    return [drop(one), one.text]


def drop(one: Trigger) -> str:
    return f'DROP TRIGGER IF EXISTS "{one.name}"'


def standing(cursor: Any) -> dict[Key, Standing]:
    """All triggers of a file, by whomever they were made."""
    cursor.execute(TRIGGERS)
    found = [Standing(name, table, text) for name, table, text in cursor.fetchall()]
    return {one.key: one for one in found}


def is_as_declared(one: Trigger, found: Standing) -> bool:
    """Whether the file has it word for word: renaming a column, say, changes words."""
    return one.text.split() == found.text.split()


def columns(cursor: Any) -> dict[str, set[str]]:
    """The tables of a file, each with its columns."""
    cursor.execute(COLUMNS)
    found: dict[str, set[str]] = {}
    for table, column in cursor.fetchall():
        found.setdefault(table, set()).add(column)
    return found


def is_sound(cursor: Any, one: Trigger) -> bool:
    """Whether all that a trigger names is there: SQLite looks for it when an act is prepared."""
    act, column = ACT.findall(one.text)[0]
    column = column or "rowid"
    acts = {
        "INSERT": f'INSERT INTO "{one.table}" DEFAULT VALUES',
        "UPDATE": f'UPDATE "{one.table}" SET "{column}" = "{column}"',  # noqa: S608 (a name it has)
        "DELETE": f'DELETE FROM "{one.table}"',  # noqa: S608 (as well)
    }
    try:
        cursor.execute(f"EXPLAIN {acts[act]}")
    except DatabaseError:
        return False
    return True
