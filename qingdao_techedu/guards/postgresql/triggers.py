"""Triggers in the words of PostgreSQL: how they are told, and what a database tells of them."""

from __future__ import annotations

import re
from functools import cache
from typing import Any

from ..declaring import declared
from ..triggers import Function, Key, Standing, Trigger

TRIGGERS = """
    SELECT made.tgname, stood_on.relname, pg_get_triggerdef(made.oid, true),
        does.proname, does.prosrc, made.tgenabled IN ('O', 'A')
    FROM pg_trigger AS made
    JOIN pg_class AS stood_on ON stood_on.oid = made.tgrelid
    JOIN pg_proc AS does ON does.oid = made.tgfoid
    WHERE NOT made.tgisinternal AND pg_table_is_visible(made.tgrelid)
"""
COLUMNS = """
    SELECT made.relname, kept.attname
    FROM pg_class AS made JOIN pg_attribute AS kept ON kept.attrelid = made.oid
    WHERE made.relkind = 'r' AND kept.attnum > 0 AND NOT kept.attisdropped
        AND made.relnamespace <> 'pg_catalog'::regnamespace AND pg_table_is_visible(made.oid)
"""
# A row of the catalog has another xmin as soon as it is written anew.
WRITTEN = "SELECT count(*) || '.' || sum(hashtext(xmin::text)) FROM"
# PostgreSQL tells a condition in its own spelling: with casts, other spaces and brackets.
SPELLING = re.compile(r'::[a-z]+( varying)?|[\s()"]+')


def trigger(
    name: str,
    table: str,
    at: str,
    does: Function,
    *,
    each: str = "STATEMENT",
    when: str = "",
    touched: str = "",
    catch_up: tuple[str, ...] = (),
) -> Trigger:
    """A trigger. ``at`` names acts in the order INSERT, DELETE, UPDATE, TRUNCATE.

    ``touched`` is OLD or NEW where the function reads all rows of a statement from ``touched``.
    """
    text = f"CREATE TRIGGER {name} {at} ON {table}"
    if touched:
        text += f" REFERENCING {touched} TABLE AS touched"
    text += f" FOR EACH {each}"
    if when:
        text += f" WHEN ({when})"
    return Trigger(name, table, f"{text} EXECUTE FUNCTION {does.name}()", does, catch_up)


def refusal(said: str) -> str:
    """The statement that refuses an act, with a sentence for whoever tried it."""
    return f"RAISE EXCEPTION '{said}' USING ERRCODE = 'integrity_constraint_violation'"


@cache
def mark() -> str:
    """In SQL, what is another as soon as a trigger or a function that guards is made or dropped."""
    names = sorted({one.function.name for one in declared("postgresql") if one.function})
    functions = ", ".join(f"'{name}'" for name in names)
    return (
        f"(({WRITTEN} pg_trigger WHERE NOT tgisinternal) || '-' || "
        f"({WRITTEN} pg_proc WHERE proname IN ({functions})))"
    )


def moment() -> str:
    """In SQL, what stays the same while nobody commits anything: it is read in no time."""
    return "pg_current_snapshot()::text"


def create(one: Trigger) -> list[str]:
    """The statements that make a trigger, with its function where that is declared."""
    made = [one.text.replace("CREATE TRIGGER", "CREATE OR REPLACE TRIGGER", 1)]
    if one.function and not isinstance(one, Standing):
        made.insert(
            0,
            f"CREATE OR REPLACE FUNCTION {one.function.name}() RETURNS trigger LANGUAGE plpgsql "
            f"AS $${one.function.body}$$",
        )
    return made


def drop(one: Trigger) -> str:
    return f'DROP TRIGGER IF EXISTS "{one.name}" ON "{one.table}"'


def standing(cursor: Any) -> dict[Key, Standing]:
    """All triggers of the database but those by which it keeps foreign keys."""
    cursor.execute(TRIGGERS)
    found = [
        Standing(name, table, text, Function(does, body), is_on=is_on)
        for name, table, text, does, body, is_on in cursor.fetchall()
    ]
    return {one.key: one for one in found}


def is_as_declared(one: Trigger, found: Standing) -> bool:
    """Whether the database has it, switched on, and with a function of the same words."""
    return (
        found.is_on
        and _spelled(one.text) == _spelled(found.text)
        and one.body.split() == found.body.split()
    )


def columns(cursor: Any) -> dict[str, set[str]]:
    """The tables of the database, each with its columns."""
    cursor.execute(COLUMNS)
    found: dict[str, set[str]] = {}
    for table, column in cursor.fetchall():
        found.setdefault(table, set()).add(column)
    return found


def is_sound(cursor: Any, one: Trigger) -> bool:
    """PostgreSQL looks at what a trigger names when it is made, and a function when it runs."""
    return True


def _spelled(text: str) -> str:
    return SPELLING.sub("", text.lower())
