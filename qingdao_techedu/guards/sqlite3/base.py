"""Django's SQLite, with tables that keep their guards when they are changed."""

from __future__ import annotations

from typing import Any

from django.db.backends.base.schema import BaseDatabaseSchemaEditor
from django.db.backends.sqlite3 import base, schema
from django.db.models import Model

from qingdao_techedu.outages.connecting import WatchedSqlite

from ..editing import GuardedEditor
from . import triggers


class DatabaseSchemaEditor(GuardedEditor, schema.DatabaseSchemaEditor):
    """Every change that remakes, renames or drops a table, or renames or drops a column."""

    def __exit__(self, exc_type, exc_value, traceback) -> None:
        if exc_type is None:
            super().__exit__(exc_type, exc_value, traceback)
        else:
            # Django looks at foreign keys first: of a table half remade it would tell those alone.
            BaseDatabaseSchemaEditor.__exit__(self, exc_type, exc_value, traceback)
            self.connection.enable_constraint_checking()

    def _remake_table(self, model: type[Model], *args: Any, **kwargs: Any) -> None:
        with self.without_guards([model._meta.db_table]):
            super()._remake_table(model, *args, **kwargs)  # type: ignore[misc]

    def delete_model(self, model: type[Model], *args: Any, **kwargs: Any) -> None:
        with self.without_guards([model._meta.db_table]):
            super().delete_model(model, *args, **kwargs)

    def alter_db_table(self, model: type[Model], old_db_table: str, new_db_table: str) -> None:
        with self.without_guards([old_db_table, new_db_table]):
            super().alter_db_table(model, old_db_table, new_db_table)

    def remove_field(self, model: type[Model], field: Any) -> None:
        with self.without_guards([model._meta.db_table]):
            super().remove_field(model, field)

    def _alter_field(self, model: type[Model], *args: Any, **kwargs: Any) -> None:
        with self.without_guards([model._meta.db_table]):
            super()._alter_field(model, *args, **kwargs)  # type: ignore[misc]


class DatabaseWrapper(WatchedSqlite, base.DatabaseWrapper):
    SchemaEditorClass = DatabaseSchemaEditor
    trigger_dialect = triggers
