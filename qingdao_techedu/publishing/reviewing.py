"""What a reviewer reads of a proposal: each record, field by field, old beside new and source."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from types import MappingProxyType
from typing import Any

from django.urls import NoReverseMatch, reverse
from django.utils.translation import gettext as _

from .conflicts import Conflict, conflicts
from .marking import MarkedPart, marked
from .models import Change, Proposal
from .reading import TECHNICAL, Reading, becomes_public, content_of
from .values import shown

MAX_SHOWN = 200
LONG = 60  # characters: beyond, a text is read as one, with what changed in it marked


@dataclass(frozen=True)
class Line:
    """A field as it is and as it is to be.

    ``input_name`` is where a remark on it is sent, ``typed`` what stands there so far.
    """

    name: str
    label: str
    before: str
    after: str
    remark: str
    input_name: str
    typed: str

    @property
    def is_technical(self) -> bool:
        """Whether it is made from other fields or says where the record stands."""
        return self.name in TECHNICAL

    @property
    def is_long(self) -> bool:
        return max(len(self.before), len(self.after)) > LONG

    @property
    def passages(self) -> list[MarkedPart]:
        """Both texts as one, with what went and what came marked."""
        return marked(self.before, self.after)


@dataclass(frozen=True)
class Sheet:
    """What becomes of one record. ``content``: what it holds beside, where it becomes public."""

    change: Change
    kind: str
    address: str
    lines: list[Line]
    sources: list[Any]
    conflicts: list[Conflict] = field(default_factory=list)
    content: list[Reading] = field(default_factory=list)

    @property
    def telling(self) -> list[Line]:
        return [line for line in self.lines if not line.is_technical]

    @property
    def technical(self) -> list[Line]:
        return [line for line in self.lines if line.is_technical]


def sheets(proposal: Proposal, typed: Mapping[str, str] = MappingProxyType({})) -> list[Sheet]:
    """The changes of a proposal as a person reads them, the first ``MAX_SHOWN`` records.

    ``typed`` holds remarks that are not saved yet, by their ``input_name``.
    """
    changes = list(proposal.changes.select_related("content_type")[:MAX_SHOWN])
    labels = {change.order: change.label for change in proposal.changes.filter(act=Change.Act.ADD)}
    return [_sheet(proposal, change, labels, typed) for change in changes]


def _sheet(
    proposal: Proposal, change: Change, labels: dict[int, str], typed: Mapping[str, str]
) -> Sheet:
    model: Any = change.content_type.model_class()
    record: Any = model._base_manager.filter(pk=change.object_id or 0).first()
    names = [name for name in _in_order(change, model) if not _is_of_same(proposal, change, name)]
    lines = [
        Line(
            name,
            str(model._meta.get_field(name).verbose_name),
            _words(model, name, change.before.get(name), labels),
            _words(model, name, change.after.get(name), labels),
            remark := change.remarks.get(name, ""),
            input_name := f"remark-{change.order}-{name}",
            typed.get(input_name, remark),
        )
        for name in names
        if change.act == Change.Act.CHANGE or _is_telling(change, name)
    ]
    is_checked = proposal.is_open and record is not None and change.act != Change.Act.ADD
    return Sheet(
        change,
        str(model._meta.verbose_name),
        _address(model, record),
        lines,
        list(record.citations.select_related("source")) if hasattr(record, "citations") else [],
        conflicts(change, record, expected=change.before) if is_checked else [],
        content_of(record, but=names) if record is not None and becomes_public(change) else [],
    )


def _in_order(change: Change, model: Any) -> list[str]:
    """The fields in the order of the forms; a database may give them in another."""
    order = [field.name for field in (*model._meta.fields, *model._meta.many_to_many)]
    return sorted(change.after or change.before, key=order.index)


def _is_of_same(proposal: Proposal, change: Change, name: str) -> bool:
    """Whether a field only repeats that a part is part of what the proposal is about."""
    model: Any = change.content_type.model_class()
    if name != model.whole:
        return False
    value = (change.after or change.before).get(name)
    return isinstance(value, dict) or value == proposal.object_id


def _words(model: Any, name: str, value: Any, labels: dict[int, str]) -> str:
    if isinstance(value, dict):
        return _("%(record)s (new)") % {"record": labels.get(value["new"], "")}
    return shown(model, name, value)


def _is_telling(change: Change, name: str) -> bool:
    """Of a new or a deleted record the empty fields say nothing."""
    return (change.after or change.before).get(name) not in (None, "", [])


def _address(model: Any, record: Any) -> str:
    if record is None:
        return ""
    try:
        page = f"admin:{model._meta.app_label}_{model._meta.model_name}_change"
        return reverse(page, args=[record.pk])
    except NoReverseMatch:
        return ""
