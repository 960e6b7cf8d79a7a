"""Loading reference files: all of them or nothing, and never over a staff edit."""

from __future__ import annotations

import csv
import io
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any, NoReturn

from django.apps import apps
from django.contrib.contenttypes.fields import GenericForeignKey
from django.contrib.contenttypes.models import ContentType
from django.core.exceptions import FieldDoesNotExist, ObjectDoesNotExist, ValidationError
from django.db import models, transaction

from .models import Citation, ReferenceRow, Source
from .reference import Table, registered

CITATION_COLUMNS = ("source", "locator")


@dataclass
class Outcome:
    """What loading one table did, in rows."""

    created: int = 0
    updated: int = 0
    unchanged: int = 0
    kept: int = 0  # rows where a staff edit differs from the file and was left alone


class MalformedReference(Exception):
    """A reference file cannot be loaded; the text names file, line, column and reason."""

    def __init__(self, table: Table, line: int, column: str, reason: str):
        where = f"{table.path}, line {line}" + (f", column {column}" if column else "")
        super().__init__(f"{where}: {reason}")


@transaction.atomic
def load(tables: list[Table] | None = None) -> dict[str, Outcome]:
    """Load every registered table, or none of them. Raises ``MalformedReference``."""
    return {
        table.name: _Loader(table).run() for table in (registered() if tables is None else tables)
    }


class _Loader:
    """Loads one table: new rows are created, changed rows merged with what staff did."""

    def __init__(self, table: Table):
        self.table = table
        self.model = table.model
        self.outcome = Outcome()
        self.line = 1
        self.found: dict[tuple[type[models.Model], str], models.Model] = {}

    def run(self) -> Outcome:
        ledger = {
            row.key: row
            for row in ReferenceRow.objects.filter(table=self.table.name).prefetch_related("record")
        }
        seen: set[str] = set()
        for row in self._rows():
            key = "/".join(row[column] for column in self.table.key)
            if key in seen:
                self._fail(self.table.key[0], f'"{key}" stands in an earlier line already.')
            seen.add(key)
            entry = ledger.get(key)
            if entry is None:
                record = self._adopt_or_create(row)
                ReferenceRow.objects.create(
                    table=self.table.name, key=key, values=row, record=record
                )
            elif entry.values == row:
                self.outcome.unchanged += 1
            else:
                self._merge(entry, row)
        return self.outcome

    def _rows(self) -> Iterator[dict[str, str]]:
        reader = csv.reader(io.StringIO(self._text(), newline=""), strict=True)
        header: list[str] = []
        try:
            for cells in reader:
                if not header:
                    header = self._checked_header(cells)
                elif cells:
                    if len(cells) != len(header):
                        self._fail("", f"{len(cells)} cells where the header has {len(header)}.")
                    yield dict(zip(header, (cell.strip() for cell in cells), strict=True))
                self.line = reader.line_num + 1
        except csv.Error as error:
            self._fail("", f"{error}.")

    def _text(self) -> str:
        data = self.table.path.read_bytes()
        try:
            return data.decode("utf-8-sig")
        except UnicodeDecodeError as error:
            self.line = data.count(b"\n", 0, error.start) + 1
            self._fail("", "is not UTF-8 text.")

    def _checked_header(self, header: list[str]) -> list[str]:
        for column in header:
            if column in CITATION_COLUMNS and hasattr(self.model, "citations"):
                continue
            try:
                self.model._meta.get_field(column)
            except FieldDoesNotExist:
                self._fail(column, f"{self.model._meta.verbose_name} has no such field.")
        for column in self.table.key:
            if column not in header:
                self._fail(column, "the key column is missing.")
        return header

    def _adopt_or_create(self, row: dict[str, str]) -> models.Model:
        values = {column: self._value(column, text) for column, text in row.items()}
        key = {column: values[column] for column in self.table.key}
        existing = self.model._default_manager.filter(**key).first()
        if existing is not None:
            self.outcome.kept += 1
            return existing
        record = self.model()
        for name, text in self.table.always.items():
            setattr(record, name, text)
        self._assign(record, values)
        self._save(record, values)
        self._cite(record, row)
        self.outcome.created += 1
        return record

    def _merge(self, entry: Any, row: dict[str, str]) -> None:
        """Take over what changed in the file, except where staff changed the same field."""
        record, kept = entry.record, False
        if record is None:  # staff deleted it
            self.outcome.kept += 1
        else:
            changed = {}
            for column, text in row.items():
                before = entry.values.get(column, "")
                if text == before or column in CITATION_COLUMNS:
                    continue
                if self._current(record, column) == self._value(column, before):
                    changed[column] = self._value(column, text)
                else:
                    kept = True
            if changed:
                self._assign(record, changed)
                self._save(record, changed)
            if row.get("source") != entry.values.get("source"):
                self._cite(record, row)
            self.outcome.kept += kept
            self.outcome.updated += not kept
        entry.values = row
        entry.save(update_fields=["values"])

    def _value(self, column: str, text: str) -> Any:
        """The cell as the model's own field understands it."""
        if column in CITATION_COLUMNS:
            return text
        target: Any = self.model._meta.get_field(column)
        if isinstance(target, GenericForeignKey):
            if not text:
                return None
            label, _, key = text.partition(":")
            return self._related(apps.get_model(label), column, key)
        if target.many_to_many:
            keys = [part.strip() for part in text.split(";") if part.strip()]
            return [self._related(target.related_model, column, key) for key in keys]
        if target.is_relation:
            return self._related(target.related_model, column, text) if text else None
        if not text:
            return None if target.null else target.get_default()
        try:
            return target.clean(text, None)
        except ValidationError as error:
            self._fail(column, " ".join(error.messages))

    def _related(self, model: Any, column: str, key: str) -> Any:
        if (model, key) not in self.found:
            try:
                self.found[model, key] = model._default_manager.get_by_natural_key(*key.split("/"))
            except (ObjectDoesNotExist, TypeError):
                self._fail(column, f'there is no {model._meta.verbose_name} "{key}".')
        return self.found[model, key]

    def _current(self, record: models.Model, column: str) -> Any:
        value = getattr(record, column)
        return list(value.all()) if isinstance(value, models.Manager) else value

    def _assign(self, record: models.Model, values: dict[str, Any]) -> None:
        for column, value in values.items():
            if column not in CITATION_COLUMNS and not isinstance(value, list):
                setattr(record, column, value)

    def _save(self, record: Any, values: dict[str, Any]) -> None:
        try:
            record.full_clean()
        except ValidationError as error:
            for column, messages in error.message_dict.items():
                self._fail("" if column == "__all__" else column, " ".join(messages))
        record._change_reason = f"load_reference: {self.table.name}"
        record.save()
        for column, value in values.items():
            if isinstance(value, list):
                getattr(record, column).set(value)

    def _cite(self, record: models.Model, row: dict[str, str]) -> None:
        keys = [part.strip() for part in row.get("source", "").split(";") if part.strip()]
        for number, key in enumerate(keys):
            Citation.objects.get_or_create(
                source=self._related(Source, "source", key),
                content_type=ContentType.objects.get_for_model(record),
                object_id=record.pk,
                locator=row.get("locator", "") if number == 0 else "",
                supports="",
            )

    def _fail(self, column: str, reason: str) -> NoReturn:
        raise MalformedReference(self.table, self.line, column, reason)
