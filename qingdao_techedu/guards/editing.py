"""Changing tables that are guarded, as migrations do.

SQLite changes a table by making another one in its place. The triggers that stood on it are gone
with it, without a word; those of other tables that name it stop the migration. PostgreSQL does not
let a column that a trigger is about change its type, and drops the trigger with the column.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from contextlib import contextmanager, nullcontext
from typing import Any

from django.db import DatabaseError, transaction
from django.db.backends.base.schema import BaseDatabaseSchemaEditor

from . import standing
from .declaring import due, needs
from .triggers import Key, Standing, Trigger


class GuardedEditor(BaseDatabaseSchemaEditor):
    """Takes guards down while a table is changed, and puts them up again as soon as it is done.

    All of that is in the transaction of the change: nobody ever sees the table without them, and
    a migration that is killed leaves them as they were. What else is lacking, such as the guards of
    a new table, is put up at the end.
    """

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self._aside: dict[Key, Standing] = {}
        self._depth = 0

    def __exit__(self, exc_type, exc_value, traceback) -> None:
        if exc_type is None and not self.collect_sql:
            standing.install(self.connection.alias)
        super().__exit__(exc_type, exc_value, traceback)

    @contextmanager
    def without_guards(self, tables: Iterable[str], *, on_them_alone: bool = False) -> Iterator:
        """Change tables inside, with what stands on them or, unless told so, names them aside.

        Changes that consist of others are one change.
        """
        is_by_itself = self.collect_sql or self.connection.in_atomic_block
        self._depth += 1
        try:
            with nullcontext() if is_by_itself else transaction.atomic(self.connection.alias):
                self._take_down(set(tables), on_them_alone)
                yield
                if self._depth == 1:
                    self._put_back()
        finally:
            self._depth -= 1
            if not self._depth:
                self._aside.clear()

    def _take_down(self, tables: set[str], on_them_alone: bool) -> None:
        for key, one in self._standing().items():
            if one.table in tables or (not on_them_alone and one.words & tables):
                self._aside.setdefault(key, one)
                self.execute(self._engine.drop(one), None)

    def _put_back(self) -> None:
        """Each guard as it is declared or, before it fits, and for what others made, as it was."""
        if not self._aside:
            return
        guards = due(self.connection.alias, self.connection.vendor)
        wanted = [one for one in guards if one.key in self._aside]
        if not self.collect_sql:
            wanted = standing.those_that_fit(self.connection, wanted)
        for one in wanted:
            self._create(one)
            del self._aside[one.key]
        for former in self._aside.values():
            if self.collect_sql or self._could_stand(former):
                self._create(former)

    def _could_stand(self, former: Standing) -> bool:
        """Whether a trigger can be made as it was: what it is about may be gone for good.

        PostgreSQL would make it all the same, and fail at the next change of a row.
        """
        try:
            with transaction.atomic(self.connection.alias), self.connection.cursor() as cursor:
                columns = self._engine.columns(cursor)
                for table, known in needs(former).items():
                    if former.words & (known - columns.get(table, set())):
                        return False
                cursor.execute(self._engine.create(former)[-1])
                is_sound = self._engine.is_sound(cursor, former)
                transaction.set_rollback(True, self.connection.alias)
        except DatabaseError:
            return False
        return is_sound

    def _create(self, one: Trigger) -> None:
        for statement in self._engine.create(one):
            self.execute(statement, None)

    def _standing(self) -> dict[Key, Standing]:
        with self.connection.cursor() as cursor:
            return self._engine.standing(cursor)

    @property
    def _engine(self) -> Any:
        return standing.engine_of(self.connection)
