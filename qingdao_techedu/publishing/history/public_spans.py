"""When visitors could see a record, by its own history and those of what it rests on."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Iterable, Iterator
from itertools import zip_longest
from typing import Any

from django.contrib.contenttypes.fields import GenericForeignKey
from django.contrib.contenttypes.models import ContentType

from ..models import public
from ..spans import ALWAYS, BEGINNING, END, Span, shared

Other = tuple[Any, int]  # a model and the number of one of its records


def public_spans(model: Any, numbers: Collection[int]) -> dict[int, list[Span]]:
    """When visitors could see each record: from a moment to come on, too.

    A part is looked for in the whole that it had at the time, not in today's. The queries are as
    many for one record as for a thousand.
    """
    if not public(model):
        return {number: [ALWAYS] for number in numbers}
    rows: dict[int, list[Any]] = defaultdict(list)
    for row in model.history.filter(id__in=numbers).order_by("history_id"):
        rows[row.id].append(row)
    of_others = _spans_of_others(model, [row for states in rows.values() for row in states])
    return {number: _spans(model, rows[number], of_others) for number in numbers}


def spans_of_resting(model: Any, histories: Iterable[list[Any]]) -> dict[int, list[Span]]:
    """When records could be seen that rest on others beside their whole; of all others nothing."""
    resting = {rows[0].id for rows in histories if any(map(model.rests_on, rows))}
    return public_spans(model, resting) if resting else {}


def _spans(model: Any, rows: list[Any], of_others: dict[Other, list[Span]]) -> list[Span]:
    """When one record could be seen, from the entries of its history, oldest first."""
    spans: list[Span] = []
    for row, following in zip_longest(rows, rows[1:]):
        is_first = row is rows[0] and row.history_type != "+"
        state = (
            BEGINNING if is_first and model.whole else row.history_date,
            following.history_date if following else END,
        )
        for start, end in shared(_seen_in(model, row, of_others), [state]):
            if spans and spans[-1][1] == start:
                spans[-1] = (spans[-1][0], end)
            else:
                spans.append((start, end))
    return spans


def _seen_in(model: Any, row: Any, of_others: dict[Other, list[Span]]) -> list[Span]:
    """When a record could be seen if it had always been as an entry of its history has it."""
    spans: list[Span] = model.shown_in(row)
    for other in _carrying(model, row):
        spans = shared(spans, of_others[other])
    return spans


def _carrying(model: Any, row: Any) -> Iterator[Other]:
    """What had to be public for an entry's record to be: its whole, and what it rests on."""
    for name in filter(None, (model.whole, *model.rests_on(row))):
        field = model._meta.get_field(name)
        if isinstance(field, GenericForeignKey):
            kind, number = getattr(row, f"{field.ct_field}_id"), getattr(row, field.fk_field)
            other = ContentType.objects.get_for_id(kind).model_class() if kind else None
        else:
            other, number = field.related_model, getattr(row, field.attname)
        if other is not None and number is not None:
            yield other, number


def _spans_of_others(model: Any, rows: list[Any]) -> dict[Other, list[Span]]:
    numbers: dict[Any, set[int]] = defaultdict(set)
    for other, number in (one for row in rows for one in _carrying(model, row)):
        numbers[other].add(number)
    return {
        (other, number): spans
        for other, found in numbers.items()
        for number, spans in public_spans(other, found).items()
    }
