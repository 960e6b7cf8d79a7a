"""Which records of a kind changed since a moment, for those who keep a copy of what is public.

It tells what ``events`` may tell, and of a record that is gone no more than that it is.
"""

from __future__ import annotations

import datetime
from collections import defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from typing import Any

from django.contrib.contenttypes.fields import GenericForeignKey
from django.contrib.contenttypes.models import ContentType
from django.db.models import Max, QuerySet, TextChoices
from django.utils.translation import gettext_lazy as _

from ..spans import ALWAYS, END, Span, shared
from .events import Seen, What, parts_of, seen
from .public_spans import public_spans, spans_of_resting

AT_ONCE = 200  # records
BEGINNING = datetime.datetime(1, 1, 2, tzinfo=datetime.UTC)  # before any, in every time zone

Place = tuple[datetime.datetime, int]  # when a record was last touched, and its number


class Outcome(TextChoices):
    """What a keeper of copies does about a record: take it, take it anew, or drop it."""

    PUBLISHED = "published", _("Published")
    CHANGED = "changed", _("Changed")
    WITHDRAWN = "withdrawn", _("Withdrawn")
    REMOVED = "removed", _("Removed")


@dataclass(frozen=True)
class RecordChange:
    """The last that became of a record. ``record`` is None of one that visitors cannot see.

    ``number`` is the database's: it is not told.
    """

    number: int
    key: tuple[str, ...]
    outcome: Outcome
    at: datetime.datetime
    record: Any = None
    explanation: str = ""


def touched_since(model: Any, since: datetime.datetime) -> list[Place]:
    """The records that were written since, in the order of that, whether or not it is told.

    Where a record is seen only with its whole, it is touched with that too.
    """
    last: dict[int, datetime.datetime] = {}
    for history, attname in [(model, "id"), *parts_of(model)]:
        for number, at in _touched(history, attname, since):
            last[number] = max(at, last.get(number, at))
    for number, at in _touched_with_their_wholes(model, since):
        last[number] = max(at, last.get(number, at))
    return sorted((at, number) for number, at in last.items())


def _touched(model: Any, attname: str, since: datetime.datetime) -> Iterator[tuple[int, Any]]:
    entries = model.history.filter(history_date__gte=since, **{f"{attname}__isnull": False})
    yield from entries.order_by().values_list(attname).annotate(Max("history_date"))


def _touched_with_their_wholes(
    model: Any, since: datetime.datetime
) -> Iterator[tuple[int, datetime.datetime]]:
    field = model._meta.get_field(model.whole) if model.whole else None
    if not isinstance(field, GenericForeignKey):
        return
    kinds = model._base_manager.exclude(**{field.ct_field: None}).order_by()
    for kind in kinds.values_list(field.ct_field, flat=True).distinct():
        whole: Any = ContentType.objects.get_for_id(kind).model_class()
        moments = dict(_touched(whole, "id", since))
        ours = model._base_manager.filter(
            **{field.ct_field: kind, f"{field.fk_field}__in": moments}
        )
        for number, of_whole in ours.values_list("pk", field.fk_field):
            yield number, moments[of_whole]


def first_changes(
    model: Any, places: list[Place], since: datetime.datetime, count: int
) -> list[tuple[Place, RecordChange]]:
    """The first changes that visitors may know of, each with its place among all.

    What is touched and not told takes no room, so that nobody can count it.
    """
    found: list[tuple[Place, RecordChange]] = []
    size = max(count, AT_ONCE)
    for start in range(0, len(places), size):
        at = {number: (moment, number) for moment, number in places[start : start + size]}
        found += [(at[one.number], one) for one in changes_of(model, list(at), since)]
        if len(found) >= count:
            break
    return found[:count]


def changes_of(model: Any, numbers: list[int], since: datetime.datetime) -> Iterator[RecordChange]:
    """What became of these records since, of which visitors may know; in their order.

    The queries are as many for one record as for a thousand.
    """
    related = [field.name for field in _relations(model)]
    records = model._base_manager.select_related(*related).in_bulk(numbers)
    spans = public_spans(model, numbers)
    told: dict[int, list[Seen]] = defaultdict(list)
    rows_of = _histories(model, "id", numbers)
    for number, histories in rows_of.items():
        for rows in histories:
            told[number] += seen(model, rows, spans[number])
    for part, attname in parts_of(model):
        found = _histories(part, attname, numbers)
        resting = spans_of_resting(
            part, [rows for histories in found.values() for rows in histories]
        )
        for number, histories in found.items():
            for rows in histories:
                own = resting.get(rows[0].id, [ALWAYS])
                told[number] += seen(part, rows, shared(spans.get(number, []), own))
    for number in numbers:
        record = records.get(number)
        if record is None:
            change = _of_a_removed_one(model, rows_of.get(number, []), spans[number], since)
        else:
            change = _of_a_kept_one(record, told[number], spans[number], since)
        if change is not None:
            yield change


def moments_of(records: Iterable[Any]) -> dict[Any, datetime.datetime]:
    """When visitors last saw each of these records of one kind change, by its number."""
    by_number = {record.pk: record for record in records}
    if not by_number:
        return {}
    model = type(next(iter(by_number.values())))
    return {one.number: one.at for one in changes_of(model, list(by_number), BEGINNING)}


def last_change(records: QuerySet) -> datetime.datetime | None:
    """When visitors last saw any of these records change."""
    model: Any = records.model
    numbers = set(records.order_by().values_list("pk", flat=True))
    places = [place for place in touched_since(model, BEGINNING)[::-1] if place[1] in numbers]
    last: datetime.datetime | None = None
    for start in range(0, len(places), AT_ONCE):
        part = places[start : start + AT_ONCE]
        if last and part[0][0] <= last:  # what was written before that changed nothing later
            break
        found = changes_of(model, [number for _at, number in part], BEGINNING)
        last = max((one.at for one in found), default=last)
    return last


def _of_a_kept_one(
    record: Any, told: list[Seen], spans: list[Span], since: datetime.datetime
) -> RecordChange | None:
    if not spans:
        return None
    start, end = spans[-1]
    if end != END:
        if end < since:
            return None
        outcome = Outcome.WITHDRAWN if record.explains_absence else Outcome.REMOVED
        why = record.withdrawal if record.explains_absence else ""
        return RecordChange(record.pk, record.natural_key(), outcome, end, explanation=str(why))
    news = [one.at for one in told if one.at >= since]
    is_new = start >= since or any(one.at >= since and one.what == What.PUBLISHED for one in told)
    if start >= since:
        news.append(start)
    if not news:
        return None
    outcome = Outcome.PUBLISHED if is_new else Outcome.CHANGED
    return RecordChange(record.pk, record.natural_key(), outcome, max(news), record)


def _of_a_removed_one(
    model: Any, histories: list[list[Any]], spans: list[Span], since: datetime.datetime
) -> RecordChange | None:
    """A record that is in the database no more, from when on visitors did not see it."""
    gone = histories[0][-1] if histories else None
    if gone is None or gone.history_type != "-" or not spans:
        return None
    at = gone.history_date if spans[-1][1] == END else spans[-1][1]
    if at < since:
        return None
    instance = gone.instance
    for field in _relations(model):
        setattr(instance, field.name, getattr(gone, field.name))  # fetched with the entry
    return RecordChange(instance.pk, instance.natural_key(), Outcome.REMOVED, at)


def _histories(model: Any, attname: str, numbers: list[int]) -> dict[int, list[list[Any]]]:
    """For each number the histories of its records, each oldest first."""
    entries = model.history.filter(**{f"{attname}__in": numbers}).order_by("history_id")
    if relations := _relations(model):
        entries = entries.select_related(*(field.name for field in relations))
    histories: dict[int, dict[int, list[Any]]] = defaultdict(lambda: defaultdict(list))
    for entry in entries:
        histories[getattr(entry, attname)][entry.id].append(entry)
    return {number: list(found.values()) for number, found in histories.items()}


def _relations(model: Any) -> list[Any]:
    """The fields by which a natural key may lead to another record."""
    return [
        field
        for field in model._meta.concrete_fields
        if field.is_relation and field.editable and not field.primary_key
    ]
