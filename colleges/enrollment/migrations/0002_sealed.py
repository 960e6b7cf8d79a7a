# ruff: noqa: S608 (every part of these statements stands in this file)
"""Have the database itself refuse to change what was sealed.

Sample data is sealed like any other and may be removed as a whole (``clear_sample``); where a
release comes from cannot be changed once it is sealed.
"""

from django.db import migrations

REFUSED = "A sealed release does not change: make a new version."
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
    "row_count",
    "sha256",
    "file",
)
ROWS = ("enrollment_observation", "enrollment_ledgerline")


def _sqlite():
    for table in ROWS:
        sealed = (
            "SELECT 1 FROM enrollment_release WHERE sealed_at IS NOT NULL AND id = {row}.release_id"
        )
        for act, rows in (("INSERT", ["NEW"]), ("UPDATE", ["OLD", "NEW"]), ("DELETE", ["OLD"])):
            for row in rows:
                exempt = " AND provenance <> 'sample'" if act == "DELETE" else ""
                yield f"""
                CREATE TRIGGER {table}_sealed_{act.lower()}_{row.lower()}
                BEFORE {act} ON {table}
                WHEN EXISTS ({sealed.format(row=row)}{exempt})
                BEGIN SELECT RAISE(ABORT, '{REFUSED}'); END
                """
    changed = " OR ".join(f"OLD.{name} IS NOT NEW.{name}" for name in FIXED)
    yield f"""
        CREATE TRIGGER enrollment_release_sealed_update BEFORE UPDATE ON enrollment_release
        WHEN OLD.sealed_at IS NOT NULL AND (
            {changed} OR OLD.status <> NEW.status AND NEW.status <> 'withdrawn'
        )
        BEGIN SELECT RAISE(ABORT, '{REFUSED}'); END
    """
    yield f"""
        CREATE TRIGGER enrollment_release_sealed_delete BEFORE DELETE ON enrollment_release
        WHEN OLD.sealed_at IS NOT NULL AND OLD.provenance <> 'sample'
        BEGIN SELECT RAISE(ABORT, '{REFUSED}'); END
    """


def _postgresql():
    # The shared lock makes whoever writes a figure and whoever seals wait for each other.
    yield f"""
        CREATE FUNCTION enrollment_rows_are_sealed() RETURNS trigger LANGUAGE plpgsql AS $$
        BEGIN
            PERFORM 1 FROM enrollment_release
                WHERE id IN (SELECT release_id FROM touched) ORDER BY id FOR SHARE;
            IF EXISTS (
                SELECT 1 FROM enrollment_release
                WHERE id IN (SELECT release_id FROM touched) AND sealed_at IS NOT NULL
                    AND (TG_OP <> 'DELETE' OR provenance <> 'sample')
            ) THEN RAISE EXCEPTION '{REFUSED}' USING ERRCODE = 'integrity_constraint_violation';
            END IF;
            RETURN NULL;
        END $$
    """
    yield f"""
        CREATE FUNCTION enrollment_truncation_is_refused() RETURNS trigger LANGUAGE plpgsql AS $$
        BEGIN
            IF EXISTS (
                SELECT 1 FROM enrollment_release
                WHERE sealed_at IS NOT NULL AND provenance <> 'sample'
            ) THEN RAISE EXCEPTION '{REFUSED}' USING ERRCODE = 'integrity_constraint_violation';
            END IF;
            RETURN NULL;
        END $$
    """
    for table in ROWS:
        for act, versions in (
            ("INSERT", ["NEW"]),
            ("UPDATE", ["OLD", "NEW"]),
            ("DELETE", ["OLD"]),
        ):
            for version in versions:
                yield f"""
                CREATE TRIGGER {table}_sealed_{act.lower()}_{version.lower()} AFTER {act} ON {table}
                REFERENCING {version} TABLE AS touched
                FOR EACH STATEMENT EXECUTE FUNCTION enrollment_rows_are_sealed()
                """
    for table in (*ROWS, "enrollment_release"):
        yield f"""
            CREATE TRIGGER {table}_sealed_truncate BEFORE TRUNCATE ON {table}
            FOR EACH STATEMENT EXECUTE FUNCTION enrollment_truncation_is_refused()
        """
    changed = " OR ".join(f"OLD.{name} IS DISTINCT FROM NEW.{name}" for name in FIXED)
    yield f"""
        CREATE FUNCTION enrollment_release_is_sealed() RETURNS trigger LANGUAGE plpgsql AS $$
        BEGIN
            IF TG_OP = 'DELETE' THEN
                IF OLD.provenance = 'sample' THEN RETURN OLD; END IF;
            ELSIF NOT ({changed} OR OLD.status <> NEW.status AND NEW.status <> 'withdrawn') THEN
                RETURN NEW;
            END IF;
            RAISE EXCEPTION '{REFUSED}' USING ERRCODE = 'integrity_constraint_violation';
        END $$
    """
    yield """
        CREATE TRIGGER enrollment_release_sealed BEFORE UPDATE OR DELETE ON enrollment_release
        FOR EACH ROW WHEN (OLD.sealed_at IS NOT NULL)
        EXECUTE FUNCTION enrollment_release_is_sealed()
    """


def refuse(apps, schema_editor):
    is_postgresql = schema_editor.connection.vendor == "postgresql"
    for statement in _postgresql() if is_postgresql else _sqlite():
        schema_editor.execute(statement)


def allow(apps, schema_editor):
    """Take away what guards sealed releases; only a test database would want that."""
    if schema_editor.connection.vendor == "postgresql":
        for name in ("rows_are_sealed", "truncation_is_refused", "release_is_sealed"):
            schema_editor.execute(f"DROP FUNCTION enrollment_{name} CASCADE")
        return
    with schema_editor.connection.cursor() as cursor:
        cursor.execute(
            "SELECT name FROM sqlite_master WHERE type = 'trigger' "
            "AND name LIKE 'enrollment!_%!_sealed!_%' ESCAPE '!'"
        )
        names = [name for (name,) in cursor.fetchall()]
    for name in names:
        schema_editor.execute(f"DROP TRIGGER {name}")


class Migration(migrations.Migration):
    dependencies = [("enrollment", "0001_initial")]

    operations = [migrations.RunPython(refuse, allow)]
