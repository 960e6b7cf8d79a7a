"""Django's PostgreSQL, with columns that can be changed although a guard is about them."""

from __future__ import annotations

from typing import Any

from django.db.backends.postgresql import base, schema
from django.db.models import Model

from qingdao_techedu.outages.connecting import WatchedPostgresql

from ..editing import GuardedEditor
from . import triggers


class DatabaseSchemaEditor(GuardedEditor, schema.DatabaseSchemaEditor):
    """What alters or drops a column locks the table anyway: its guards come down for it.

    All other changes of a table leave them where they are. Guards of other tables name it in the
    text of a function, which nobody looks at but when it runs: they go with the table alone.
    """

    def delete_model(self, model: type[Model]) -> None:
        with self.without_guards([model._meta.db_table]):
            super().delete_model(model)

    def alter_db_table(self, model: type[Model], old_db_table: str, new_db_table: str) -> None:
        with self.without_guards([old_db_table, new_db_table]):
            super().alter_db_table(model, old_db_table, new_db_table)

    def remove_field(self, model: type[Model], field: Any) -> None:
        with self.without_guards([model._meta.db_table], on_them_alone=True):
            super().remove_field(model, field)

    def _alter_field(self, model: type[Model], old: Any, *args: Any, **kwargs: Any) -> None:
        # A foreign key takes its type from what it leads to.
        touched = [model, *_led_here(model)] if old.unique else [model]
        tables = {one._meta.db_table for one in touched}
        with self.without_guards(tables, on_them_alone=True):
            super()._alter_field(model, old, *args, **kwargs)  # type: ignore[misc]


def _led_here(model: type[Model]) -> list[Any]:
    return [
        field.related_model
        for field in model._meta.get_fields(include_hidden=True)
        if field.auto_created and not field.concrete
    ]


class DatabaseWrapper(WatchedPostgresql, base.DatabaseWrapper):
    SchemaEditorClass = DatabaseSchemaEditor
    trigger_dialect = triggers
