"""The database itself refuses what no act does: a leap in the life of a grant, or its traces lost.

Sample data lives by the same rules and may be removed as a whole (``clear_sample``).
"""

from __future__ import annotations

from collections.abc import Iterator

from qingdao_techedu.guards.postgresql import triggers as postgresql
from qingdao_techedu.guards.sqlite3 import triggers as sqlite
from qingdao_techedu.guards.triggers import Function, Trigger

from .life import STEPS, WRITTEN

LEAP = (
    "A grant goes from proposed to nominated to publicized to conferred, and from there to its end."
)
FIXED = "What was publicized or conferred does not change: correct it by a new grant."
KEPT = "A grant that was publicized is not deleted: it is declined or revoked, with a reason."

TABLE = "awards_grant"
PRINTED = ("round_id", "name", "college_id", "class_name", "specialty_id")

_ALLOWED = " OR ".join(
    f"OLD.status = '{one}' AND NEW.status = '{other}'"
    for one, others in STEPS.items()
    for other in others
)
LEAPS = f"OLD.status <> NEW.status AND NOT ({_ALLOWED})"
WAS_PUBLIC = "OLD.status NOT IN ({})".format(", ".join(f"'{one}'" for one in WRITTEN))
IS_LOST = f"{WAS_PUBLIC} AND OLD.provenance <> 'sample'"


def _changes(is_other: str) -> str:
    printed = " OR ".join(f"OLD.{name} {is_other} NEW.{name}" for name in PRINTED)
    number = f"OLD.certificate_number {is_other} NEW.certificate_number"
    return f"{WAS_PUBLIC} AND ({printed}) OR OLD.certificate_number IS NOT NULL AND {number}"


def on_sqlite() -> Iterator[Trigger]:
    for name, act, when, said in (
        ("leap", "UPDATE", LEAPS, LEAP),
        ("fixed", "UPDATE", _changes("IS NOT"), FIXED),
        ("kept", "DELETE", IS_LOST, KEPT),
    ):
        refuse = sqlite.refusal(said)
        yield sqlite.trigger(f"awards_grant_life_{name}", TABLE, f"BEFORE {act}", refuse, when=when)


def on_postgresql() -> Iterator[Trigger]:
    refuse = Function(
        "awards_grant_life",
        f"""
        BEGIN
            IF TG_OP = 'DELETE' THEN
                IF {IS_LOST} THEN {postgresql.refusal(KEPT)}; END IF;
                RETURN OLD;
            END IF;
            IF {LEAPS} THEN {postgresql.refusal(LEAP)}; END IF;
            IF {_changes("IS DISTINCT FROM")} THEN {postgresql.refusal(FIXED)}; END IF;
            RETURN NEW;
        END
        """,
    )
    yield postgresql.trigger(
        "awards_grant_life", TABLE, "BEFORE DELETE OR UPDATE", refuse, each="ROW"
    )
