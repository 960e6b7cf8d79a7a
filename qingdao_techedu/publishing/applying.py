"""Doing to the records what a proposal says, or taking it back."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from typing import Any

from django.db import DEFAULT_DB_ALIAS, IntegrityError, models, transaction
from django.db.models.deletion import Collector
from django.utils.translation import gettext as _

from . import ordering
from .conflicts import Conflicting, refuse_conflicts
from .models import Change, Placed, Recorded
from .values import Values, holders_of, set_values

# Numbers that no database gives away by itself, for what exists only while a proposal is shown.
PROVISIONAL = 2**61
ROOM_FOR_CHANGES = 100_000


def locked(model: Any, pk: int | None) -> Any:
    """The record as it is now, held for this transaction; None where there is none."""
    held = model._base_manager.select_for_update(of=("self",))
    return held.filter(pk=pk).order_by("pk").first()


def provisional_number(change: Change) -> int:
    """The same number for the same new record, each time its proposal is shown."""
    return PROVISIONAL + change.proposal_id * ROOM_FOR_CHANGES + change.order


def apply(changes: Iterable[Change], *, provisionally: bool = False) -> dict[int, Any]:
    """Make the changes in their order, in the caller's transaction; the records by order.

    ``provisionally``: what is changed meanwhile is overwritten, what is gone is left out and rules
    are not checked, since all is rolled back after it was shown. Raises ``Conflicting`` or
    ``ValidationError``.
    """
    records: dict[int, Any] = {}
    changes = list(changes)
    with _all_or_nothing():
        moved = _leave_places(changes, provisionally)
        for change in sorted(changes, key=lambda one: one.act == Change.Act.DELETE):
            is_checked = provisionally or change.order in moved
            if change.act == Change.Act.ADD:
                records[change.order] = _add(change, changes, records, provisionally)
            elif change.act == Change.Act.CHANGE:
                records[change.order] = _change(change, records, provisionally, is_checked)
            else:
                _delete(change, changes, provisionally, is_checked)
    return records


def _leave_places(changes: list[Change], provisionally: bool) -> set[int]:
    """Take what moves within its row out of its place; the orders of these changes.

    Whether somebody else changed it is asked before: afterwards its number is no longer its own.
    """
    moving = [one for one in changes if ordering.moves(one)]
    in_the_way = any(one.act == Change.Act.CHANGE for one in moving)
    if not in_the_way and not any(map(ordering.is_newly_placed, changes)):
        return set()  # what is only taken away is in nobody's way
    held = {one.order: locked(one.content_type.model_class(), one.object_id) for one in moving}
    for change in moving:
        if held[change.order] is not None and not provisionally:
            refuse_conflicts(change, held[change.order], expected=change.before)
    ordering.step_aside(record for record in held.values() if record is not None)
    return set(held)


def undo(changes: Iterable[Change]) -> None:
    """Take applied changes back, last first. Raises ``Conflicting`` where others built on them."""
    changes = list(changes)
    restored = []
    with _all_or_nothing():
        moved = _return_from_places(changes)
        for change in sorted(changes, key=lambda one: -one.order):
            model: Any = change.content_type.model_class()
            record = locked(model, change.object_id)
            if change.act == Change.Act.DELETE:
                # Its whole may come back only after it: it is looked at when all is done.
                record = model(pk=change.object_id)
                _save(record, change.before, check=False)
                restored.append(record)
            elif record is None:
                raise Conflicting(_("%(record)s is gone.") % {"record": change.label})
            else:
                if change.order not in moved:
                    refuse_conflicts(change, record, expected=change.after)
                if change.act == Change.Act.ADD:
                    _remove(record, changes)
                else:
                    _save(record, change.before)
        for record in restored:
            record.full_clean()


def _return_from_places(changes: list[Change]) -> set[int]:
    """Take what was moved, and what was added between, out of its place again; their orders."""
    moving = [one for one in changes if ordering.moves(one) or ordering.is_newly_placed(one)]
    if all(one.act == Change.Act.ADD for one in moving):
        return set()
    held = {one.order: locked(one.content_type.model_class(), one.object_id) for one in moving}
    for change in moving:
        if change.act != Change.Act.DELETE and held[change.order] is not None:
            refuse_conflicts(change, held[change.order], expected=change.after)
    ordering.step_aside(record for record in held.values() if record is not None)
    return set(held)


@contextmanager
def _all_or_nothing() -> Iterator[None]:
    """What the database refuses is a conflict too: somebody else was quicker."""
    try:
        with transaction.atomic():
            yield
    except IntegrityError as error:
        raise Conflicting(
            _("This cannot be done now: another record has taken its name, number or place.")
        ) from error


def _add(
    change: Change, together: list[Change], records: dict[int, Any], provisionally: bool
) -> Any:
    model: Any = change.content_type.model_class()
    record = model(pk=provisional_number(change)) if provisionally else model()
    values = _with_numbers(change.after, records)
    if issubclass(model, Placed):
        set_values(record, values)
        if ordering.find_free_place(record, together):  # somebody else was quicker
            change.after = {**change.after, "order": record.order}
            values["order"] = record.order
    _save(record, values, check=not provisionally)
    return record


def _change(change: Change, records: dict[int, Any], provisionally: bool, is_checked: bool) -> Any:
    model: Any = change.content_type.model_class()
    record = locked(model, change.object_id)
    if record is None:
        if provisionally:
            return None
        raise Conflicting(_("%(record)s is gone.") % {"record": change.label})
    if not is_checked:
        refuse_conflicts(change, record, expected=change.before)
    _save(record, _with_numbers(change.after, records), check=not provisionally)
    return record


def _delete(change: Change, together: list[Change], provisionally: bool, is_checked: bool) -> None:
    """A part that went with its whole is gone already, and so is one that somebody else deleted."""
    model: Any = change.content_type.model_class()
    record = locked(model, change.object_id)
    if record is not None:
        if not is_checked:
            refuse_conflicts(change, record, expected=change.before)
        _remove(record, together, check=not provisionally)


def _save(record: Any, values: Values, *, check: bool = True) -> None:
    lists = set_values(record, values)
    if check:
        record.full_clean()
    record.save()
    for name, numbers in lists.items():
        getattr(record, name).set(numbers)


def _remove(record: Any, together: list[Change], *, check: bool = True) -> None:
    """Delete a record with what was known to go with it; never what others added meanwhile."""
    try:
        others = _affected_by_deleting(record, together) if check else []
        if not others:
            record.delete()
    except models.ProtectedError as error:
        text = _("%(record)s cannot be deleted: other records rest on it.")
        raise Conflicting(text % {"record": record}) from error
    if others:
        text = _("%(record)s cannot be deleted: since then somebody added %(others)s.")
        told = ", ".join(f"{one._meta.verbose_name} {one}" for one in others[:5])
        raise Conflicting(text % {"record": record, "others": told})


def _affected_by_deleting(record: Any, together: list[Change]) -> list[Any]:
    """What the database would delete or empty along with a record, but for the changes' own."""
    known = {(one.content_type.model_class(), one.object_id) for one in together}
    collector = Collector(using=DEFAULT_DB_ALIAS, origin=record)
    collector.collect([record])
    parts = (one for rows in collector.data.values() for one in rows if isinstance(one, Recorded))
    return [one for one in (*parts, *holders_of(record)) if (type(one), one.pk) not in known]


def _with_numbers(values: Values, records: dict[int, Any]) -> Values:
    """The values, with the numbers of records that were made a moment ago."""
    return {
        name: records[value["new"]].pk if isinstance(value, dict) else value
        for name, value in values.items()
    }
