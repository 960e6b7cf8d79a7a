"""Filters of the desk's lists: only what occurs in the list, so that none leads to nothing."""

from __future__ import annotations

from copy import copy
from typing import Any

from django.contrib import admin
from django.core.exceptions import FieldDoesNotExist
from django.db import models


class OccurringFilter(admin.ChoicesFieldListFilter):
    """The choices of a field that at least one record of the list has."""

    def __init__(self, field, request, params, model, model_admin, field_path):
        found = model_admin.get_queryset(request).order_by().values_list(field_path, flat=True)
        occurring = set(found.distinct())
        field = copy(field)
        field.choices = [one for one in field.flatchoices if one[0] in occurring]
        super().__init__(field, request, params, model, model_admin, field_path)


def occurring(model: Any, path: Any) -> Any:
    """A filter as a list names it; one of choices or records offers those that occur."""
    if not isinstance(path, str):
        return path
    field = _field_at(model, path)
    if isinstance(field, models.ForeignKey):
        return path, admin.RelatedOnlyFieldListFilter
    return (path, OccurringFilter) if getattr(field, "choices", None) else path


def _field_at(model: Any, path: str) -> Any:
    """The field at the end of a path such as ``chain__scheme``; None where it is no field."""
    field: Any = None
    for name in path.split("__"):
        try:
            field = (field.related_model if field else model)._meta.get_field(name)
        except FieldDoesNotExist:
            return None
    return field
