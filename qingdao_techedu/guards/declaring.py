"""What the database itself refuses or keeps: rooms declare it beside their models.

A room's ``guards.py`` has ``on_sqlite()`` and ``on_postgresql()``, which yield triggers in the
words of each engine. Names that its triggers had once stand in ``FORMER``.
"""

from __future__ import annotations

from collections.abc import Iterator
from functools import cache
from importlib import import_module
from types import ModuleType

from django.apps import apps
from django.db import router
from django.db.models import Model

from .triggers import Trigger

_rooms: list[str] = []


def register(path: str) -> None:
    """Add the dotted name of a module that declares what the database guards for a room."""
    if path not in _rooms:
        _rooms.append(path)


@cache
def declared(vendor: str) -> tuple[Trigger, ...]:
    """All guards of all rooms, as one engine is told of them."""
    return tuple(one for room in _modules() for one in getattr(room, f"on_{vendor}")())


def due(using: str, vendor: str) -> list[Trigger]:
    """The guards that a database should have: none where Django may not migrate, as on standbys."""
    tables = _tables()
    return [
        one
        for one in declared(vendor)
        if one.table in tables and router.allow_migrate_model(using, tables[one.table])
    ]


def former() -> set[str]:
    """Names that guards had once, and that none has any more."""
    return {name for room in _modules() for name in getattr(room, "FORMER", ())}


@cache
def needs(one: Trigger) -> dict[str, set[str]]:
    """The tables that a guard stands on or names, with the columns that the code knows there."""
    tables = _tables()
    return {table: _columns(tables[table]) for table in one.words & tables.keys()}


def _columns(model: type[Model]) -> set[str]:
    return {field.column for field in model._meta.local_concrete_fields if field.column}


def _modules() -> Iterator[ModuleType]:
    return map(import_module, _rooms)


@cache
def _tables() -> dict[str, type[Model]]:
    return {model._meta.db_table: model for model in apps.get_models(include_auto_created=True)}
