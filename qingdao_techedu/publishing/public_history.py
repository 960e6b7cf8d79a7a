"""What the public may know of a record's past: public fields, while the record was public, by role.

Nothing from the time before a record was published, or while it was withdrawn, is told; nor who
of the staff it was, nor what they wrote to each other about it.
"""

from __future__ import annotations

import datetime
from collections import defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from typing import Any

from django.apps import apps
from django.contrib.auth import get_user_model
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
        """The part's kind and name."""
        if not self.is_part:
            return ""
        part = self.row.instance
        for name in _relations(self.row.instance_type):
            setattr(part, name, getattr(self.row, name))  # fetched with the row
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
            if getattr(record, "publication", "") == Publication.WITHDRAWN:
                raise Withdrawn(record)
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
    public = _public_spans(_root(record))
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
        found = found.select_related(*relations)
    for row in found[:MOST_ROWS]:
        rows[row.id].insert(0, row)
    return rows.values()


def _public_spans(root: Any) -> list[Span]:
    """When visitors could see the record: always, unless it has a publication of its own."""
    always = (
        datetime.datetime.min.replace(tzinfo=datetime.UTC),
        datetime.datetime.max.replace(tzinfo=datetime.UTC),
    )
    if not hasattr(root, "publication"):
        return [always]
    spans: list[Span] = []
    for row in root.history.order_by("history_id"):
        is_open = bool(spans) and spans[-1][1] == always[1]
        if row.publication == Publication.PUBLISHED and not is_open:
            spans.append((row.history_date, always[1]))
        elif row.publication != Publication.PUBLISHED and is_open:
            spans[-1] = (spans[-1][0], row.history_date)
    return spans


def _seen(model: Any, rows: list[Any], public: list[Span]) -> Iterator[tuple]:
    """The states of one record that visitors could see, each with what was new in it."""
    last = None
    for row, following in zip(rows, [*rows[1:], None], strict=True):
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
            yield at, _("Added") if model.whole else _("Published"), row, []
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
        return str(getattr(row, field.name) or "")
    return shown(model, field.name, as_json(field, row))


def _relations(model: Any) -> list[str]:
    return [field.name for field in kept_fields(model) if field.is_relation]


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
