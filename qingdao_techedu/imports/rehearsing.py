"""What a checked file would do: it is applied, looked at, and taken back."""

from __future__ import annotations

import hashlib
from dataclasses import dataclass, field
from typing import Any

from django.db import IntegrityError, models, transaction
from django.utils.text import capfirst
from django.utils.translation import gettext as _

from .applying import Outcome, Touched, apply
from .checking import Checked

SHOWN = 200


@dataclass(frozen=True)
class FieldDifference:
    """A field's old and new value, as a person reads them."""

    field: str
    old: str
    new: str


@dataclass(frozen=True)
class Difference:
    """What becomes of one record."""

    label: str
    kind: str
    line: int
    is_new: bool
    fields: list[FieldDifference]


@dataclass
class Rehearsal:
    """Counts, the first differences, and a mark that is the same only for the same changes."""

    outcome: Outcome
    shown: list[Difference] = field(default_factory=list)
    mark: str = ""

    @property
    def unshown_count(self) -> int:
        return len(self.outcome.touched) - len(self.shown)


def rehearse(checked: Checked) -> Rehearsal | None:
    """Apply and take back. None where the database refuses: then ``problems`` say so."""
    try:
        with transaction.atomic():
            outcome = apply(checked)
            shown = [_difference(one) for one in outcome.touched[:SHOWN]]
            mark = _mark(outcome)
            transaction.set_rollback(True)
    except IntegrityError:
        checked.problems.add(
            0,
            "",
            "",
            _("two rows of the file contradict each other, or somebody saved meanwhile."),
            _("Try again; if that does not help, divide the file."),
        )
        return None
    return Rehearsal(outcome, shown, mark)


def _difference(touched: Touched) -> Difference:
    record = touched.record
    is_new = touched.before is None
    before = {} if touched.before is None else touched.before
    fields = [
        FieldDifference(
            str(capfirst(one.verbose_name)),
            "" if is_new else spoken(one, before[one.name]),
            spoken(one, getattr(record, one.attname)),
        )
        for one in record._meta.concrete_fields
        if one.editable and not one.primary_key and (is_new or one.name in before)
    ]
    told = [one for one in fields if one.old or one.new]
    return Difference(str(record), str(record._meta.verbose_name), touched.line, is_new, told)


def spoken(one: Any, value: Any) -> str:
    """A field's value in words: the label of a choice, the name of a record."""
    if value in ("", None):
        return ""
    if one.is_relation:
        found = one.related_model._base_manager.filter(pk=value).first()
        return str(found) if found else ""
    if one.choices:
        return str(dict(one.flatchoices).get(value, value))
    if isinstance(one, models.BooleanField):
        return str(_("Yes") if value else _("No"))
    return str(value)


def _mark(outcome: Outcome) -> str:
    """A digest of every change: old and new values, so that what was read is what is done."""
    digest = hashlib.sha256()
    for one in outcome.touched:
        fields = sorted(one.before) if one.before is not None else []
        record = one.record
        after = [str(getattr(record, record._meta.get_field(name).attname)) for name in fields]
        number = record.pk if one.before is not None else None
        digest.update(repr((record._meta.label, number, one.line, one.before, after)).encode())
    return digest.hexdigest()
