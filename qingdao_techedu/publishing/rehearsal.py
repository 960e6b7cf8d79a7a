"""Doing something, seeing what it changes, and taking it back.

Whatever a door of the desk does to records (a form with its parts, a list action, an import) it
does inside ``watched``; what it changed is then known record by record, whichever code did it.
"""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from dataclasses import dataclass, field
from typing import Any

from django.contrib.contenttypes.models import ContentType

from .models import Change, Recorded
from .values import Values, holders_of, kept_fields, pointers, target_of, values_of

Key = tuple[Any, int]


@dataclass
class Difference:
    """What became of one record: ``before`` is None for a new one, ``after`` for a deleted one."""

    model: Any
    pk: int
    label: str
    before: Values | None
    after: Values | None
    is_public: bool

    @property
    def changed_fields(self) -> set[str]:
        before, after = self.before or {}, self.after or {}
        return {
            name for name in before.keys() | after.keys() if before.get(name) != after.get(name)
        }

    @property
    def act(self) -> Change.Act:
        if self.before is None:
            return Change.Act.ADD
        return Change.Act.DELETE if self.after is None else Change.Act.CHANGE


@dataclass
class Watch:
    """Remembers each record as it was before the first change to it, in the order of changes."""

    stored: dict[Key, Any] = field(default_factory=dict)
    unsaved: list[Any] = field(default_factory=list)

    def before_change(self, record: Any) -> None:
        model = type(record)
        if record.pk is None:
            self.unsaved.append(record)
            self.stored[model, -len(self.unsaved)] = None
        elif (model, record.pk) not in self.stored and not self._is_new(record):
            self.stored[model, record.pk] = _Before.of(model, record.pk)

    def _is_new(self, record: Any) -> bool:
        return any(type(one) is type(record) and one.pk == record.pk for one in self.unsaved)

    def differences(self) -> list[Difference]:
        """What differs now from how it was, record by record."""
        numbers = {
            key: key[1] if key[1] > 0 else self.unsaved[-key[1] - 1].pk for key in self.stored
        }
        now: dict[Any, dict[int, _Before]] = {}
        for model in {model for model, _pk in self.stored}:
            present = [number for key, number in numbers.items() if key[0] is model and number]
            now[model] = _Before.of_many(model, present)
        found = (
            _difference(key[0], numbers[key], before, now[key[0]].get(numbers[key]))
            for key, before in self.stored.items()
        )
        return [difference for difference in found if difference]


@dataclass
class _Before:
    values: Values
    label: str
    is_public: bool

    @classmethod
    def of(cls, model: Any, pk: int) -> _Before | None:
        return cls.of_many(model, [pk]).get(pk)

    @classmethod
    def of_many(cls, model: Any, numbers: list[int]) -> dict[int, _Before]:
        """The records as they stand, with what their names and parts' publicity are made of."""
        relations = [field.name for field in kept_fields(model) if field.is_relation]
        records = (
            model._base_manager.select_related(*relations) if relations else model._base_manager
        )
        return {
            pk: cls(values_of(record), str(record)[:300], record.is_public)
            for pk, record in records.in_bulk(numbers).items()
        }


def _difference(model: Any, pk: int, before: _Before | None, now: _Before | None):
    if before is None and now is None:
        return None
    if before and now and before.values == now.values:
        return None
    last: Any = now or before
    return Difference(
        model,
        pk,
        last.label,
        before.values if before else None,
        now.values if now else None,
        is_public=bool(before and before.is_public) or bool(now and now.is_public),
    )


_watching: ContextVar[Watch | None] = ContextVar("watching", default=None)


@contextmanager
def watched() -> Iterator[Watch]:
    """See what the body does to records. Only ``save`` and ``delete`` of records are seen."""
    watch = Watch()
    token = _watching.set(watch)
    try:
        yield watch
    finally:
        _watching.reset(token)


def notice(sender, instance, **kwargs) -> None:
    """Receives ``pre_save`` of every recorded model."""
    watch = _watching.get()
    if watch is not None:
        watch.before_change(instance)


def notice_deletion(sender, instance, **kwargs) -> None:
    """Receives ``pre_delete`` of every recorded model: the lists it stands in change with it."""
    watch = _watching.get()
    if watch is not None:
        for holder in holders_of(instance):
            if isinstance(holder, Recorded):
                watch.before_change(holder)
        watch.before_change(instance)


def notice_list(sender, instance, action, **kwargs) -> None:
    """Receives ``m2m_changed`` of every recorded model's lists."""
    if action.startswith("pre_"):
        notice(sender, instance)


def as_changes(differences: list[Difference]) -> list[Change]:
    """What a proposal keeps: only the changed fields, and no number of what is yet to be made."""
    made = {
        (one.model, one.pk): order
        for order, one in enumerate(differences, start=1)
        if one.before is None
    }
    return [
        Change(
            order=order,
            act=one.act,
            content_type=ContentType.objects.get_for_model(one.model),
            object_id=None if one.before is None else one.pk,
            label=one.label,
            before=_changed(one, one.before, made),
            after=_changed(one, one.after, made),
        )
        for order, one in enumerate(differences, start=1)
    ]


def _changed(difference: Difference, values: Values | None, made: dict[Key, int]) -> Values:
    if values is None:
        return {}
    kept = {name: values[name] for name in values if name in difference.changed_fields}
    for name in kept.keys() & pointers(difference.model).keys():
        target: Any = target_of(difference.model, name, values)
        if (target, kept[name]) in made:
            kept[name] = {"new": made[target, kept[name]]}
    return kept
