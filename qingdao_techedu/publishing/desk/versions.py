"""Telling whether a record, its parts or the proposals for it changed while a form was open."""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from typing import Any

from django.contrib.contenttypes.models import ContentType
from django.db.models import Max
from django.utils.translation import gettext as _

from qingdao_techedu.accounts import rules

from ..models import Proposal, Recorded
from ..values import shown

Parts = list[tuple[Any, dict[str, Any]]]


@dataclass(frozen=True)
class News:
    """One thing that somebody else did meanwhile: a field's value as it was and as it is."""

    who: str
    at: Any
    what: str
    field: str = ""
    before: str = ""
    now: str = ""


def parts_of(record: Any, formsets: Iterable[Any]) -> Parts:
    """The models whose rows stand on a record's form, each with what selects its rows."""
    found: Parts = []
    for formset in formsets:
        if not issubclass(formset.model, Recorded):
            continue
        if hasattr(formset, "fk"):
            found.append((formset.model, {formset.fk.attname: record.pk}))
        else:
            kind = {formset.ct_field.attname: ContentType.objects.get_for_model(record).pk}
            found.append((formset.model, {**kind, formset.ct_fk_field.name: record.pk}))
    return found


def version_of(record: Any, parts: Parts) -> str:
    """What stands for the present state of a record, of its parts and of what is proposed."""
    seen: dict[str, Any] = {
        model._meta.label: _last(model, where) for model, where in _all(record, parts)
    }
    proposals = Proposal.objects.touching(record).exclude(state=Proposal.State.DRAFT)
    seen["proposals"] = {str(pk): version for pk, version in proposals.values_list("pk", "version")}
    return json.dumps(seen, sort_keys=True)


def news_since(version: str, record: Any, parts: Parts, *, reader: Any) -> list[News]:
    """What became of a record since ``version``, but for what ``reader`` proposed of it.

    A reporter is not told what others propose: nothing of it has happened yet.
    """
    if version == version_of(record, parts):
        return []
    try:
        seen = json.loads(version)
        assert isinstance(seen, dict)
    except (ValueError, AssertionError):
        return [News("", None, _("It cannot be told what was changed since the form was opened."))]
    found = [one for model, where in _all(record, parts) for one in _entries(model, where, seen)]
    if not rules.is_only_reporter(reader):
        found += _proposals(record, seen.get("proposals"), reader)
    return found


def _all(record: Any, parts: Parts) -> Parts:
    return [(type(record), {"id": record.pk}), *parts]


def _last(model: Any, where: dict[str, Any]) -> int:
    return model.history.filter(**where).aggregate(last=Max("history_id"))["last"] or 0


def _entries(model: Any, where: dict[str, Any], seen: dict) -> Iterator[News]:
    last = seen.get(model._meta.label)
    last = last if isinstance(last, int) else 0
    entries = model.history.filter(**where, history_id__gt=last).select_related("history_user")
    for entry in entries.order_by("history_id"):
        who = entry.history_user.get_username() if entry.history_user else ""
        what = f"{model._meta.verbose_name} {entry}".split(" as of ")[0]
        before = entry.prev_record
        if entry.history_type != "~" or before is None:
            yield News(who, entry.history_date, f"{what}: {entry.get_history_type_display()}")
            continue
        for change in entry.diff_against(before).changes:
            name = str(model._meta.get_field(change.field).verbose_name)
            yield News(
                who,
                entry.history_date,
                what,
                name,
                shown(model, change.field, _plain(change.old)),
                shown(model, change.field, _plain(change.new)),
            )


def _plain(value: Any) -> Any:
    """A list of records is told by their numbers."""
    if isinstance(value, list):
        return [number for row in value for name, number in row.items()][1::2]
    return value


def _proposals(record: Any, seen: Any, reader: Any) -> Iterator[News]:
    known = seen if isinstance(seen, dict) else {}
    found = Proposal.objects.touching(record).exclude(state=Proposal.State.DRAFT)
    for proposal in (
        found.exclude(author=reader).select_related("author").prefetch_related("changes")
    ):
        if known.get(str(proposal.pk)) == proposal.version:
            continue
        for change in proposal.changes.all():
            model: Any = ContentType.objects.get_for_id(change.content_type_id).model_class()
            for name, value in change.after.items():
                yield News(
                    proposal.author.get_username(),
                    proposal.submitted_at,
                    _("proposed, and not decided yet"),
                    str(model._meta.get_field(name).verbose_name),
                    shown(model, name, change.before.get(name)),
                    shown(model, name, value),
                )
