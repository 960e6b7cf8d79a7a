"""What is wrong in a form of the desk, in one list, each with the way to its field."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from typing import Any

from django.core.exceptions import NON_FIELD_ERRORS
from django.utils.text import capfirst
from django.utils.translation import gettext as _


@dataclass(frozen=True)
class Fault:
    """One fault: ``where`` it is in words, what is wrong, and the id that a link to it names."""

    where: str
    text: str
    target: str


def faults_of(form: Any, part_rows: Iterable[Any]) -> list[Fault]:
    """The faults of a record's form and of the rows of its parts, as they stand on the page.

    What is wrong with the record as a whole is told above its form and has no field to lead to.
    """
    found = list(_in_fields(form, "", but_whole=True))
    for rows in part_rows:
        found += _in_rows(rows)
    return found


def _in_rows(rows: Any) -> Iterator[Fault]:
    kind = capfirst(str(rows.opts.verbose_name))
    for text in rows.non_form_errors():
        yield Fault(str(rows.opts.verbose_name_plural), text, f"{rows.formset.prefix}-group")
    for number, row in enumerate(rows, start=1):
        if row.form.is_bound:
            named = _("%(part)s no. %(number)s") % {"part": kind, "number": number}
            yield from _in_fields(row.form, named)


def _in_fields(form: Any, part: str, *, but_whole: bool = False) -> Iterator[Fault]:
    for name, texts in form.errors.items():
        is_whole = name == NON_FIELD_ERRORS
        if is_whole and but_whole:
            continue
        field = None if is_whole else form[name]
        where = " · ".join(filter(None, [part, str(field.label) if field else ""]))
        target = _first_id(form) if field is None else field.id_for_label or field.auto_id
        for text in texts:
            yield Fault(where, text, target)


def _first_id(form: Any) -> str:
    """The first field of a row that can be seen."""
    return next((one.auto_id for one in form.visible_fields()), "")
