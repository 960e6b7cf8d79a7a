# ruff: noqa: S608 (every part of these statements stands in this file)
"""The database itself keeps the sums of what was sealed.

A sealed release does not change, so that its sums are written once, in the statement that seals
it. What still changes is which colleges the public sees: the sums over all of them take a college
in or out in the statement that publishes or withdraws it.
"""

from __future__ import annotations

from collections.abc import Iterator

from qingdao_techedu.guards.postgresql import triggers as postgresql
from qingdao_techedu.guards.sqlite3 import triggers as sqlite
from qingdao_techedu.guards.triggers import Function, Trigger

OBSERVATION, RELEASE = "enrollment_observation", "enrollment_release"
CITY_TOTAL, COLLEGE_TOTAL = "enrollment_citytotal", "enrollment_collegetotal"
COLLEGES = "colleges_college"
CITY = ("release_id", "measure_id", "specialty_id", "level", "entry_route", "sex")
COLLEGE = ("measure_id", "release_id", "college_id")
GROUP = ("release_id", "college_id", "specialty_id", "level", "entry_route", "sex")
SUMS = {
    "leaves": "COUNT(*)",
    "known": "COUNT(one.value)",
    "value": "COALESCE(SUM(one.value), 0)",
    "not_applicable": "COUNT(CASE WHEN one.symbol = 'z' THEN 1 END)",
    "not_available": "COUNT(CASE WHEN one.symbol = 'x' THEN 1 END)",
    "confidential": "COUNT(CASE WHEN one.symbol = 'c' THEN 1 END)",
    "rate_known": "COUNT(CASE WHEN one.value IS NOT NULL THEN base.value END)",
    "rate_value": "COALESCE(SUM(CASE WHEN base.value IS NOT NULL THEN one.value END), 0)",
    "rate_base": "COALESCE(SUM(CASE WHEN one.value IS NOT NULL THEN base.value END), 0)",
}
# What rates divide by, in the same group.
BASES = f"""
    LEFT JOIN {OBSERVATION} AS base ON {" AND ".join(f"base.{name} = one.{name}" for name in GROUP)}
    AND base.measure_id = (SELECT id FROM enrollment_measure WHERE code = 'graduates')
"""
PUBLISHED = f"one.college_id IN (SELECT id FROM {COLLEGES} WHERE publication = 'published')"
SEALED = f"one.release_id IN (SELECT id FROM {RELEASE} WHERE sealed_at IS NOT NULL)"
IS_SEALED_NOW = "OLD.sealed_at IS NULL AND NEW.sealed_at IS NOT NULL"


def _added(table: str, key: tuple[str, ...], condition: str, sign: str = "+") -> str:
    """Add what some leaves sum up to, or take it out; in the order of keys, as locks must be."""
    keys, columns = ", ".join(key), ", ".join(SUMS)
    return f"""
        INSERT INTO {table} ({keys}, {columns})
        SELECT {", ".join(f"one.{name}" for name in key)},
            {", ".join(f"{sign} {summed}" for summed in SUMS.values())}
        FROM {OBSERVATION} AS one {BASES}
        WHERE {condition}
        GROUP BY {", ".join(f"one.{name}" for name in key)}
        ORDER BY {", ".join(f"one.{name}" for name in key)}
        ON CONFLICT ({keys}) DO UPDATE
        SET {", ".join(f"{name} = {table}.{name} + excluded.{name}" for name in SUMS)}
    """


def _of_city(condition: str, sign: str = "+") -> str:
    return _added(CITY_TOTAL, CITY, condition, sign)


OF_RELEASE = (
    _of_city(f"one.release_id = NEW.id AND {PUBLISHED}"),
    _added(COLLEGE_TOTAL, COLLEGE, "one.release_id = NEW.id"),
)
OF_COLLEGE = f"one.college_id = NEW.id AND {SEALED}"
ALL_ANEW = (
    f"DELETE FROM {CITY_TOTAL}",
    f"DELETE FROM {COLLEGE_TOTAL}",
    _of_city(f"{SEALED} AND {PUBLISHED}"),
    _added(COLLEGE_TOTAL, COLLEGE, SEALED),
)


def on_sqlite() -> Iterator[Trigger]:
    yield sqlite.trigger(
        "enrollment_totals_of_sealed",
        RELEASE,
        "AFTER UPDATE OF sealed_at",
        *OF_RELEASE,
        when=IS_SEALED_NOW,
        catch_up=ALL_ANEW,
    )
    for name, sign, is_meant in (
        ("published", "+", "NEW.publication = 'published' AND OLD.publication <> 'published'"),
        ("hidden", "-", "OLD.publication = 'published' AND NEW.publication <> 'published'"),
    ):
        yield sqlite.trigger(
            f"enrollment_totals_{name}",
            COLLEGES,
            "AFTER UPDATE OF publication",
            _of_city(OF_COLLEGE, sign),
            when=is_meant,
            catch_up=ALL_ANEW,
        )


SUM_UP_RELEASE = Function(
    "enrollment_totals_of_sealed", f"BEGIN {'; '.join(OF_RELEASE)}; RETURN NULL; END"
)
# Who seals and who publishes a college wait for each other: neither would see the other's act.
SUM_UP_COLLEGE = Function(
    "enrollment_totals_of_college",
    f"""
    BEGIN
        PERFORM 1 FROM {RELEASE} WHERE id IN (
            SELECT release_id FROM {OBSERVATION} WHERE college_id = NEW.id
        ) ORDER BY id FOR SHARE;
        IF NEW.publication = 'published' THEN {_of_city(OF_COLLEGE)};
        ELSE {_of_city(OF_COLLEGE, "-")};
        END IF;
        RETURN NULL;
    END
    """,
)


def on_postgresql() -> Iterator[Trigger]:
    yield postgresql.trigger(
        SUM_UP_RELEASE.name,
        RELEASE,
        "AFTER UPDATE OF sealed_at",
        SUM_UP_RELEASE,
        each="ROW",
        when=IS_SEALED_NOW,
        catch_up=ALL_ANEW,
    )
    yield postgresql.trigger(
        SUM_UP_COLLEGE.name,
        COLLEGES,
        "AFTER UPDATE OF publication",
        SUM_UP_COLLEGE,
        each="ROW",
        when="(OLD.publication = 'published') <> (NEW.publication = 'published')",
        catch_up=ALL_ANEW,
    )
