# ruff: noqa: S608 (every part of these statements stands in this file)
"""The database itself refuses to change what was sealed, and what is put out.

What was collected never changes once it is sealed. What is published is derived from it: it may be
taken back as a whole and put out again, as when a later version of the year needs coarser groups.
Sample data is sealed like any other and may be removed as a whole (``clear_sample``); where a
release comes from cannot be changed once it is sealed.
"""

from __future__ import annotations

from collections.abc import Iterator

from qingdao_techedu.guards.postgresql import triggers as postgresql
from qingdao_techedu.guards.sqlite3 import triggers as sqlite
from qingdao_techedu.guards.triggers import Function, Trigger

REFUSED = "A sealed release does not change: make a new version."
RELEASE = "enrollment_release"
SEALED, PUT_OUT = "sealed_at IS NOT NULL", "protected_at IS NOT NULL"
ROWS = {
    "enrollment_observation": SEALED,
    "enrollment_ledgerline": SEALED,
    "enrollment_publishedfigure": PUT_OUT,
    "enrollment_publishedmember": PUT_OUT,
    "enrollment_sealedfile": PUT_OUT,
}
FIXED = (
    "year",
    "version",
    "provenance",
    "change_note_zh",
    "change_note_en",
    "submitted_at",
    "submitted_by_id",
    "sealed_at",
    "sealed_by_id",
    "collected_sha256",
)
# Changed by putting out alone.
DERIVED = ("row_count", "sha256", "file", "protection")
# An update moves a row out of a release as well as into one.
VERSIONS = (("INSERT", "NEW"), ("UPDATE", "OLD"), ("UPDATE", "NEW"), ("DELETE", "OLD"))


def _is_changed(is_other: str) -> str:
    def changed(names: tuple[str, ...]) -> str:
        return " OR ".join(f"OLD.{name} {is_other} NEW.{name}" for name in names)

    derived = f"NOT (OLD.protected_at {is_other} NEW.protected_at) AND ({changed(DERIVED)})"
    withdrawn = "OLD.status <> NEW.status AND NEW.status <> 'withdrawn'"
    return f"({changed(FIXED)} OR {derived} OR {withdrawn})"


# On SQLite


def on_sqlite() -> Iterator[Trigger]:
    for table, fixed in ROWS.items():
        for act, row in VERSIONS:
            exempt = " AND provenance <> 'sample'" if act == "DELETE" else ""
            sealed = f"{fixed} AND id = {row}.release_id{exempt}"
            yield _refused(f"{table}_sealed_{act}_{row}", table, act, _exists(RELEASE, sealed))
    changed = f"OLD.sealed_at IS NOT NULL AND {_is_changed('IS NOT')}"
    yield _refused("enrollment_release_sealed_update", RELEASE, "UPDATE", changed)
    deleted = "OLD.sealed_at IS NOT NULL AND OLD.provenance <> 'sample'"
    yield _refused("enrollment_release_sealed_delete", RELEASE, "DELETE", deleted)
    yield from _replacing()


def _replacing() -> Iterator[Trigger]:
    """``REPLACE INTO`` and ``UPDATE OR REPLACE`` delete the row in their way without asking the
    triggers that refuse deletion. PostgreSQL knows neither.
    """
    in_the_way = {
        table: f"id = NEW.id AND release_id IN (SELECT id FROM {RELEASE} WHERE {fixed})"
        for table, fixed in ROWS.items()
    }
    in_the_way[RELEASE] = (
        "sealed_at IS NOT NULL AND (id = NEW.id OR year = NEW.year AND version = NEW.version)"
    )
    for table, standing in in_the_way.items():
        for act, others in (("INSERT", ""), ("UPDATE", " AND id <> OLD.id")):
            name = f"{table}_sealed_replacing_{act}"
            yield _refused(name, table, act, _exists(table, standing + others))


def _refused(name: str, table: str, act: str, when: str) -> Trigger:
    said = sqlite.refusal(REFUSED)
    return sqlite.trigger(name.lower(), table, f"BEFORE {act}", said, when=when)


def _exists(table: str, condition: str) -> str:
    return f"EXISTS (SELECT 1 FROM {table} WHERE {condition})"


# On PostgreSQL


# The shared lock makes whoever writes a figure and whoever seals wait for each other.
def _refuse_rows(name: str, fixed: str) -> Function:
    return Function(
        name,
        f"""
        BEGIN
            PERFORM 1 FROM {RELEASE}
                WHERE id IN (SELECT release_id FROM touched) ORDER BY id FOR SHARE;
            IF EXISTS (
                SELECT 1 FROM {RELEASE}
                WHERE id IN (SELECT release_id FROM touched) AND {fixed}
                    AND (TG_OP <> 'DELETE' OR provenance <> 'sample')
            ) THEN {postgresql.refusal(REFUSED)};
            END IF;
            RETURN NULL;
        END
        """,
    )


REFUSE_ROWS = {
    SEALED: _refuse_rows("enrollment_rows_are_sealed", SEALED),
    PUT_OUT: _refuse_rows("enrollment_rows_are_put_out", PUT_OUT),
}
REFUSE_TRUNCATION = Function(
    "enrollment_truncation_is_refused",
    f"""
    BEGIN
        IF EXISTS (
            SELECT 1 FROM {RELEASE} WHERE sealed_at IS NOT NULL AND provenance <> 'sample'
        ) THEN {postgresql.refusal(REFUSED)};
        END IF;
        RETURN NULL;
    END
    """,
)
REFUSE_RELEASE = Function(
    "enrollment_release_is_sealed",
    f"""
    BEGIN
        IF TG_OP = 'DELETE' THEN
            IF OLD.provenance = 'sample' THEN RETURN OLD; END IF;
        ELSIF NOT {_is_changed("IS DISTINCT FROM")} THEN
            RETURN NEW;
        END IF;
        {postgresql.refusal(REFUSED)};
    END
    """,
)


def on_postgresql() -> Iterator[Trigger]:
    for table, fixed in ROWS.items():
        for act, version in VERSIONS:
            name = f"{table}_sealed_{act}_{version}".lower()
            refuse = REFUSE_ROWS[fixed]
            yield postgresql.trigger(name, table, f"AFTER {act}", refuse, touched=version)
    for table in (*ROWS, RELEASE):
        name = f"{table}_sealed_truncate"
        yield postgresql.trigger(name, table, "BEFORE TRUNCATE", REFUSE_TRUNCATION)
    yield postgresql.trigger(
        "enrollment_release_sealed",
        RELEASE,
        "BEFORE DELETE OR UPDATE",
        REFUSE_RELEASE,
        each="ROW",
        when="OLD.sealed_at IS NOT NULL",
    )
