"""Pages of a query that begin where the last one ended, so that the thousandth costs as the first.

Rows that are added meanwhile move nothing: each row that was there is met once.
"""

from __future__ import annotations

from dataclasses import dataclass
from functools import reduce
from typing import Any

from django.core.exceptions import FieldDoesNotExist
from django.db.models import F, OrderBy, Q, QuerySet

Place = list[Any]  # the values that a row is ordered by


@dataclass(frozen=True)
class Page:
    """Some records, and the place of the last of them if there are more."""

    records: QuerySet
    end: Place | None


@dataclass(frozen=True)
class Key:
    """One column of an order. None comes before everything else, on every database."""

    alias: str
    path: str
    is_descending: bool
    may_be_none: bool

    @property
    def order(self) -> OrderBy:
        nulls: dict[str, Any] = {}
        if self.may_be_none:
            nulls = {"nulls_last": True} if self.is_descending else {"nulls_first": True}
        return OrderBy(F(self.alias), descending=self.is_descending, **nulls)

    def at(self, value: Any) -> Q:
        return Q(**{f"{self.alias}__isnull": True}) if value is None else Q(**{self.alias: value})

    def beyond(self, value: Any) -> Q | None:
        """The rows that come later; None where there are none."""
        if self.is_descending:
            if value is None:
                return None
            later = Q(**{f"{self.alias}__lt": value})
            return later | Q(**{f"{self.alias}__isnull": True}) if self.may_be_none else later
        if value is None:
            return Q(**{f"{self.alias}__isnull": False})
        return Q(**{f"{self.alias}__gt": value})


def page(queryset: QuerySet, after: Place | None, limit: int) -> Page:
    """``limit`` records of a query in its own order, from the place on; its key ends the order.

    Read it within one snapshot: where it ends is asked before the records are.
    """
    keys = keys_of(queryset)
    found = queryset.annotate(**{key.alias: F(key.path) for key in keys})
    if after is not None:
        found = found.filter(_beyond(keys, after))
    found = found.order_by(*(key.order for key in keys))
    ends = list(found.values_list(*(key.alias for key in keys))[limit - 1 : limit + 1])
    return Page(found[:limit], list(ends[0]) if len(ends) > 1 else None)


def keys_of(queryset: QuerySet) -> list[Key]:
    """The columns that a query is ordered by. Raises ``TypeError`` for anything else."""
    order = [*(queryset.query.order_by or queryset.model._meta.ordering)]
    is_of_groups = bool(queryset.query.values_select)  # whose own order leaves nothing open
    if not is_of_groups and not {"pk", "-pk"} & set(map(str, order)):
        order.append("pk")
    keys = []
    for number, one in enumerate(order):
        if not isinstance(one, str):
            raise TypeError(f"{queryset.model.__name__} is ordered by {one}, which is no column.")
        path = one.removeprefix("-")
        keys.append(
            Key(f"_key_{number}", path, one.startswith("-"), _may_be_none(queryset.model, path))
        )
    return keys


def _may_be_none(model: Any, path: str) -> bool:
    """Whether a column may hold nothing; one of a related record, which may be missing, always."""
    if path == "pk":
        return False
    try:
        return model._meta.get_field(path).null
    except FieldDoesNotExist:
        return True


def _beyond(keys: list[Key], place: Place) -> Q:
    """Rows whose first keys are those of the place, and the next one comes later."""
    ways, same = [], Q()
    for key, value in zip(keys, place, strict=True):
        later = key.beyond(value)
        if later is not None:
            ways.append(same & later)
        same &= key.at(value)
    return reduce(Q.__or__, ways)
