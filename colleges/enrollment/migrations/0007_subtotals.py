# ruff: noqa: S608 (every part of these statements stands in this file)
"""The sums of what was sealed. From here on the database keeps them itself (``guards/totals.py``)."""

import django.db.models.deletion
from django.db import migrations, models

OBSERVATION, RELEASE = "enrollment_observation", "enrollment_release"
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
PUBLISHED = "one.college_id IN (SELECT id FROM colleges_college WHERE publication = 'published')"
SEALED = f"one.release_id IN (SELECT id FROM {RELEASE} WHERE sealed_at IS NOT NULL)"


def _added(table, key, condition):
    """Add what some leaves sum up to."""
    keys, columns = ", ".join(key), ", ".join(SUMS)
    return f"""
        INSERT INTO {table} ({keys}, {columns})
        SELECT {", ".join(f"one.{name}" for name in key)},
            {", ".join(SUMS.values())}
        FROM {OBSERVATION} AS one {BASES}
        WHERE {condition}
        GROUP BY {", ".join(f"one.{name}" for name in key)}
        ORDER BY {", ".join(f"one.{name}" for name in key)}
        ON CONFLICT ({keys}) DO UPDATE
        SET {", ".join(f"{name} = {table}.{name} + excluded.{name}" for name in SUMS)}
    """


def _of_city(condition):
    return _added("enrollment_citytotal", CITY, condition)


def sum_up(apps, schema_editor):
    """The sums of all that was sealed before."""
    schema_editor.execute(_of_city(f"{SEALED} AND {PUBLISHED}"))
    schema_editor.execute(_added("enrollment_collegetotal", COLLEGE, SEALED))


class Migration(migrations.Migration):

    dependencies = [
        ('colleges', '0001_initial'),
        ('enrollment', '0006_sealed_not_replaced'),
    ]

    operations = [
        migrations.CreateModel(
            name='CityTotal',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('leaves', models.IntegerField()),
                ('known', models.IntegerField()),
                ('value', models.BigIntegerField()),
                ('not_applicable', models.IntegerField()),
                ('not_available', models.IntegerField()),
                ('confidential', models.IntegerField()),
                ('rate_known', models.IntegerField()),
                ('rate_value', models.BigIntegerField()),
                ('rate_base', models.BigIntegerField()),
                ('level', models.CharField(choices=[('intermediate', 'Intermediate worker'), ('senior', 'Senior worker'), ('technician', 'Prospective technician')], max_length=12)),
                ('entry_route', models.CharField(choices=[('junior-leaver', 'Junior secondary leavers'), ('senior-leaver', 'Senior secondary leavers'), ('certificate-holder', 'Holders of skill certificates'), ('employee', 'Employees'), ('veteran', 'Veterans')], max_length=18)),
                ('sex', models.CharField(choices=[('female', 'Female'), ('male', 'Male')], max_length=6)),
                ('measure', models.ForeignKey(db_constraint=False, on_delete=django.db.models.deletion.CASCADE, related_name='+', to='enrollment.measure')),
                ('release', models.ForeignKey(db_constraint=False, on_delete=django.db.models.deletion.CASCADE, related_name='+', to='enrollment.release')),
                ('specialty', models.ForeignKey(db_constraint=False, on_delete=django.db.models.deletion.CASCADE, related_name='+', to='colleges.specialty')),
            ],
            options={
                'abstract': False,
                'default_permissions': (),
                'constraints': [models.UniqueConstraint(fields=('release', 'measure', 'specialty', 'level', 'entry_route', 'sex'), name='enrollment_citytotal_once')],
            },
        ),
        migrations.CreateModel(
            name='CollegeTotal',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('leaves', models.IntegerField()),
                ('known', models.IntegerField()),
                ('value', models.BigIntegerField()),
                ('not_applicable', models.IntegerField()),
                ('not_available', models.IntegerField()),
                ('confidential', models.IntegerField()),
                ('rate_known', models.IntegerField()),
                ('rate_value', models.BigIntegerField()),
                ('rate_base', models.BigIntegerField()),
                ('college', models.ForeignKey(db_constraint=False, on_delete=django.db.models.deletion.CASCADE, related_name='+', to='colleges.college')),
                ('measure', models.ForeignKey(db_constraint=False, on_delete=django.db.models.deletion.CASCADE, related_name='+', to='enrollment.measure')),
                ('release', models.ForeignKey(db_constraint=False, on_delete=django.db.models.deletion.CASCADE, related_name='+', to='enrollment.release')),
            ],
            options={
                'abstract': False,
                'default_permissions': (),
                'constraints': [models.UniqueConstraint(fields=('measure', 'release', 'college'), name='enrollment_collegetotal_once')],
            },
        ),
        migrations.RunPython(sum_up, migrations.RunPython.noop),
    ]
