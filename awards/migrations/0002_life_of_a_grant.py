# ruff: noqa: S608 (every part of these statements stands in this file)
"""Have the database itself refuse what no act does: a leap in the life of a grant, or its traces lost.

Sample data lives by the same rules and may be removed as a whole (``clear_sample``).
"""

from django.db import migrations

LEAP = "A grant goes from proposed to nominated to publicized to conferred, and from there to its end."
FIXED = "What was publicized or conferred does not change: correct it by a new grant."
KEPT = "A grant that was publicized is not deleted: it is declined or revoked, with a reason."

STEPS = [
    ("proposed", "returned"),
    ("proposed", "nominated"),
    ("proposed", "declined"),
    ("returned", "proposed"),
    ("returned", "declined"),
    ("nominated", "publicized"),
    ("nominated", "declined"),
    ("publicized", "declined"),
    ("publicized", "conferred"),
    ("conferred", "corrected"),
    ("conferred", "revoked"),
]
ALLOWED = " OR ".join(f"OLD.status = '{old}' AND NEW.status = '{new}'" for old, new in STEPS)
LEAPS = f"OLD.status <> NEW.status AND NOT ({ALLOWED})"
WRITTEN = "('proposed', 'returned', 'nominated')"
PRINTED = ("round_id", "name", "college_id", "class_name", "specialty_id")


def _changes(is_other):
    printed = " OR ".join(f"OLD.{name} {is_other} NEW.{name}" for name in PRINTED)
    renumbered = f"OLD.certificate_number IS NOT NULL AND OLD.certificate_number {is_other} NEW.certificate_number"
    return f"OLD.status NOT IN {WRITTEN} AND ({printed}) OR {renumbered}"


DELETED = f"OLD.status NOT IN {WRITTEN} AND OLD.provenance <> 'sample'"


def _sqlite():
    for name, act, when, said in (
        ("leap", "UPDATE", LEAPS, LEAP),
        ("fixed", "UPDATE", _changes("IS NOT"), FIXED),
        ("kept", "DELETE", DELETED, KEPT),
    ):
        yield f"""
            CREATE TRIGGER awards_grant_life_{name} BEFORE {act} ON awards_grant
            WHEN {when} BEGIN SELECT RAISE(ABORT, '{said}'); END
        """


def _postgresql():
    def refused(said):
        return f"RAISE EXCEPTION '{said}' USING ERRCODE = 'integrity_constraint_violation'"

    yield f"""
        CREATE FUNCTION awards_grant_life() RETURNS trigger LANGUAGE plpgsql AS $$
        BEGIN
            IF TG_OP = 'DELETE' THEN
                IF {DELETED} THEN {refused(KEPT)}; END IF;
                RETURN OLD;
            END IF;
            IF {LEAPS} THEN {refused(LEAP)}; END IF;
            IF {_changes("IS DISTINCT FROM")} THEN {refused(FIXED)}; END IF;
            RETURN NEW;
        END $$
    """
    yield """
        CREATE TRIGGER awards_grant_life BEFORE UPDATE OR DELETE ON awards_grant
        FOR EACH ROW EXECUTE FUNCTION awards_grant_life()
    """


def refuse(apps, schema_editor):
    is_postgresql = schema_editor.connection.vendor == "postgresql"
    for statement in _postgresql() if is_postgresql else _sqlite():
        schema_editor.execute(statement)


def allow(apps, schema_editor):
    """Take away what guards the life of grants; only a test database would want that."""
    if schema_editor.connection.vendor == "postgresql":
        schema_editor.execute("DROP FUNCTION awards_grant_life CASCADE")
        return
    for name in ("leap", "fixed", "kept"):
        schema_editor.execute(f"DROP TRIGGER awards_grant_life_{name}")


class Migration(migrations.Migration):
    dependencies = [("awards", "0001_initial")]

    operations = [migrations.RunPython(refuse, allow)]
