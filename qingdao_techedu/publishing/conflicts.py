"""What stands between a proposal and its records: somebody else has changed them since."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _

from .models import Change
from .values import Values, pointers, shown, values_of


@dataclass(frozen=True)
class Conflict:
    """A field that somebody else changed since the proposal was made."""

    label: str
    field: str
    proposed_on: str
    now: str
    proposed: str

    def __str__(self) -> str:
        return _(
            "%(record)s, %(field)s: it was “%(before)s” when the change was proposed and is "
            "“%(now)s” now; proposed is “%(proposed)s”."
        ) % {
            "record": self.label,
            "field": self.field,
            "before": self.proposed_on,
            "now": self.now,
            "proposed": self.proposed,
        }


class Conflicting(ValidationError):
    """The records are no longer what the proposal was made on."""


def refuse_conflicts(change: Change, record: Any, *, expected: Values) -> None:
    """Raise ``Conflicting`` where a record is no longer as it was ``expected``."""
    found = conflicts(change, record, expected=expected)
    if found:
        raise Conflicting([str(one) for one in found])


def conflicts(change: Change, record: Any, *, expected: Values) -> list[Conflict]:
    """The fields of ``record`` that are neither as ``expected`` nor as proposed already."""
    now = values_of(record)
    found = []
    for name, value in expected.items():
        wanted = (change.after if expected is change.before else change.before).get(name)
        if isinstance(value, dict) and name in pointers(type(record)):
            continue  # the number was given when the proposal was applied
        if now[name] != value and (change.act == Change.Act.DELETE or now[name] != wanted):
            found.append(
                Conflict(
                    change.label,
                    str(type(record)._meta.get_field(name).verbose_name),
                    shown(type(record), name, value),
                    shown(type(record), name, now[name]),
                    shown(type(record), name, wanted),
                )
            )
    return found
