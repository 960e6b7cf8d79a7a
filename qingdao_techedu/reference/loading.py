"""Loading reference files: all of them or nothing, and never over a staff edit."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from django.contrib.contenttypes.models import ContentType
from django.core.exceptions import ValidationError
from django.db import models, transaction
from django.utils import translation

from qingdao_techedu.facts.models import Citation, ReferenceRow, Source
from qingdao_techedu.facts.reference import ReferenceTable, registered
from qingdao_techedu.publishing import searching

from .cells import BadCell, CellReader, RecordIsGone, split
from .files import CITATION_COLUMNS, MalformedReference, rows

__all__ = ["LoadOutcome", "MalformedReference", "load"]


@dataclass
class LoadOutcome:
    """What loading one table did, in rows."""

    created: int = 0
    updated: int = 0
    unchanged: int = 0
    kept: int = 0  # rows where a staff edit differs from the file and was left alone


@transaction.atomic
def load(tables: list[ReferenceTable] | None = None) -> dict[str, LoadOutcome]:
    """Load every registered table, or none of them. Raises ``MalformedReference``."""
    # What a field has to say stands inside the loader's own sentences, which are English.
    with translation.override("en"):
        return {
            table.name: _Loader(table).run()
            for table in (registered() if tables is None else tables)
        }


class _Loader:
    """Loads one table: new rows are created, changed rows merged with what staff did."""

    def __init__(self, table: ReferenceTable):
        self.table = table
        self.model = table.model
        self.cells = CellReader(table.model)
        self.outcome = LoadOutcome()

    def run(self) -> LoadOutcome:
        ledger = {
            entry.key: entry
            for entry in ReferenceRow.objects.filter(table=self.table.name).prefetch_related(
                "record"
            )
        }
        seen: set[str] = set()
        for line, row in rows(self.table):
            key = "/".join(row[column] for column in self.table.key)
            try:
                if key in seen:
                    raise BadCell(self.table.key[0], f'"{key}" stands in an earlier line already.')
                self._load(key, row, ledger.get(key))
            except RecordIsGone:
                self.outcome.kept += 1
            except BadCell as bad:
                raise MalformedReference(self.table, line, bad.column, bad.reason) from bad
            seen.add(key)
        return self.outcome

    def _load(self, key: str, row: dict[str, str], entry: Any) -> None:
        if entry is None:
            record = self._adopt_or_create(row)
            ReferenceRow.objects.create(table=self.table.name, key=key, values=row, record=record)
        elif entry.values == row:
            self.outcome.unchanged += 1
        else:
            self._merge(entry, row)
            entry.values = row
            entry.save(update_fields=["values"])

    def _adopt_or_create(self, row: dict[str, str]) -> models.Model:
        values = {column: self.cells.value(column, text) for column, text in _fields(row)}
        key = {column: values[column] for column in self.table.key}
        existing = self.model._default_manager.filter(**key).first()
        if existing is not None:
            self.outcome.kept += 1
            return existing
        record = self.model()
        for name, text in self.table.always.items():
            setattr(record, name, text)
        self._save(record, values)
        self._cite(record, {}, row)
        self.outcome.created += 1
        return record

    def _merge(self, entry: Any, row: dict[str, str]) -> None:
        """Take over what changed in the file, except where staff changed the same field."""
        record = entry.record
        if record is None:  # staff deleted it
            self.outcome.kept += 1
            return
        changed, is_kept = {}, False
        for column, text in _fields(row):
            before = entry.values.get(column, "")
            if text == before:
                continue
            if _current(record, column) == _comparable(self.cells.value(column, before)):
                changed[column] = self.cells.value(column, text)
            else:
                is_kept = True
        if changed:
            self._save(record, changed)
        is_cited_anew = self._cite(record, entry.values, row)
        if is_kept:
            self.outcome.kept += 1
        elif changed or is_cited_anew:
            self.outcome.updated += 1
        else:
            self.outcome.unchanged += 1

    def _save(self, record: Any, values: dict[str, Any]) -> None:
        lists = {column: value for column, value in values.items() if isinstance(value, list)}
        for column in values.keys() - lists.keys():
            setattr(record, column, values[column])
        try:
            record.full_clean()
        except ValidationError as error:
            for column, messages in error.message_dict.items():
                reason = " ".join(messages)
                raise BadCell("" if column == "__all__" else column, reason) from error
        for found in searching.in_record(
            record, values.keys() & set(searching.text_fields(record))
        ):
            raise BadCell(found.field, f"{found.finding.kind.label} {found.finding.shown}.")
        record._change_reason = self._reason
        record.save()
        for column, value in lists.items():
            getattr(record, column).set(value)

    def _cite(self, record: Any, before: dict[str, str], row: dict[str, str]) -> bool:
        """Bring the citations in step with the file; those that staff made are left alone."""
        earlier, now = _places(before), _places(row)
        kind = ContentType.objects.get_for_model(record)
        cited: Any = Citation.objects.filter(content_type=kind, object_id=record.pk, supports="")
        for key, locator in earlier - now:
            for citation in cited.filter(source__key=key, locator=locator):
                citation._change_reason = self._reason
                citation.delete()
        for key, locator in sorted(now - earlier):
            try:
                source = self.cells.related(Source, "source", key)
            except RecordIsGone:
                continue
            Citation.objects.get_or_create(
                source=source,
                content_type=kind,
                object_id=record.pk,
                locator=locator,
                supports="",
            )
        return earlier != now

    @property
    def _reason(self) -> str:
        return f"load_reference: {self.table.name}"


def _fields(row: dict[str, str]) -> list[tuple[str, str]]:
    return [(column, text) for column, text in row.items() if column not in CITATION_COLUMNS]


def _places(row: dict[str, str]) -> set[tuple[str, str]]:
    """What a row cites: keys of sources, and the place in the first of them."""
    keys = split(row.get("source", ""))
    return {(key, row.get("locator", "") if n == 0 else "") for n, key in enumerate(keys)}


def _current(record: models.Model, column: str) -> Any:
    value = getattr(record, column)
    return set(value.all()) if isinstance(value, models.Manager) else value


def _comparable(value: Any) -> Any:
    """A list of records is the same in any order."""
    return set(value) if isinstance(value, list) else value
