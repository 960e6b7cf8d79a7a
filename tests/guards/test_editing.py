"""Tables change with their guards: every model of ours, as a migration changes it."""

from __future__ import annotations

from functools import cache

import pytest
from django.apps import apps
from django.conf import settings
from django.db import DatabaseError, connection, models
from django.db.migrations import Migration, operations
from django.db.migrations.executor import MigrationExecutor
from django.db.migrations.state import ProjectState
from django.db.models import Q

from qingdao_techedu.guards import standing
from tests.guards.guarding import assert_all_is_guarded, assert_refusing, run

OURS = [
    model
    for config in apps.get_app_configs()
    if config.path.startswith(str(settings.BASE_DIR)) and "site-packages" not in config.path
    for model in config.get_models(include_auto_created=True)
]


def test_there_is_something_to_change():
    named = {model._meta.db_table for model in OURS}
    assert len(named) == len(OURS) >= 90
    assert {one.table for one in standing.due("default", connection.vendor)} - named == {
        "auth_user",
        "auth_group",
        "auth_user_groups",
    }


def probe() -> models.Field:
    """A column that is never NULL, with a default for the rows that are there."""
    return models.IntegerField(default=7, db_default=7)


def altered(field: models.Field) -> models.Field:
    """The same field, one place longer, or one that may be NULL if it could not."""
    changed = field.clone()
    if isinstance(field, models.CharField) and field.max_length:
        changed.max_length += 1
    elif isinstance(field, models.ManyToManyField):
        changed = models.ManyToManyField(field.related_model, db_constraint=False)
    else:
        changed.null = not field.null
    return changed


def to_alter(model: type[models.Model]) -> models.Field:
    """One of its fields: if possible a text, of which guards ask more often than of others."""
    fields = [field for field in model._meta.local_concrete_fields if not field.primary_key]
    texts = [field for field in fields if isinstance(field, models.CharField)]
    last_of_all = [field for field in fields if field.is_relation]
    return [*texts, *(field for field in fields if not field.is_relation), *last_of_all][0]


def changes_of(model: type[models.Model]) -> list[operations.base.Operation]:
    """A column, a constraint and an altered field; of the table of a list, what it leads to."""
    name = model._meta.model_name
    if model._meta.auto_created:
        owner = model._meta.auto_created
        field = next(one for one in owner._meta.many_to_many if one.remote_field.through is model)
        return [operations.AlterField(owner._meta.model_name, field.name, altered(field))]
    field = to_alter(model)
    bounds = f"{model._meta.db_table}_probe"[-60:]
    return [
        operations.AddField(name, "probe", probe()),
        operations.AddConstraint(
            name, models.CheckConstraint(name=bounds, condition=Q(probe__gte=0))
        ),
        operations.AlterField(name, field.name, altered(field)),
    ]


def migrate(label: str, *changes: operations.base.Operation, is_atomic: bool = True) -> None:
    """Run changes as one migration of a room, as ``manage.py migrate`` does."""
    migration = Migration("probe", label)
    migration.operations, migration.atomic = list(changes), is_atomic
    executor, state = migrated()
    executor.apply_migration(state.clone(), migration)


@cache
def migrated() -> tuple[MigrationExecutor, ProjectState]:
    """What all migrations make of an empty database, read once: each test changes a clone of it."""
    executor = MigrationExecutor(connection)
    state = executor.loader.project_state()
    state.apps  # noqa: B018 (made by asking for it, and cloned with the state)
    return executor, state


@pytest.mark.usefixtures("shared_living")
@pytest.mark.parametrize("model", OURS, ids=lambda model: model._meta.label)
def test_a_changed_model_keeps_all_guards_and_rows(model):
    rows = f'SELECT COUNT(*) FROM "{model._meta.db_table}"'
    before = run(rows)
    migrate(model._meta.app_label, *changes_of(model))
    assert_all_is_guarded()
    assert run(rows) == before


@pytest.mark.usefixtures("living")
@pytest.mark.parametrize(
    ("model", "name"),
    [("college", "publication"), ("release", "sealed_at"), ("release", "status")],
)
def test_a_column_that_a_guard_asks_about_gets_another_type(model, name):
    room = {"college": "colleges", "release": "enrollment"}[model]
    field = apps.get_model(room, model)._meta.get_field(name)
    migrate(room, operations.AlterField(model, name, models.TextField(null=field.null)))
    assert standing.missing() == []
    assert_refusing()


@pytest.mark.usefixtures("living")
def test_the_number_of_a_table_gets_another_type_wherever_it_is_kept():
    migrate("colleges", operations.AlterField("college", "id", models.AutoField(primary_key=True)))
    assert_all_is_guarded()


def fail(_apps, _editor) -> None:
    raise RuntimeError("The machine was switched off.")


@pytest.mark.usefixtures("living")
@pytest.mark.parametrize("is_atomic", [True, False])
def test_a_migration_that_breaks_off_leaves_all_guards(is_atomic):
    with pytest.raises(RuntimeError, match="switched off"):
        migrate(
            "colleges",
            operations.AddField("college", "probe", probe()),
            operations.RunPython(fail),
            is_atomic=is_atomic,
        )
    assert_all_is_guarded()
    with connection.cursor() as cursor:
        columns = standing.engine_of(connection).columns(cursor)["colleges_college"]
    assert ("probe" in columns) is not is_atomic


def tamper(_apps, editor) -> None:
    editor.execute("UPDATE log_entry SET who = 'x'", None)


@pytest.mark.usefixtures("living")
def test_what_a_migration_does_to_data_is_guarded_too():
    with pytest.raises(DatabaseError, match="only added to"):
        migrate(
            "log",
            operations.AddField("entry", "probe", probe()),
            operations.RunPython(tamper),
        )


@pytest.mark.usefixtures("living")
def test_a_guard_waits_for_what_it_names_and_comes_up_with_it():
    """A table is renamed, and named so again: in between its guards have nothing to stand on."""
    migrate("log", operations.AlterModelTable("entry", "log_kept"))
    assert {one.table for one in found().values()}.isdisjoint({"log_entry", "log_kept"})
    assert standing.missing() == []
    with connection.schema_editor() as editor:
        editor.alter_db_table(as_migrated("log.entry"), "log_kept", "log_entry")
    assert_all_is_guarded()


@pytest.mark.usefixtures("living")
def test_what_others_made_stays_as_it_was_unless_it_lost_its_ground():
    if connection.vendor != "sqlite":
        pytest.skip("PostgreSQL leaves it where it is.")
    for column in ("code", "ownership"):
        run(
            f"CREATE TRIGGER their_{column} AFTER UPDATE ON awards_quota "
            f"BEGIN SELECT {column} FROM colleges_college; END"
        )
    migrate("colleges", operations.RemoveField("college", "ownership"))
    theirs = {name for _table, name in found() if name.startswith("their_")}
    assert theirs == {"their_code"}


@pytest.mark.usefixtures("living")
def test_the_sql_of_a_migration_tells_of_its_guards_and_does_nothing():
    before = found()
    with connection.schema_editor(collect_sql=True) as editor:
        entry = as_migrated("log.entry")
        editor.remove_field(entry, entry._meta.get_field("who"))
    told = "\n".join(editor.collected_sql)
    assert told.index("DROP TRIGGER") < told.index("TRIGGER log_entry_is_not_changed")
    assert found() == before


def as_migrated(label: str) -> type[models.Model]:
    return migrated()[1].apps.get_model(label)


def found() -> dict:
    with connection.cursor() as cursor:
        return standing.engine_of(connection).standing(cursor)
