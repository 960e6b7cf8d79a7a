"""Tables that staff may import, each declared once by the subject it belongs to.

A subject declares an ``ImportTable`` in its ``imports.py`` and registers its dotted name in
``apps.py``; the template, the checks, the pages and the command follow from it.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from typing import Any

from django.db import models
from django.utils import translation
from django.utils.functional import Promise
from django.utils.module_loading import import_string
from django.utils.text import capfirst

LANGUAGES = ("zh-hans", "en")

Text = str | Promise


@dataclass(frozen=True)
class Column:
    """A column of a spreadsheet that becomes one field of a record.

    A column that names another record tells ``by`` which of its fields: ways that are tried in
    turn, each one or more lookups whose values the cell joins by ``/``. ``field``, ``label`` and
    ``explanation`` default to the column's name and to what the field says of itself.
    """

    name: str
    example: str = ""
    explanation: Text = ""
    required: bool = False
    by: tuple[tuple[str, ...], ...] = ()
    field: str = ""
    label: Text = ""

    @property
    def field_name(self) -> str:
        return self.field or self.name


@dataclass(frozen=True)
class ImportTable:
    """A kind of record that staff import from spreadsheets.

    ``key`` holds ways to recognize a record, tried in turn, each one or more columns; where there
    is none, every row is a new record. ``before``
    is a table of records that the same rows name too and that must exist first. ``fill`` gives a
    new record what no column holds.
    """

    name: str
    title: Text
    model: type[models.Model]
    key: tuple[tuple[str, ...], ...]
    columns: tuple[Column, ...]
    instructions: Text = ""
    before: ImportTable | None = None
    fill: Callable[[Any], None] | None = None

    @property
    def sheet_columns(self) -> list[Column]:
        """The columns of the spreadsheet: the table's own, then those only ``before`` knows."""
        own = {column.name for column in self.columns}
        earlier = self.before.sheet_columns if self.before else []
        return [*self.columns, *(column for column in earlier if column.name not in own)]

    @property
    def must_stand(self) -> tuple[str, ...]:
        """The columns that a file cannot leave out: those of the first way to know a record."""
        if self.key:
            return self.key[0]
        return tuple(column.name for column in self.columns if column.required)

    def column(self, name: str) -> Column:
        return next(column for column in self.columns if column.name == name)

    def field_of(self, column: Column) -> Any:
        """The model's field behind one of the sheet's columns."""
        if column in self.columns:
            return self.model._meta.get_field(column.field_name)
        assert self.before is not None
        return self.before.field_of(column)

    def label_of(self, column: Column) -> str:
        """The column's heading in the active language."""
        return capfirst(str(column.label or self.field_of(column).verbose_name))

    def explanation_of(self, column: Column) -> str:
        return str(column.explanation or self.field_of(column).help_text)

    def headings_of(self, column: Column) -> Iterator[str]:
        """Every heading under which the column is recognized."""
        yield column.name
        for language in LANGUAGES:
            with translation.override(language):
                yield self.label_of(column)


_paths: list[str] = []


def register(path: str) -> None:
    """Add a table by the dotted name of its declaration."""
    if path not in _paths:
        _paths.append(path)


def registered() -> dict[str, ImportTable]:
    """The tables by their names, in the order of their registration."""
    made = [import_string(path) for path in _paths]
    return {table.name: table for table in made}
