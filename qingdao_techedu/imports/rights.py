"""Who may import what: whoever may make and change such records anyway."""

from __future__ import annotations

from qingdao_techedu.accounts import rules

from .declaring import ImportTable, registered


def may_import(user, table: ImportTable) -> bool:
    """Whether ``user`` may make and change every kind of record that the table brings."""
    own = all(rules.may(user, act, table.model) for act in (rules.ADD, rules.CHANGE))
    return own and (table.before is None or may_import(user, table.before))


def tables_of(user) -> list[ImportTable]:
    """The tables that ``user`` may import."""
    return [table for table in registered().values() if may_import(user, table)]
