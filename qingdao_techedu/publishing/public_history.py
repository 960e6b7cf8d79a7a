"""What the public may know of a record's past: public fields, while the record was public, by role.

Nothing from the time before a record was published, or while it was withdrawn, is told; nor who
of the staff it was, nor what they wrote to each other about it.
"""

from __future__ import annotations

import datetime
from collections import defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from itertools import zip_longest
from typing import Any

from django.apps import apps
from django.contrib.auth import get_user_model
from django.contrib.contenttypes.fields import GenericForeignKey
from django.contrib.contenttypes.models import ContentType
from django.db import models
from django.http import Http404
from django.utils.translation import gettext as _

from qingdao_techedu.accounts.roles import ROLES

from .models import Publication, Recorded
from .queries import Withdrawn
from .values import as_json, kept_fields, shown

INTERNAL = {
    "publication",
    "withdrawal_zh",
    "withdrawal_en",
    "verification",
    "name_en_status",
    "pinyin",
}
MOST_ROWS = 2_000
BEGINNING = datetime.datetime.min.replace(tzinfo=datetime.UTC)
END = datetime.datetime.max.replace(tzinfo=datetime.UTC)

Span = tuple[datetime.datetime, datetime.datetime]


@dataclass(frozen=True)
class FieldChange:
    """A field as it was and as it is, in words."""

    label: str
    before: str
    after: str


@dataclass(frozen=True)
class Event:
    """What became of a record, or of one of its parts, in the eyes of the public."""

    at: datetime.datetime
    what: str
    row: Any
    changes: list[FieldChange]
    by: str
    is_part: bool

    @property
    def label(self) -> str:
        """The part's kind and name; the kind alone where it names what visitors do not see."""
        if not self.is_part:
            return ""
        part = self.row.instance
        for field in _relations(self.row.instance_type):
            if _is_hidden(field, self.row):
                return str(part._meta.verbose_name)
            setattr(part, field.name, getattr(self.row, field.name))  # fetched with the row
        return f"{part._meta.verbose_name} {part}"


def record_under(kind: str, key: str) -> Any:
    """The public record of a kind (``college``) under its natural key (``qd-001``).

    Raises ``Http404``, and ``Withdrawn`` for one that is explained at its own address.
    """
    for model in told_models():
        if model._meta.model_name == kind:
            try:
                record = model._default_manager.get_by_natural_key(*key.split("/"))
            except (model.DoesNotExist, TypeError, ValueError):
                break
            root = _root(record)
            if getattr(root, "publication", "") == Publication.WITHDRAWN:
                raise Withdrawn(root)
            if record.is_public:
                return record
    raise Http404


def told_models() -> list[Any]:
    """The models whose records have a public page, and so a public history."""
    return [
        model
        for model in apps.get_models()
        if issubclass(model, Recorded) and hasattr(model, "get_absolute_url")
    ]


def events_of(record: Any) -> list[Event]:
    """The public history of a record and of its parts, newest first."""
    public = _public_spans(type(record), record.pk)
    found: list[tuple[datetime.datetime, str, Any, list[FieldChange]]] = []
    for model, where in [(type(record), {"id": record.pk}), *_parts(record)]:
        for rows in _histories(model, where):
            found += _seen(model, rows, public)
    roles = _roles({row.history_user_id for _at, _what, row, _changes in found})
    events = [
        Event(
            *told,
            by=roles.get(told[2].history_user_id, _("Bureau")),
            is_part=told[2].instance_type is not type(record),
        )
        for told in found
    ]
    return sorted(events, key=lambda event: event.at, reverse=True)


def _root(record: Any) -> Any:
    while record.whole and getattr(record, record.whole) is not None:
        record = getattr(record, record.whole)
    return record


def _parts(record: Any) -> Iterator[tuple[Any, dict[str, int]]]:
    """The models that are parts of this one and have no page, with what selects the record's."""
    for model in apps.get_models():
        if not issubclass(model, Recorded) or not model.whole or hasattr(model, "get_absolute_url"):
            continue
        field: Any = next((one for one in kept_fields(model) if one.name == model.whole), None)
        if field is not None and field.related_model is type(record) and model.is_told:
            yield model, {field.attname: record.pk}


def _histories(model: Any, where: dict[str, int]) -> Iterable[list[Any]]:
    """The entries of each record's history, oldest first."""
    rows: dict[int, list[Any]] = defaultdict(list)
    found = model.history.filter(**where).order_by("-history_id")
    if relations := _relations(model):
        found = found.select_related(*(field.name for field in relations))
    for row in found[:MOST_ROWS]:
        rows[row.id].insert(0, row)
    return rows.values()


def _public_spans(model: Any, number: int) -> list[Span]:
    """When visitors could see a record: while it was published, or while its whole could be seen.

    A part is looked for in the whole that it had at the time, not in today's.
    """
    if not hasattr(model, "publication") and not model.whole:
        return [(BEGINNING, END)]
    spans: list[Span] = []
    rows = list(model.history.filter(id=number).order_by("history_id"))
    for row, following in zip_longest(rows, rows[1:]):
        is_first = row is rows[0] and row.history_type != "+"
        state = (
            BEGINNING if is_first and model.whole else row.history_date,
            following.history_date if following else END,
        )
        for span in _seen_in(model, row):
            start, end = max(span[0], state[0]), min(span[1], state[1])
            if spans and spans[-1][1] == start:
                spans[-1] = (spans[-1][0], end)
            elif start < end:
                spans.append((start, end))
    return spans


def _seen_in(model: Any, row: Any) -> list[Span]:
    """When a record could be seen if it had always been as an entry of its history has it."""
    always = [(BEGINNING, END)]
    if hasattr(model, "publication"):
        return always if row.publication == Publication.PUBLISHED else []
    field = model._meta.get_field(model.whole)
    if isinstance(field, GenericForeignKey):
        kind, number = getattr(row, f"{field.ct_field}_id"), getattr(row, field.fk_field)
        whole = ContentType.objects.get_for_id(kind).model_class() if kind else None
    else:
        whole, number = field.related_model, getattr(row, field.attname)
    if whole is None or number is None:
        return always
    return _public_spans(whole, number)


def _seen(model: Any, rows: list[Any], public: list[Span]) -> Iterator[tuple]:
    """The states of one record that visitors could see, each with what was new in it."""
    last = None
    for row, following in zip_longest(rows, rows[1:]):
        until = following.history_date if following else None
        span = next((one for one in public if _meets(row.history_date, until, one)), None)
        if span is None:
            continue
        at = max(row.history_date, span[0])
        if row.history_type == "-":
            if last is not None:
                yield at, _("Removed"), row, []
            last = None
        elif last is None:
            is_part = not hasattr(model, "get_absolute_url")
            yield at, _("Added") if is_part else _("Published"), row, []
            last = row
        else:
            changes = list(_changes(model, last, row))
            if changes:
                yield at, _("Changed"), row, changes
            last = row


def _meets(start: datetime.datetime, until: datetime.datetime | None, span: Span) -> bool:
    return start < span[1] and (until is None or until > span[0])


def _changes(model: Any, before: Any, after: Any) -> Iterator[FieldChange]:
    for field in kept_fields(model):
        if field.name in INTERNAL or _is_machine_made(field.name, before, after):
            continue
        old, new = as_json(field, before), as_json(field, after)
        if old != new:
            words = (_words(model, field, row) for row in (before, after))
            yield FieldChange(str(field.verbose_name), *words)


def _words(model: Any, field: Any, row: Any) -> str:
    if field.is_relation:
        if _is_hidden(field, row):
            return _("(not public)")
        return str(getattr(row, field.name) or "")
    return shown(model, field.name, as_json(field, row))


def _is_hidden(field: Any, row: Any) -> bool:
    """Whether an entry names a record that visitors do not see, or that is gone."""
    record = getattr(row, field.name)
    if record is None:
        return getattr(row, field.attname) is not None
    return getattr(record, "publication", Publication.PUBLISHED) != Publication.PUBLISHED


def _relations(model: Any) -> list[Any]:
    return [field for field in kept_fields(model) if field.is_relation]


def _is_machine_made(name: str, *rows: Any) -> bool:
    """A name that a machine translated was never published."""
    return name == "name_en" and any(
        getattr(row, "name_en_status", "") == "machine" for row in rows
    )


def _roles(numbers: set[int | None]) -> dict[int, str]:
    """What the public is told of who it was."""
    labels = {role.group_name: str(role.label) for role in ROLES}
    users: models.QuerySet = get_user_model().objects.filter(pk__in=filter(None, numbers))
    return {
        user.pk: next(
            (labels[group.name] for group in user.groups.all() if group.name in labels),
            _("Bureau"),
        )
        for user in users.prefetch_related("groups")
    }
