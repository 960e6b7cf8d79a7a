"""The gate before the public: what a proposal would show is searched for personal numbers."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from typing import Any

from django.apps import apps
from django.core.exceptions import ValidationError
from django.db import models
from django.utils.text import capfirst
from django.utils.translation import gettext as _

from qingdao_techedu.personal_numbers.finders import in_text, veiled
from qingdao_techedu.personal_numbers.kinds import Finding, Kind

from .models import Change
from .values import kept_fields
from .wholes import with_parts

MAX_EXCEPTED = 50  # an exception is for a few numbers that two people have looked at


@dataclass(frozen=True)
class Found:
    """A finding in a field of a record, which has no number where it is yet to be made."""

    model: Any
    pk: int | None
    record: str
    field: str
    finding: Finding

    def __str__(self) -> str:
        label = self.model._meta.get_field(self.field).verbose_name
        return _("%(record)s, %(field)s, line %(line)d: %(kind)s %(shown)s.") % {
            "record": self.record,
            "field": capfirst(str(label)),
            "line": self.finding.line,
            "kind": self.finding.kind.label,
            "shown": self.finding.shown,
        }

    def kept(self) -> dict[str, Any]:
        """What is kept of it beside a proposal and in the log; the number is not."""
        return {
            "model": self.model._meta.label,
            "pk": self.pk,
            "record": self.record,
            "field": self.field,
            "kind": str(self.finding.kind),
            "shown": self.finding.shown,
            "line": self.finding.line,
        }


class PersonalNumbers(ValidationError):
    """What would be published holds personal numbers: ``found`` tells where."""

    def __init__(self, found: list[Found]):
        super().__init__([*map(str, found[:MAX_EXCEPTED]), way_out(found)])
        self.found = found


def way_out(found: list[Found]) -> str:
    if len(found) > MAX_EXCEPTED:
        return _("Such numbers are not published: take them out.")
    return _(
        "Such numbers are not published: take them out, or ask for an exception and say why; "
        "a second person has to agree to it."
    )


def text_fields(model: Any) -> list[str]:
    """The fields of a record in which staff write freely."""
    return [
        field.name
        for field in kept_fields(model)
        if isinstance(field, models.CharField | models.TextField) and not field.choices
    ]


def in_record(record: Any, names: Iterable[str] | None = None) -> list[Found]:
    """The findings in the texts of a record, or in those of its fields ``names``."""
    model = type(record)
    wanted = text_fields(model) if names is None else names
    values = {name: getattr(record, name) for name in wanted}
    return list(_in_values(model, record.pk, str(record), values))


def in_record_and_parts(record: Any, *, besides: Iterable[tuple[Any, int]] = ()) -> list[Found]:
    """The findings in a record and its parts, but for the parts ``besides``."""
    known = set(besides)
    found = in_record(record)
    for model, where in with_parts(record):
        if model is type(record):
            continue
        names = text_fields(model)
        rows = model._base_manager.filter(**where).order_by("pk").values_list("pk", *names)
        for pk, *texts in rows.iterator() if names else ():
            if (model, pk) not in known and any(map(in_text, filter(None, texts))):
                found += in_record(model._base_manager.get(pk=pk))
    return found


def in_changes(changes: Iterable[Change]) -> list[Found]:
    """The findings in what changes write, and in all that they make public for the first time."""
    changes = [change for change in changes if change.act != Change.Act.DELETE]
    known = {(change.content_type.model_class(), change.object_id) for change in changes}
    found: list[Found] = []
    for change in changes:
        model: Any = change.content_type.model_class()
        found += _in_values(model, change.object_id, change.label, change.after)
        record = _coming_into_view(model, change)
        if record is not None:
            written = set(change.after)
            found += (
                one
                for one in in_record_and_parts(record, besides=known)  # type: ignore[arg-type]
                if one.model is not model or one.pk != record.pk or one.field not in written
            )
    return found


def in_what_was(changes: Iterable[Change]) -> list[Found]:
    """The findings in what undoing the changes would show again."""
    return [
        one
        for change in changes
        for one in _in_values(
            change.content_type.model_class(), change.object_id, change.label, change.before
        )
    ]


def _coming_into_view(model: Any, change: Change) -> Any:
    """The record that a change publishes, or brings to another whole; None for all others."""
    if change.act != Change.Act.CHANGE or not {"publication", model.whole} & set(change.after):
        return None
    return model._base_manager.filter(pk=change.object_id).first()


def _in_values(model: Any, pk: int | None, record: str, values: dict[str, Any]) -> Iterator[Found]:
    for name in text_fields(model):
        text = values.get(name)
        if isinstance(text, str):
            for finding in in_text(text):
                yield Found(model, pk, veiled(record), name, finding)


def sentences_of(kept: Iterable[dict[str, Any]]) -> list[str]:
    """Kept findings as sentences."""
    return [
        str(
            Found(
                apps.get_model(one["model"]),
                one["pk"],
                one["record"],
                one["field"],
                Finding(Kind(one["kind"]), one["shown"], 0, 0, one["line"]),
            )
        )
        for one in kept
    ]
