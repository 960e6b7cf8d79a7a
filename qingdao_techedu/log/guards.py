"""The database itself refuses to change or delete what was logged."""

from __future__ import annotations

from collections.abc import Iterator

from qingdao_techedu.guards.postgresql import triggers as postgresql
from qingdao_techedu.guards.sqlite3 import triggers as sqlite
from qingdao_techedu.guards.triggers import Function, Trigger

REFUSED = "The log is only added to."
TABLE = "log_entry"


def on_sqlite() -> Iterator[Trigger]:
    for act, done in (("UPDATE", "changed"), ("DELETE", "deleted")):
        yield sqlite.trigger(
            f"log_entry_is_not_{done}", TABLE, f"BEFORE {act}", sqlite.refusal(REFUSED)
        )


def on_postgresql() -> Iterator[Trigger]:
    refuse = Function("log_entry_refuse", f"BEGIN {postgresql.refusal(REFUSED)}; END")
    yield postgresql.trigger(
        "log_entry_is_not_changed", TABLE, "BEFORE DELETE OR UPDATE OR TRUNCATE", refuse
    )
