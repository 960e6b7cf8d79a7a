# ruff: noqa: S608 (every part of these statements stands in this file)
"""What sealed releases changed. From here on the database keeps it itself (``guards/changes.py``)."""

import django.db.models.deletion
from django.db import migrations, models

OBSERVATION, RELEASE = "enrollment_observation", "enrollment_release"
COMPARISON, CHANGE = "enrollment_comparison", "enrollment_change"
KEY = ("college_id", "specialty_id", "level", "entry_route", "sex", "measure_id")
FIGURES = ("old_value", "old_symbol", "new_value", "new_symbol")
SAME_PLACE = " AND ".join(f"former.{name} = latter.{name}" for name in KEY)


def _of_release(condition):
    """What the releases that meet a condition are compared with."""
    return f"""
        INSERT INTO {COMPARISON} (release_id, since_id)
        SELECT one.id, (
            SELECT before.id FROM {RELEASE} AS before
            WHERE before.year = one.year AND before.version < one.version
                AND before.sealed_at IS NOT NULL
            ORDER BY before.version DESC LIMIT 1
        )
        FROM {RELEASE} AS one
        WHERE {condition} AND EXISTS (
            SELECT 1 FROM {RELEASE} AS before
            WHERE before.year = one.year AND before.version < one.version
                AND before.sealed_at IS NOT NULL
        )
    """


def _changes(condition):
    def key(of):
        return ", ".join(f"{of}.{name}" for name in KEY)

    return f"""
        INSERT INTO {CHANGE} (release_id, {", ".join(KEY)}, {", ".join(FIGURES)})
        SELECT one.release_id, {key("latter")}, former.value, former.symbol, latter.value, latter.symbol
        FROM {COMPARISON} AS one
        JOIN {OBSERVATION} AS latter ON latter.release_id = one.release_id
        LEFT JOIN {OBSERVATION} AS former ON former.release_id = one.since_id AND {SAME_PLACE}
        WHERE {condition} AND (
            former.id IS NULL OR former.symbol <> latter.symbol
            OR COALESCE(former.value, -1) <> COALESCE(latter.value, -1)
        )
        UNION ALL
        SELECT one.release_id, {key("former")}, former.value, former.symbol, NULL, NULL
        FROM {COMPARISON} AS one
        JOIN {OBSERVATION} AS former ON former.release_id = one.since_id
        LEFT JOIN {OBSERVATION} AS latter ON latter.release_id = one.release_id AND {SAME_PLACE}
        WHERE {condition} AND latter.id IS NULL
    """


def compare(apps, schema_editor):
    """All that was sealed before."""
    schema_editor.execute(_of_release("one.sealed_at IS NOT NULL"))
    schema_editor.execute(_changes("TRUE"))


class Migration(migrations.Migration):

    dependencies = [
        ('colleges', '0002_offerings_by_specialty'),
        ('enrollment', '0007_subtotals'),
    ]

    operations = [
        migrations.CreateModel(
            name='Comparison',
            fields=[
                ('release', models.OneToOneField(db_constraint=False, on_delete=django.db.models.deletion.CASCADE, primary_key=True, related_name='comparison', serialize=False, to='enrollment.release')),
                ('since', models.ForeignKey(db_constraint=False, on_delete=django.db.models.deletion.CASCADE, related_name='+', to='enrollment.release')),
            ],
            options={
                'default_permissions': (),
            },
        ),
        migrations.CreateModel(
            name='Change',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('level', models.CharField(choices=[('intermediate', 'Intermediate worker'), ('senior', 'Senior worker'), ('technician', 'Prospective technician')], max_length=12)),
                ('entry_route', models.CharField(choices=[('junior-leaver', 'Junior secondary leavers'), ('senior-leaver', 'Senior secondary leavers'), ('certificate-holder', 'Holders of skill certificates'), ('employee', 'Employees'), ('veteran', 'Veterans')], max_length=18)),
                ('sex', models.CharField(choices=[('female', 'Female'), ('male', 'Male')], max_length=6)),
                ('old_value', models.PositiveIntegerField(null=True)),
                ('old_symbol', models.CharField(max_length=1, null=True)),
                ('new_value', models.PositiveIntegerField(null=True)),
                ('new_symbol', models.CharField(max_length=1, null=True)),
                ('college', models.ForeignKey(db_constraint=False, on_delete=django.db.models.deletion.CASCADE, related_name='+', to='colleges.college')),
                ('measure', models.ForeignKey(db_constraint=False, on_delete=django.db.models.deletion.CASCADE, related_name='+', to='enrollment.measure')),
                ('release', models.ForeignKey(db_constraint=False, on_delete=django.db.models.deletion.CASCADE, related_name='+', to='enrollment.release')),
                ('specialty', models.ForeignKey(db_constraint=False, on_delete=django.db.models.deletion.CASCADE, related_name='+', to='colleges.specialty')),
            ],
            options={
                'default_permissions': (),
                'constraints': [models.UniqueConstraint(fields=('release', 'college', 'specialty', 'level', 'entry_route', 'sex', 'measure'), name='enrollment_change_once')],
            },
        ),
        migrations.RunPython(compare, migrations.RunPython.noop),
    ]
