"""Giving records of one row their numbers, without two ever holding the same on the way."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import Any

from django.db.models import F

from .models import Change, Placed
from .rehearsal import notice

# Added to the number of whoever leaves its place for the moment: no row is as long, and the
# database's small integers hold twice as much.
ASIDE = 16_000


def renumber(sequence: Sequence[Any], *, stood: int) -> None:
    """Set the numbers of one row's records, given in their new order; nothing is saved.

    Where all of the ``stood`` that were there stand as they did, they keep their numbers and new
    ones follow; otherwise all are counted from 1.
    """
    known = [one.order for one in sequence if one.pk]
    is_new_last = all(one.pk is None for one in sequence[len(known) :])
    if len(known) == stood and is_new_last and known == sorted(set(known)):
        last = known[-1] if known else 0
        for number, record in enumerate(sequence[stood:], start=last + 1):
            record.order = number
        return
    for number, record in enumerate(sequence, start=1):
        record.order = number


def close_ranks(records: Iterable[Any]) -> None:
    """Count a row from 1 again after one of its records is gone, and save those that move up."""
    for number, record in enumerate(records, start=1):
        if record.order != number:
            record.order = number
            record.save()


def step_aside(records: Iterable[Any]) -> None:
    """Take records out of their places, so that each can be saved in its new one.

    Whoever watches has seen them in their places first. To be called inside a transaction in which
    all of them are then saved or deleted.
    """
    for record in records:
        notice(type(record), record)
        type(record)._base_manager.filter(pk=record.pk).update(order=F("order") + ASIDE)


def moves(change: Change) -> bool:
    """Whether a change takes a record from its place: to another, or away."""
    model: Any = change.content_type.model_class()
    if not issubclass(model, Placed) or change.act == Change.Act.ADD:
        return False
    return change.act == Change.Act.DELETE or not {"order", *model.among}.isdisjoint(change.after)


def is_newly_placed(change: Change) -> bool:
    """Whether a change makes a record that has a place."""
    model: Any = change.content_type.model_class()
    return change.act == Change.Act.ADD and issubclass(model, Placed)


def find_free_place(record: Any, changes: Iterable[Change]) -> bool:
    """Give a new record the place after all others where its own is taken; whether it was.

    The places that ``changes`` will take are taken too.
    """
    others = record.in_its_row().exclude(pk=record.pk).filter(order__lt=ASIDE)
    taken = set(others.values_list("order", flat=True))
    if record.order not in taken:
        return False
    model = type(record)
    promised = {
        one.after["order"]
        for one in changes
        if "order" in one.after and one.content_type.model_class() is model
    }
    record.order = max(taken | promised) + 1
    return True
