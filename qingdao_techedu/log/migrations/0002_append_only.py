"""Have the database itself refuse to change or delete what was logged."""

from django.db import migrations

SQLITE = [
    f"""
    CREATE TRIGGER log_entry_is_not_{done} BEFORE {act} ON log_entry
    BEGIN SELECT RAISE(ABORT, 'The log is only added to.'); END
    """
    for act, done in (("UPDATE", "changed"), ("DELETE", "deleted"))
]
POSTGRESQL = [
    """
    CREATE FUNCTION log_entry_refuse() RETURNS trigger LANGUAGE plpgsql AS
    $$ BEGIN RAISE EXCEPTION 'The log is only added to.'; END $$
    """,
    """
    CREATE TRIGGER log_entry_is_not_changed BEFORE UPDATE OR DELETE OR TRUNCATE ON log_entry
    FOR EACH STATEMENT EXECUTE FUNCTION log_entry_refuse()
    """,
]


def refuse(apps, schema_editor):
    vendor = schema_editor.connection.vendor
    for statement in POSTGRESQL if vendor == "postgresql" else SQLITE:
        schema_editor.execute(statement)


def allow(apps, schema_editor):
    if schema_editor.connection.vendor == "postgresql":
        schema_editor.execute("DROP TRIGGER log_entry_is_not_changed ON log_entry")
        schema_editor.execute("DROP FUNCTION log_entry_refuse")
    else:
        schema_editor.execute("DROP TRIGGER log_entry_is_not_changed")
        schema_editor.execute("DROP TRIGGER log_entry_is_not_deleted")


class Migration(migrations.Migration):
    dependencies = [("log", "0001_initial")]

    operations = [migrations.RunPython(refuse, allow)]
