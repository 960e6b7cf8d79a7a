# ruff: noqa: S608 (every part of these statements stands in this file)
"""Have the database keep the sums of what was sealed.

A sealed release does not change, so that its sums are written once, in the statement that seals
it. What still changes is which colleges the public sees: the sums over all of them take a college
in or out in the statement that publishes or withdraws it.
"""

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


def _added(table, key, condition, sign="+"):
    """Add what some leaves sum up to, or take it out; in the order of the keys, as locks must be."""
    keys, columns = ", ".join(key), ", ".join(SUMS)
    return f"""
        INSERT INTO {table} ({keys}, {columns})
        SELECT {", ".join(f"one.{name}" for name in key)},
            {", ".join(f"{sign} {summed}" for summed in SUMS.values())}
        FROM {OBSERVATION} AS one {BASES}
        WHERE {condition}
        GROUP BY {", ".join(f"one.{name}" for name in key)}
        ORDER BY {", ".join(f"one.{name}" for name in key)}
        ON CONFLICT ({keys}) DO UPDATE
        SET {", ".join(f"{name} = {table}.{name} + excluded.{name}" for name in SUMS)}
    """


def _of_city(condition, sign="+"):
    return _added("enrollment_citytotal", CITY, condition, sign)


def _of_release(number):
    """All sums of one release."""
    own = f"one.release_id = {number}"
    yield _of_city(f"{own} AND {PUBLISHED}")
    yield _added("enrollment_collegetotal", COLLEGE, own)


OF_COLLEGE = f"one.college_id = NEW.id AND {SEALED}"


def _sqlite():
    yield f"""
        CREATE TRIGGER enrollment_totals_of_sealed AFTER UPDATE OF sealed_at ON {RELEASE}
        WHEN OLD.sealed_at IS NULL AND NEW.sealed_at IS NOT NULL
        BEGIN {"; ".join(_of_release("NEW.id"))}; END
    """
    for name, sign, is_meant in (
        ("published", "+", "NEW.publication = 'published' AND OLD.publication <> 'published'"),
        ("hidden", "-", "OLD.publication = 'published' AND NEW.publication <> 'published'"),
    ):
        yield f"""
            CREATE TRIGGER enrollment_totals_{name} AFTER UPDATE OF publication ON colleges_college
            WHEN {is_meant}
            BEGIN {_of_city(OF_COLLEGE, sign)}; END
        """


def _postgresql():
    yield f"""
        CREATE FUNCTION enrollment_totals_of_sealed() RETURNS trigger LANGUAGE plpgsql AS $$
        BEGIN {"; ".join(_of_release("NEW.id"))}; RETURN NULL; END $$
    """
    yield f"""
        CREATE TRIGGER enrollment_totals_of_sealed AFTER UPDATE OF sealed_at ON {RELEASE}
        FOR EACH ROW WHEN (OLD.sealed_at IS NULL AND NEW.sealed_at IS NOT NULL)
        EXECUTE FUNCTION enrollment_totals_of_sealed()
    """
    # Who seals and who publishes a college wait for each other: neither would see the other's act.
    yield f"""
        CREATE FUNCTION enrollment_totals_of_college() RETURNS trigger LANGUAGE plpgsql AS $$
        BEGIN
            PERFORM 1 FROM {RELEASE} WHERE id IN (
                SELECT release_id FROM {OBSERVATION} WHERE college_id = NEW.id
            ) ORDER BY id FOR SHARE;
            IF NEW.publication = 'published' THEN {_of_city(OF_COLLEGE)};
            ELSE {_of_city(OF_COLLEGE, "-")};
            END IF;
            RETURN NULL;
        END $$
    """
    yield """
        CREATE TRIGGER enrollment_totals_of_college AFTER UPDATE OF publication ON colleges_college
        FOR EACH ROW WHEN ((OLD.publication = 'published') <> (NEW.publication = 'published'))
        EXECUTE FUNCTION enrollment_totals_of_college()
    """


def keep(apps, schema_editor):
    is_postgresql = schema_editor.connection.vendor == "postgresql"
    for statement in _postgresql() if is_postgresql else _sqlite():
        schema_editor.execute(statement)
    schema_editor.execute(_of_city(f"{SEALED} AND {PUBLISHED}"))
    schema_editor.execute(_added("enrollment_collegetotal", COLLEGE, SEALED))


def keep_no_more(apps, schema_editor):
    if schema_editor.connection.vendor == "postgresql":
        for name in ("of_sealed", "of_college"):
            schema_editor.execute(f"DROP FUNCTION enrollment_totals_{name} CASCADE")
        return
    for name in ("of_sealed", "published", "hidden"):
        schema_editor.execute(f"DROP TRIGGER enrollment_totals_{name}")


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
        migrations.RunPython(keep, keep_no_more),
    ]
