"""The one vocabulary of columns: what a spreadsheet may hold, each declared once by its subject.

A subject declares an ``ImportTable`` and, where staff import it by itself, registers its dotted
name in ``apps.py``; the template, the checks, the pages and the command follow from it.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from enum import Enum
from typing import Any

from django.db import models
from django.utils import translation
from django.utils.functional import Promise
from django.utils.module_loading import import_string
from django.utils.text import capfirst

LANGUAGES = ("zh-hans", "en")

Text = str | Promise


class Filler(Enum):
    """Who may fill a column in: what the portal fills in may come back, but says nothing new."""

    SENDER = "sender"
    PORTAL = "portal"


@dataclass(frozen=True)
class ValueKind:
    """What stands in a column that is no field of a record.

    ``value`` is what a text means and raises ``ValidationError``; ``choices`` are the values that
    there are, with their labels in the active language.
    """

    value: Callable[[str], Any]
    choices: Callable[[], list[tuple[Any, Any]]] = list
    is_number: bool = False


@dataclass(frozen=True)
class ImportColumn:
    """A column of a spreadsheet, which becomes one field of a record unless it says its ``kind``.

    A column that names another record tells ``by`` which of its fields: ways that are tried in
    turn, each one or more lookups whose values the cell joins by ``/``; ``names`` is the kind of
    record where no field tells. A code of a fixed number
    of ``digits`` gets back the zeros that a spreadsheet took from it. ``field``, ``label`` and
    ``explanation`` default to the column's name and to what the field says of itself; ``also`` are
    other headings under which it is known, former ones among them: clerks keep their files.
    """

    name: str
    example: str = ""
    explanation: Text = ""
    required: bool = False
    by: tuple[tuple[str, ...], ...] = ()
    names: type[models.Model] | None = None
    field: str = ""
    label: Text = ""
    digits: int = 0
    kind: ValueKind | None = None
    also: tuple[str, ...] = ()
    filled_in_by: Filler = Filler.SENDER

    @property
    def field_name(self) -> str:
        return self.field or self.name


@dataclass(frozen=True)
class ImportTable:
    """What staff import from spreadsheets: rows that are records, or parts of some.

    ``key`` holds ways to recognize a record, tried in turn, each one or more columns; where there
    is none, every row is new and must fill in what is ``required``. ``needed`` are columns that a
    file cannot leave out beside those. No two records have the same ``distinct`` column. ``before``
    is a table of records that the same rows name too and that must exist first. ``fill`` gives a
    new record what no column holds. ``telling`` are headings of our own files that may stay and
    tell nothing new. The template explains rows by ``about_rows``, may list all codes, and keeps
    ``frozen_columns`` in sight.
    """

    name: str
    title: Text
    model: type[models.Model]
    key: tuple[tuple[str, ...], ...]
    columns: tuple[ImportColumn, ...]
    instructions: Text = ""
    before: ImportTable | None = None
    fill: Callable[[Any], None] | None = None
    needed: tuple[str, ...] = ()
    distinct: tuple[str, ...] = ()
    telling: tuple[Text, ...] = ()
    about_rows: tuple[Text, ...] = ()
    lists_codes: bool = False
    frozen_columns: int = 0

    @property
    def sheet_columns(self) -> list[ImportColumn]:
        """The columns of the spreadsheet: the table's own, then those only ``before`` knows."""
        own = {column.name for column in self.columns}
        earlier = self.before.sheet_columns if self.before else []
        return [*self.columns, *(column for column in earlier if column.name not in own)]

    @property
    def must_stand(self) -> tuple[str, ...]:
        """The columns that a file cannot leave out: those of the first way to know a record."""
        if self.key:
            return (*self.key[0], *self.needed)
        return (*(column.name for column in self.columns if column.required), *self.needed)

    def column(self, name: str) -> ImportColumn:
        return next(column for column in self.columns if column.name == name)

    def field_of(self, column: ImportColumn) -> Any:
        """The model's field behind one of the sheet's columns; None where it is no field."""
        if column in self.columns:
            is_none = column.kind or column.names
            return None if is_none else self.model._meta.get_field(column.field_name)
        assert self.before is not None
        return self.before.field_of(column)

    def name_of(self, column: ImportColumn) -> str:
        """Under which name a row has the column's value."""
        field = self.field_of(column)
        return column.name if field is None else field.name

    def names_of(self, column: ImportColumn) -> type[models.Model]:
        """The kind of record that a column names."""
        return column.names or self.field_of(column).related_model

    def label_of(self, column: ImportColumn) -> str:
        """The column's heading in the active language."""
        return capfirst(str(column.label or self.field_of(column).verbose_name))

    def explanation_of(self, column: ImportColumn) -> str:
        return str(column.explanation or getattr(self.field_of(column), "help_text", ""))

    def headings_of(self, column: ImportColumn) -> Iterator[str]:
        """Every heading under which the column is recognized."""
        yield from (column.name, *column.also)
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
