"""What the cells of a reference file mean to the model's fields."""

from __future__ import annotations

from typing import Any

from django.apps import apps
from django.contrib.contenttypes.fields import GenericForeignKey
from django.contrib.contenttypes.models import ContentType
from django.core.exceptions import ObjectDoesNotExist, ValidationError
from django.db import models

from qingdao_techedu.facts.models import ReferenceRow


class BadCell(Exception):
    """A cell cannot be understood; ``column`` is blank where no single one is to blame."""

    def __init__(self, column: str, reason: str):
        super().__init__(reason)
        self.column = column
        self.reason = reason


class RecordIsGone(Exception):
    """A cell names a record that came from a reference file and that staff have deleted."""


class CellReader:
    """Turns the cells of one table into values of ``model``'s fields."""

    def __init__(self, model: type[models.Model]):
        self.model = model
        self.found: dict[tuple[Any, str], Any] = {}

    def value(self, column: str, text: str) -> Any:
        """The value of one cell. Raises ``BadCell`` or ``RecordIsGone``."""
        target: Any = self.model._meta.get_field(column)
        if isinstance(target, GenericForeignKey):
            return self._anything(column, text) if text else None
        if target.many_to_many:
            return self._several(target.related_model, column, text)
        if target.is_relation:
            return self.related(target.related_model, column, text) if text else None
        if not text:
            return None if target.null else target.get_default()
        try:
            return target.clean(text, None)
        except ValidationError as error:
            raise BadCell(column, " ".join(error.messages)) from error

    def related(self, model: Any, column: str, key: str) -> Any:
        """The record of ``model`` under its natural key, or the one that once stood under it."""
        if (model, key) not in self.found:
            try:
                self.found[model, key] = model._default_manager.get_by_natural_key(*key.split("/"))
            except (ObjectDoesNotExist, TypeError, ValueError):
                self.found[model, key] = self._once_under(model, column, key)
        return self.found[model, key]

    def _anything(self, column: str, text: str) -> Any:
        label, _, key = text.partition(":")
        try:
            model = apps.get_model(label)
        except (LookupError, ValueError):
            raise BadCell(column, f'there is no kind of record "{label}".') from None
        return self.related(model, column, key)

    def _several(self, model: Any, column: str, text: str) -> list[Any]:
        """The records of a list, less those that staff have deleted."""
        records = []
        for key in split(text):
            try:
                records.append(self.related(model, column, key))
            except RecordIsGone:
                continue
        return records

    def _once_under(self, model: Any, column: str, key: str) -> Any:
        """What staff renamed or deleted since: neither is the file's fault."""
        kind = ContentType.objects.get_for_model(model)
        entry = ReferenceRow.objects.filter(content_type=kind, key=key).first()
        if entry is None:
            raise BadCell(column, f'there is no {model._meta.verbose_name} "{key}".')
        if entry.record is None:
            raise RecordIsGone
        return entry.record


def split(text: str) -> list[str]:
    """The parts of a list written with ``;``."""
    return [part.strip() for part in text.split(";") if part.strip()]
