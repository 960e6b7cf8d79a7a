# ruff: noqa: S608 (every part of these statements stands in this file)
"""The database itself keeps what a release changed, in the statement that puts it out.

Its published figures are compared with those of the newest version of its year before it. All
versions of a year are told by the same groups and are put out together, the oldest first.
"""

from __future__ import annotations

from collections.abc import Iterator

from qingdao_techedu.guards.postgresql import triggers as postgresql
from qingdao_techedu.guards.sqlite3 import triggers as sqlite
from qingdao_techedu.guards.triggers import Function, Trigger

from .totals import FIGURE, IS_PUT_OUT_NOW, RELEASE

COMPARISON, CHANGE = "enrollment_comparison", "enrollment_change"
KEY = ("table", "measure_id", "key")
PLACE = ("college_id", "specialty_id", "level", "entry_route", "sex", "group")
FIGURES = ("old_value", "old_symbol", "new_value", "new_symbol")
SAME_PLACE = " AND ".join(f'former."{name}" = latter."{name}"' for name in KEY)
COLUMNS = ", ".join(f'"{name}"' for name in (*KEY, *PLACE))
NAME, AT = "enrollment_changes_of_published", "AFTER UPDATE OF protected_at"


def _compared(condition: str) -> str:
    """What the releases that meet a condition are compared with."""
    sealed_before = f"""
        FROM {RELEASE} AS before
        WHERE before.year = one.year AND before.version < one.version
            AND before.protected_at IS NOT NULL
    """
    return f"""
        INSERT INTO {COMPARISON} (release_id, since_id)
        SELECT one.id, (SELECT before.id {sealed_before} ORDER BY before.version DESC LIMIT 1)
        FROM {RELEASE} AS one
        WHERE {condition} AND EXISTS (SELECT 1 {sealed_before})
    """


def _changed(condition: str) -> str:
    """The figures that differ, those that are new, and those that are gone."""
    return f"""
        INSERT INTO {CHANGE} (release_id, {COLUMNS}, {", ".join(FIGURES)})
        SELECT one.release_id, {_key("latter")},
            former.value, former.symbol, latter.value, latter.symbol
        FROM {COMPARISON} AS one
        JOIN {FIGURE} AS latter ON latter.release_id = one.release_id
        LEFT JOIN {FIGURE} AS former ON former.release_id = one.since_id AND {SAME_PLACE}
        WHERE {condition} AND (
            former.id IS NULL OR former.symbol <> latter.symbol
            OR COALESCE(former.value, -1) <> COALESCE(latter.value, -1)
        )
        UNION ALL
        SELECT one.release_id, {_key("former")}, former.value, former.symbol, NULL, NULL
        FROM {COMPARISON} AS one
        JOIN {FIGURE} AS former ON former.release_id = one.since_id
        LEFT JOIN {FIGURE} AS latter ON latter.release_id = one.release_id AND {SAME_PLACE}
        WHERE {condition} AND latter.id IS NULL
    """


def _key(of: str) -> str:
    return ", ".join(f'{of}."{name}"' for name in (*KEY, *PLACE))


OF_RELEASE = (
    f"DELETE FROM {CHANGE} WHERE release_id = NEW.id",
    f"DELETE FROM {COMPARISON} WHERE release_id = NEW.id",
    _compared("one.id = NEW.id"),
    _changed("one.release_id = NEW.id"),
)
ALL_ANEW = (
    f"DELETE FROM {CHANGE}",
    f"DELETE FROM {COMPARISON}",
    _compared("one.protected_at IS NOT NULL"),
    _changed("TRUE"),
)
COMPARE = Function(NAME, f"BEGIN {'; '.join(OF_RELEASE)}; RETURN NULL; END")


def on_sqlite() -> Iterator[Trigger]:
    yield sqlite.trigger(NAME, RELEASE, AT, *OF_RELEASE, when=IS_PUT_OUT_NOW, catch_up=ALL_ANEW)


def on_postgresql() -> Iterator[Trigger]:
    yield postgresql.trigger(
        NAME, RELEASE, AT, COMPARE, each="ROW", when=IS_PUT_OUT_NOW, catch_up=ALL_ANEW
    )
