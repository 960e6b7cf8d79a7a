"""How a record's form stands on its page: its table of contents, and its parts as folded rows."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from typing import Any

from django import forms
from django.contrib.admin.utils import flatten
from django.utils.choices import CallableChoiceIterator
from django.utils.html import strip_tags
from django.utils.text import Truncator, capfirst
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from .part_forms import PlaceInput

MAX_TOLD = 5  # of the fields of a part, on its folded row
SHORT = 40  # characters of each


def paired(fields: Iterable[Any]) -> list[Any]:
    """The fields of a form with the English of each beside its Chinese, on one line."""
    found: list[Any] = []
    for name in fields:
        before = found[-1] if found else None
        is_second = isinstance(name, str) and name.endswith("_en")
        if is_second and before == f"{name.removesuffix('_en')}_zh":
            found[-1] = (before, name)
        else:
            found.append(name)
    return found


# The table of contents


@dataclass(frozen=True)
class FormPart:
    """One line of a form's contents: what it leads to, and how far that part is."""

    target: str
    title: str
    state: str = ""
    is_faulty: bool = False


@dataclass(frozen=True)
class Missing:
    """A field that must be filled in and is not."""

    label: str
    target: str


def contents_of(record_form: Any, part_rows: Iterable[Any], *, faultless: bool) -> list[FormPart]:
    """Each part of a form with its state; ``faultless``: it is only shown, not refused."""
    found = [
        _entry_of_fields(number, fieldset, faultless) for number, fieldset in enumerate(record_form)
    ]
    return [*found, *(_entry_of_rows(rows, faultless) for rows in part_rows)]


def missing_in(form: Any) -> list[Missing]:
    """What must be filled in and is not."""
    return [Missing(capfirst(str(one.label)), one.auto_id) for one in _blank(form, form.fields)]


def _entry_of_fields(number: int, fieldset: Any, faultless: bool) -> FormPart:
    form = fieldset.form
    names = [name for name in flatten(fieldset.fields) if name in form.fields]
    faults = 0 if faultless else sum(len(form.errors.get(name, ())) for name in names)
    title = str(fieldset.name or _("Basics"))
    if faults:
        return FormPart(f"fieldset-0-{number}", title, _faults(faults), is_faulty=True)
    if blank := len(list(_blank(form, names))):
        state = ngettext("%(count)d missing", "%(count)d missing", blank) % {"count": blank}
    elif "collapse" in fieldset.classes:
        state = ""
    else:
        state = "✓" if any(not _is_blank(form[name].value()) for name in names) else ""
    return FormPart(f"fieldset-0-{number}", title, state)


def _entry_of_rows(rows: Any, faultless: bool) -> FormPart:
    formset = rows.formset
    target, title = f"{formset.prefix}-group", capfirst(str(rows.opts.verbose_name_plural))
    faults = 0 if faultless or not formset.is_bound else formset.total_error_count()
    if faults:
        return FormPart(target, title, _faults(faults), is_faulty=True)
    return FormPart(target, title, str(len(formset.forms)))


def _faults(count: int) -> str:
    return ngettext("%(count)d fault", "%(count)d faults", count) % {"count": count}


def _blank(form: Any, names: Iterable[str]) -> Iterator[Any]:
    """The fields that must be filled in and are not."""
    for name in names:
        if form.fields[name].required and _is_blank(form[name].value()):
            yield form[name]


def _is_blank(value: Any) -> bool:
    return not any(value) if isinstance(value, list | tuple) else value in (None, "")


# The rows of parts


@dataclass
class PartRow:
    """A part as its folded row tells it.

    ``lines`` are its fields, ``more`` those that it does without.
    """

    part: Any  # Django's form of the part, with its record
    is_template: bool  # the empty row of which the page's script makes new ones
    lines: list[list[Any]]
    place: Any = None  # the field that holds its number, with the buttons that move it
    more: list[list[Any]] = field(default_factory=list)

    @property
    def is_open(self) -> bool:
        """A new row, one with a fault and one that somebody has begun to change stand open."""
        form = self.part.form
        return self.part.original is None or bool(form.errors) or _is_touched(form)

    @property
    def told(self) -> list[str]:
        """What its first fields say."""
        words = [_words(self.part.form, one) for line in self.lines for one in line]
        told = [Truncator(one).chars(SHORT) for one in words if one]
        return list(dict.fromkeys(told))[:MAX_TOLD]

    @property
    def told_of_more(self) -> str:
        names = [str(line[0].field.label) for line in self.more if not line[0].is_readonly]
        return _(", ").join(names)


def rows_of(part_rows: Any) -> Iterator[PartRow]:
    """The rows of the parts of one kind, in the order in which they stand on the page."""
    for part in part_rows:
        lines = [list(line) for fieldset in part for line in fieldset]
        row = PartRow(part, part.form.prefix.endswith("__prefix__"), lines)
        _set_place_apart(row)
        if part.original is not None and not _is_touched(part.form):
            _fold_what_is_blank(row)
        yield row


def _set_place_apart(row: PartRow) -> None:
    for line in row.lines:
        for one in list(line):
            if not one.is_readonly and isinstance(one.field.field.widget, PlaceInput):
                row.place = one.field
                line.remove(one)
    row.lines = [line for line in row.lines if line]


def _fold_what_is_blank(row: PartRow) -> None:
    """Fold what a part does without: an organization has no name of a person, nor posts."""
    blank = [line for line in row.lines if all(_can_be_folded(one) for one in line)]
    if len(blank) > 1:
        row.more = blank
        row.lines = [line for line in row.lines if line not in blank]


def _can_be_folded(shown: Any) -> bool:
    if shown.is_readonly or shown.is_checkbox:
        return False
    bound = shown.field
    return not bound.field.required and not bound.errors and _is_blank(bound.value())


def _is_touched(form: Any) -> bool:
    return form.is_bound and any(name != "order" for name in form.changed_data)


def _words(form: Any, shown: Any) -> str:
    """A field of a folded row in words; long texts, the English and marks are left out."""
    if shown.is_readonly:
        return strip_tags(shown.contents())
    bound, asked = shown.field, shown.field.field
    left_out = forms.Textarea | forms.CheckboxInput | forms.HiddenInput
    if bound.name.endswith("_en") or isinstance(asked.widget, left_out):
        return ""
    value = bound.value()
    if _is_blank(value) or isinstance(value, list | tuple):
        return ""
    if isinstance(asked, forms.ModelChoiceField):
        return _chosen(form, bound.name, value, asked)
    if choices := getattr(asked, "choices", None):
        return str(dict(choices).get(value, ""))
    said = asked.widget.format_value(value) or ""
    is_number = isinstance(asked, forms.DecimalField | forms.IntegerField)
    return f"{bound.label} {said}" if is_number else str(said)


def _chosen(form: Any, name: str, value: Any, asked: Any) -> str:
    """The record chosen in a field, where it is known without asking the database for it."""
    record, kept = form.instance, form.instance._meta.get_field(name)
    if str(getattr(record, kept.attname)) == str(value) and kept.is_cached(record):
        return str(getattr(record, name))
    if isinstance(asked.choices, CallableChoiceIterator | list):
        return next((str(label) for key, label in asked.choices if str(key) == str(value)), "")
    return ""
