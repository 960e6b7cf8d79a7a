"""A record's fields as values that JSON can hold, and back."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from django.contrib.contenttypes.fields import GenericForeignKey
from django.contrib.contenttypes.models import ContentType
from django.db import models
from django.utils.translation import gettext_lazy as _

Values = dict[str, Any]


def kept_fields(model: type[models.Model]) -> list[models.Field]:
    """The columns that staff fill in: not the number, nor what is made from others."""
    return [
        field for field in model._meta.concrete_fields if not field.primary_key and field.editable
    ]


def values_of(record: models.Model) -> Values:
    """Every kept field, and the numbers of the records in each list."""
    values = {field.name: as_json(field, record) for field in kept_fields(type(record))}
    for field in record._meta.many_to_many:
        values[field.name] = sorted(getattr(record, field.name).values_list("pk", flat=True))
    return values


def as_json(field: models.Field, record: models.Model) -> Any:
    value = field.value_from_object(record)
    if value is None or isinstance(value, bool | int | str):
        return str.__str__(value) if isinstance(value, str) else value
    return field.value_to_string(record)


def set_values(record: models.Model, values: Values) -> dict[str, list[int]]:
    """Set the fields of ``record``; its lists, which need a saved record, are handed back."""
    lists = {}
    for name, value in values.items():
        field: Any = record._meta.get_field(name)
        if field.many_to_many:
            lists[name] = value
        else:
            setattr(record, field.attname, field.to_python(value))
    return lists


def holders_of(record: models.Model) -> Iterator[models.Model]:
    """The records in whose lists ``record`` stands: the database takes it out when it goes."""
    for relation in record._meta.related_objects:
        if relation.many_to_many and (name := relation.get_accessor_name()):
            yield from getattr(record, name).all()


def pointers(model: type[models.Model]) -> dict[str, type[models.Model] | str]:
    """The fields that hold the number of another record: the model, or the field that names it."""
    found: dict[str, type[models.Model] | str] = {
        field.name: field.related_model
        for field in kept_fields(model)
        if field.is_relation and isinstance(field.related_model, type)
    }
    for private in model._meta.private_fields:
        if isinstance(private, GenericForeignKey):
            found[private.fk_field] = private.ct_field
    return found


def target_of(model: type[models.Model], name: str, values: Values) -> type[models.Model] | None:
    """The model whose number the field ``name`` holds, if it holds one."""
    target = pointers(model).get(name)
    if isinstance(target, str):
        kind = values.get(target)
        return ContentType.objects.get_for_id(kind).model_class() if kind else None
    return target


def shown(model: type[models.Model], name: str, value: Any) -> str:
    """A value as a person reads it: the words of a choice, the name of a record."""
    field: Any = model._meta.get_field(name)
    if value in (None, "", []):
        return ""
    if isinstance(value, dict):  # a record that the same proposal makes
        return ""
    if field.many_to_many:
        return ", ".join(map(str, field.related_model._base_manager.filter(pk__in=value)))
    if field.is_relation:
        found = field.related_model._base_manager.filter(pk=value).first()
        return str(found) if found else f"#{value}"
    if field.choices:
        return str(dict(field.flatchoices).get(value, value))
    if isinstance(field, models.BooleanField):
        return str(_("Yes") if value else _("No"))
    return str(value)
