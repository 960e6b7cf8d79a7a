# ruff: noqa: S608 (every part of these statements stands in this file)
"""The database itself keeps the sums of what is published.

What was put out does not change, so that its sums are written once, in the statement that puts it
out. What still changes is which colleges the public sees: the sums over all of them take a college
in or out in the statement that publishes or withdraws it.
"""

from __future__ import annotations

from collections.abc import Iterator

from qingdao_techedu.guards.postgresql import triggers as postgresql
from qingdao_techedu.guards.sqlite3 import triggers as sqlite
from qingdao_techedu.guards.triggers import Function, Trigger

FIGURE, RELEASE = "enrollment_publishedfigure", "enrollment_release"
CITY_TOTAL, COLLEGE_TOTAL = "enrollment_citytotal", "enrollment_collegetotal"
COLLEGES = "colleges_college"
CITY = ("release_id", "measure_id", "specialty_id", "level", "entry_route", "sex")
CITY_CONFLICT = "release_id, measure_id, (COALESCE(specialty_id, 0)), level, entry_route, sex"
COLLEGE = ("measure_id", "release_id", "college_id")
SUMS = {
    "leaves": "COUNT(*)",
    "known": "COUNT(one.value)",
    "value": "COALESCE(SUM(one.value), 0)",
    "not_applicable": "COUNT(CASE WHEN one.symbol = 'z' THEN 1 END)",
    "not_available": "COUNT(CASE WHEN one.symbol = 'x' THEN 1 END)",
    "confidential": "COUNT(CASE WHEN one.symbol = 'c' THEN 1 END)",
}
# Outcomes are published as sums; leaf by leaf only where nobody knows them.
COUNTS = """one."table" = 'leaf' AND one.measure_id NOT IN (
    SELECT id FROM enrollment_measure WHERE code IN ('employed', 'further-study')
)"""
PUBLISHED = f"""(one.college_id IS NULL OR one.college_id IN (
    SELECT id FROM {COLLEGES} WHERE publication = 'published'
))"""
PUT_OUT = f"one.release_id IN (SELECT id FROM {RELEASE} WHERE protected_at IS NOT NULL)"
IS_PUT_OUT_NOW = "OLD.protected_at IS NULL AND NEW.protected_at IS NOT NULL"


def _added(table: str, key: tuple[str, ...], conflict: str, condition: str, sign: str = "+") -> str:
    """Add what some leaves sum up to, or take it out; in the order of keys, as locks must be."""
    keys, columns = ", ".join(key), ", ".join(SUMS)
    return f"""
        INSERT INTO {table} ({keys}, {columns})
        SELECT {", ".join(f"one.{name}" for name in key)},
            {", ".join(f"{sign} {summed}" for summed in SUMS.values())}
        FROM {FIGURE} AS one
        WHERE {COUNTS} AND {condition}
        GROUP BY {", ".join(f"one.{name}" for name in key)}
        ORDER BY {", ".join(f"one.{name}" for name in key)}
        ON CONFLICT ({conflict}) DO UPDATE
        SET {", ".join(f"{name} = {table}.{name} + excluded.{name}" for name in SUMS)}
    """


def _of_city(condition: str, sign: str = "+") -> str:
    return _added(CITY_TOTAL, CITY, CITY_CONFLICT, condition, sign)


OF_RELEASE = (
    f"DELETE FROM {CITY_TOTAL} WHERE release_id = NEW.id",
    f"DELETE FROM {COLLEGE_TOTAL} WHERE release_id = NEW.id",
    _of_city(f"one.release_id = NEW.id AND {PUBLISHED}"),
    _added(COLLEGE_TOTAL, COLLEGE, ", ".join(COLLEGE), "one.release_id = NEW.id"),
)
OF_COLLEGE = f"one.college_id = NEW.id AND {PUT_OUT}"
ALL_ANEW = (
    f"DELETE FROM {CITY_TOTAL}",
    f"DELETE FROM {COLLEGE_TOTAL}",
    _of_city(f"{PUT_OUT} AND {PUBLISHED}"),
    _added(COLLEGE_TOTAL, COLLEGE, ", ".join(COLLEGE), PUT_OUT),
)


def on_sqlite() -> Iterator[Trigger]:
    yield sqlite.trigger(
        "enrollment_totals_of_published",
        RELEASE,
        "AFTER UPDATE OF protected_at",
        *OF_RELEASE,
        when=IS_PUT_OUT_NOW,
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
    "enrollment_totals_of_published", f"BEGIN {'; '.join(OF_RELEASE)}; RETURN NULL; END"
)
# Who puts out and who publishes a college wait for each other: neither would see the other's act.
SUM_UP_COLLEGE = Function(
    "enrollment_totals_of_college",
    f"""
    BEGIN
        PERFORM 1 FROM {RELEASE} WHERE id IN (
            SELECT release_id FROM {FIGURE} WHERE college_id = NEW.id
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
        "AFTER UPDATE OF protected_at",
        SUM_UP_RELEASE,
        each="ROW",
        when=IS_PUT_OUT_NOW,
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
