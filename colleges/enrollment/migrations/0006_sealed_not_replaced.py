# ruff: noqa: S608 (every part of these statements stands in this file)
"""Have SQLite refuse that a sealed row makes way for another of the same key.

``REPLACE INTO`` and ``UPDATE OR REPLACE`` delete the row in their way without asking the triggers
that refuse deletion. PostgreSQL knows neither.
"""

from django.db import migrations

REFUSED = "A sealed release does not change: make a new version."
ROWS = ("enrollment_observation", "enrollment_ledgerline")
RELEASE = "enrollment_release"
IN_ITS_WAY = {
    **dict.fromkeys(
        ROWS,
        "id = NEW.id AND release_id IN "
        f"(SELECT id FROM {RELEASE} WHERE sealed_at IS NOT NULL)",
    ),
    RELEASE: "sealed_at IS NOT NULL AND "
    "(id = NEW.id OR year = NEW.year AND version = NEW.version)",
}


def _triggers():
    for table, standing in IN_ITS_WAY.items():
        for act, others in (("INSERT", ""), ("UPDATE", " AND id <> OLD.id")):
            name = f"{table}_sealed_replacing_{act.lower()}"
            yield (
                name,
                f"""
                CREATE TRIGGER {name} BEFORE {act} ON {table}
                WHEN EXISTS (SELECT 1 FROM {table} WHERE {standing}{others})
                BEGIN SELECT RAISE(ABORT, '{REFUSED}'); END
                """,
            )


def refuse(apps, schema_editor):
    if schema_editor.connection.vendor == "sqlite":
        for _name, statement in _triggers():
            schema_editor.execute(statement)


def allow(apps, schema_editor):
    if schema_editor.connection.vendor == "sqlite":
        for name, _statement in _triggers():
            schema_editor.execute(f"DROP TRIGGER {name}")


class Migration(migrations.Migration):
    dependencies = [("enrollment", "0005_sealed_files")]

    operations = [migrations.RunPython(refuse, allow)]
