"""Tables change with their guards: every model of ours, as a migration changes it."""

from __future__ import annotations

import pytest
from django.apps import apps
from django.conf import settings
from django.db import connection, models
from django.db.migrations import Migration, operations
from django.db.migrations.executor import MigrationExecutor
from django.db.models import Q

from qingdao_techedu.guards import standing
from tests.guards.guarding import assert_all_is_guarded, run

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


def migrate(label: str, *changes: operations.base.Operation) -> None:
    """Run changes as one migration of a room, as ``manage.py migrate`` does."""
    executor = MigrationExecutor(connection)
    migration = Migration("probe", label)
    migration.operations = list(changes)
    executor.apply_migration(executor.loader.project_state(), migration)


@pytest.mark.usefixtures("shared_living")
@pytest.mark.parametrize("model", OURS, ids=lambda model: model._meta.label)
def test_a_changed_model_keeps_all_guards_and_rows(model):
    rows = f'SELECT COUNT(*) FROM "{model._meta.db_table}"'
    before = run(rows)
    migrate(model._meta.app_label, *changes_of(model))
    assert_all_is_guarded()
    assert run(rows) == before
