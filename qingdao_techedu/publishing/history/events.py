"""What the public may know of a record's past: public fields, while the record was public, by role.

Nothing from the time before a record was published, or while it was withdrawn, is told; nor who
of the staff it was, nor what they wrote to each other about it. Personal numbers that stood there
once are masked.
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
from django.db import models
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from qingdao_techedu.accounts.roles import ROLES
from qingdao_techedu.personal_numbers.finders import veiled

from ..models import Recorded
from ..spans import ALWAYS, Span, shared
from ..values import as_json, kept_fields, shown
from .public_spans import public_spans, spans_of_resting

INTERNAL = {
    "publication",
    "withdrawal_zh",
    "withdrawal_en",
    "verification",
    "name_en_status",
    "pinyin",
}
MAX_ROWS = 2_000


class What(models.TextChoices):
    """What became of a record, or of one of its parts."""

    PUBLISHED = "published", gettext_lazy("Published")
    ADDED = "added", gettext_lazy("Added")
    CHANGED = "changed", gettext_lazy("Changed")
    REMOVED = "removed", gettext_lazy("Removed")


@dataclass(frozen=True)
class Seen:
    """An entry of a history that visitors could see; ``before`` is the one it changed."""

    at: datetime.datetime
    what: What
    row: Any
    before: Any = None


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


def events_of(record: Any) -> list[Event]:
    """The public history of a record and of its parts, newest first."""
    spans = public_spans(type(record), {record.pk})[record.pk]
    found: list[Seen] = []
    for model, where in [(type(record), {"id": record.pk}), *_parts(record)]:
        histories = list(_histories(model, where))
        resting = spans_of_resting(model, histories)
        for rows in histories:
            found += seen(model, rows, shared(spans, resting.get(rows[0].id, [ALWAYS])))
    roles = _roles({one.row.history_user_id for one in found})
    events = [
        Event(
            one.at,
            str(one.what.label),
            one.row,
            list(_changes(one)),
            by=roles.get(one.row.history_user_id, _("Bureau")),
            is_part=one.row.instance_type is not type(record),
        )
        for one in found
    ]
    return sorted(events, key=lambda event: event.at, reverse=True)


def _parts(record: Any) -> Iterator[tuple[Any, dict[str, int]]]:
    """The models that are parts of this one and have no page, with what selects the record's."""
    for model, attname in parts_of(type(record)):
        yield model, {attname: record.pk}


def parts_of(whole: Any) -> Iterator[tuple[Any, str]]:
    """The models whose records are told as parts of a ``whole``, and the column that names it."""
    for model in apps.get_models():
        if not issubclass(model, Recorded) or not model.whole or hasattr(model, "get_absolute_url"):
            continue
        field: Any = next((one for one in kept_fields(model) if one.name == model.whole), None)
        if field is not None and field.related_model is whole and model.is_told:
            yield model, field.attname


def _histories(model: Any, where: dict[str, int]) -> Iterable[list[Any]]:
    """The entries of each record's history, oldest first."""
    rows: dict[int, list[Any]] = defaultdict(list)
    found = model.history.filter(**where).order_by("-history_id")
    if relations := _relations(model):
        found = found.select_related(*(field.name for field in relations))
    for row in found[:MAX_ROWS]:
        rows[row.id].insert(0, row)
    return rows.values()


def seen(model: Any, rows: list[Any], spans: list[Span]) -> Iterator[Seen]:
    """The states of one record that visitors could see by now and in which something was new."""
    last, now = None, timezone.now()
    for row, following in zip_longest(rows, rows[1:]):
        until = following.history_date if following else None
        span = next((one for one in spans if _meets(row.history_date, until, one)), None)
        if span is None:
            continue
        at = max(row.history_date, span[0])
        if at > now:
            break
        if row.history_type == "-":
            if last is not None:
                yield Seen(at, What.REMOVED, row)
            last = None
        elif last is None:
            is_part = not hasattr(model, "get_absolute_url")
            yield Seen(at, What.ADDED if is_part else What.PUBLISHED, row)
            last = row
        else:
            if any(_changed_fields(model, last, row)):
                yield Seen(at, What.CHANGED, row, last)
            last = row


def _meets(start: datetime.datetime, until: datetime.datetime | None, span: Span) -> bool:
    return start < span[1] and (until is None or until > span[0])


def _changed_fields(model: Any, before: Any, after: Any) -> Iterator[Any]:
    """The fields that differ and of which the public is told."""
    for field in kept_fields(model):
        if field.name in INTERNAL or _is_machine_made(field.name, before, after):
            continue
        if _shown_value(field, before) != _shown_value(field, after):
            yield field


def _shown_value(field: Any, row: Any) -> Any:
    """What the public is told of a field: nothing of a record that it does not see."""
    return None if _is_not_public(field, row) else as_json(field, row)


def _changes(told: Seen) -> Iterator[FieldChange]:
    if told.before is None:
        return
    model = told.row.instance_type
    for field in _changed_fields(model, told.before, told.row):
        words = (_words(model, field, row) for row in (told.before, told.row))
        yield FieldChange(str(field.verbose_name), *words)


def _words(model: Any, field: Any, row: Any) -> str:
    if field.is_relation:
        if _is_not_public(field, row):
            return ""
        return _("(not public)") if _is_hidden(field, row) else str(getattr(row, field.name) or "")
    return veiled(shown(model, field.name, as_json(field, row)))


def _is_hidden(field: Any, row: Any) -> bool:
    """Whether an entry names a record that visitors do not see, or that is gone."""
    is_gone = getattr(row, field.name) is None and getattr(row, field.attname) is not None
    return is_gone or _is_not_public(field, row)


def _is_not_public(field: Any, row: Any) -> bool:
    record = getattr(row, field.name) if field.is_relation else None
    return isinstance(record, Recorded) and not record.is_public_now


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
