"""The files made of a release; sealed with it, so that the database refuses to change them."""

import django.db.models.deletion
from django.db import migrations, models

TABLE = "enrollment_sealedfile"
REFUSED = "A sealed release does not change: make a new version."
ROWS = (("INSERT", ["NEW"]), ("UPDATE", ["OLD", "NEW"]), ("DELETE", ["OLD"]))


def refuse(apps, schema_editor):
    """As for figures and ledger in 0002: the sample alone may be removed, as a whole."""
    is_postgresql = schema_editor.connection.vendor == "postgresql"
    for act, versions in ROWS:
        for row in versions:
            name = f"{TABLE}_sealed_{act.lower()}_{row.lower()}"
            if is_postgresql:
                schema_editor.execute(
                    f"CREATE TRIGGER {name} AFTER {act} ON {TABLE} "
                    f"REFERENCING {row} TABLE AS touched "
                    "FOR EACH STATEMENT EXECUTE FUNCTION enrollment_rows_are_sealed()"
                )
                continue
            exempt = " AND provenance <> 'sample'" if act == "DELETE" else ""
            sealed = (
                "SELECT 1 FROM enrollment_release "  # noqa: S608 (all of it stands here)
                f"WHERE sealed_at IS NOT NULL AND id = {row}.release_id{exempt}"
            )
            schema_editor.execute(
                f"CREATE TRIGGER {name} BEFORE {act} ON {TABLE} WHEN EXISTS ({sealed}) "
                f"BEGIN SELECT RAISE(ABORT, '{REFUSED}'); END"
            )
    if is_postgresql:
        schema_editor.execute(
            f"CREATE TRIGGER {TABLE}_sealed_truncate BEFORE TRUNCATE ON {TABLE} "
            "FOR EACH STATEMENT EXECUTE FUNCTION enrollment_truncation_is_refused()"
        )


class Migration(migrations.Migration):

    dependencies = [
        ('enrollment', '0004_annual_returns'),
    ]

    operations = [
        migrations.CreateModel(
            name='SealedFile',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('suffix', models.CharField(choices=[('csv.gz', 'CSV, compressed'), ('zip', 'Package: CSV, dictionary and notes'), ('parquet', 'Parquet')], max_length=10, verbose_name='format')),
                ('name', models.CharField(max_length=200, verbose_name='name')),
                ('size', models.PositiveBigIntegerField(verbose_name='bytes')),
                ('sha256', models.CharField(max_length=64, verbose_name='SHA-256')),
                ('release', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='sealed_files', to='enrollment.release', verbose_name='release')),
            ],
            options={
                'verbose_name': 'sealed file',
                'verbose_name_plural': 'sealed files',
                'ordering': ['release', 'suffix'],
                'constraints': [models.UniqueConstraint(fields=('release', 'suffix'), name='enrollment_sealedfile_once')],
            },
        ),
        # With the table its triggers go.
        migrations.RunPython(refuse, migrations.RunPython.noop),
    ]
