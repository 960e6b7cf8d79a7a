"""Which guards a database has, and putting up those that it lacks."""

from __future__ import annotations

from collections.abc import Iterable
from types import ModuleType
from typing import Any

from django.db import DEFAULT_DB_ALIAS, connections, transaction

from .declaring import due, former, needs
from .triggers import Key, Standing, Trigger


def engine_of(connection: Any) -> ModuleType:
    """How the engine of a connection words triggers: its backend brings that along."""
    return connection.trigger_dialect


def missing(using: str = DEFAULT_DB_ALIAS) -> list[str]:
    """The names of guards that a database lacks, or has otherwise than they are declared.

    What would stand on a table that is not there is not missing: there is nothing to guard.
    """
    return [one.name for one in _lacking(connections[using])]


def install(using: str = DEFAULT_DB_ALIAS) -> list[str]:
    """Put up what a database lacks, make good what it missed meanwhile, and return the names.

    A guard that names what is not there yet, in the middle of a row of migrations, is left for
    later. In one transaction, or in the one that is open.
    """
    connection = connections[using]
    engine = engine_of(connection)
    lacking = _lacking(connection)
    with transaction.atomic(using), connection.cursor() as cursor:
        for outlived in _former(engine.standing(cursor)):
            cursor.execute(engine.drop(outlived))
        fitting = those_that_fit(connection, lacking) if lacking else []
        for one in fitting:
            for statement in engine.create(one):
                cursor.execute(statement)
        for statement in dict.fromkeys(made for one in fitting for made in one.catch_up):
            cursor.execute(statement)
    return [one.name for one in fitting]


def those_that_fit(connection: Any, guards: Iterable[Trigger]) -> list[Trigger]:
    """Those of which every table is there, with every column that the code knows.

    They were written for these tables, and not for what the tables were once.
    """
    with connection.cursor() as cursor:
        columns = engine_of(connection).columns(cursor)
    return [
        one
        for one in guards
        if all(known <= columns.get(table, set()) for table, known in needs(one).items())
    ]


def _lacking(connection: Any) -> list[Trigger]:
    engine = engine_of(connection)
    guards = due(connection.alias, connection.vendor)
    if not guards:
        return []
    with connection.cursor() as cursor:
        found = engine.standing(cursor)
        lacking = [one for one in guards if not _stands(engine, one, found)]
        tables = engine.columns(cursor) if lacking else {}
    return [one for one in lacking if one.table in tables]


def _stands(engine: ModuleType, one: Trigger, found: dict[Key, Standing]) -> bool:
    return one.key in found and engine.is_as_declared(one, found[one.key])


def _former(found: dict[Key, Standing]) -> list[Standing]:
    names = former()
    return [one for one in found.values() if one.name in names]
