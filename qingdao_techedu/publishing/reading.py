"""A record as a reviewer has to read it whole: when a draft is to be published as it stands."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from django.contrib.contenttypes.fields import GenericForeignKey
from django.utils.text import capfirst

from .models import Change, Publication
from .values import kept_fields
from .wholes import with_parts

MAX_PARTS = 200  # of one kind
TECHNICAL = ("pinyin", "pinyin_index", "slug", "order")
OUT_OF_SIGHT = ("publication", "withdrawal_zh", "withdrawal_en")


@dataclass(frozen=True)
class Reading:
    """A record, or one of its parts, with what stands in it: labels and words."""

    title: str
    told: list[tuple[str, str]]


def becomes_public(change: Change) -> bool:
    """Whether a change publishes a draft that nobody but its author may have read."""
    was, is_to_be = change.before.get("publication"), change.after.get("publication")
    is_change = change.act == Change.Act.CHANGE
    return is_change and was == Publication.DRAFT and is_to_be == Publication.PUBLISHED


def content_of(record: Any, but: Any = ()) -> list[Reading]:
    """What stands in a record and its parts today, ``but`` the fields that are told elsewhere."""
    left_out = {*TECHNICAL, *OUT_OF_SIGHT, *but}
    found = [Reading(str(record), list(_told(record, left_out)))]
    for model, where in with_parts(record):
        if model is type(record) or model.is_internal:
            continue
        if not isinstance(model._meta.get_field(model.whole), GenericForeignKey):
            found += _parts(model, where)
    return found


def _parts(model: Any, where: dict[str, Any]) -> Iterator[Reading]:
    related = [one.name for one in kept_fields(model) if one.is_relation]
    kind = capfirst(str(model._meta.verbose_name))
    left_out = {*TECHNICAL, *OUT_OF_SIGHT, model.whole}
    for part in model._base_manager.filter(**where).select_related(*related)[:MAX_PARTS]:
        yield Reading(f"{kind} · {part}", list(_told(part, left_out)))


def _told(record: Any, left_out: set[str]) -> Iterator[tuple[str, str]]:
    for field in kept_fields(type(record)):
        value = getattr(record, field.name)
        if field.name in left_out or value in (None, "", False):
            continue
        words = getattr(record, f"get_{field.name}_display", None)
        yield capfirst(str(field.verbose_name)), str(words() if words else value)
