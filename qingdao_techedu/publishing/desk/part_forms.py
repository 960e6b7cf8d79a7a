"""The rows of parts on the form of their whole: arranged by buttons, numbered by their places."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from itertools import groupby
from typing import Any

from django import forms
from django.contrib.admin import helpers
from django.contrib.contenttypes.forms import BaseGenericInlineFormSet
from django.forms.utils import ErrorDict
from django.template.loader import render_to_string

from qingdao_techedu.ui.choosers import Keeping

from .. import ordering
from ..models import Placed
from . import arranging
from .visiting import Visit


class Quiet:
    """What finds no faults while rows are only being arranged, as the ``visit`` tells.

    It is not valid then either: nothing is to be saved.
    """

    visit: Visit

    @property
    def is_being_arranged(self) -> bool:
        return self.is_bound and self.visit.is_arranged  # type: ignore[attr-defined]

    def is_valid(self) -> bool:
        return not self.is_being_arranged and super().is_valid()  # type: ignore[misc]


class QuietForm(Quiet, forms.ModelForm):
    """The form of a record or of one of its parts."""

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        for name, field in self.fields.items():
            if isinstance(field, Keeping):
                field.keep(self.initial.get(name))

    def full_clean(self) -> None:
        if not self.is_being_arranged:
            super().full_clean()
            return
        self._errors = ErrorDict()
        self.cleaned_data: dict[str, Any] = {}


class QuietFormSet(Quiet):
    """The forms of parts of one kind."""

    @property
    def more(self) -> str:
        """The name of the button that adds an empty row where no script does."""
        return arranging.name_of_more(self.prefix)  # type: ignore[attr-defined]

    def full_clean(self) -> None:
        if not self.is_being_arranged:
            super().full_clean()  # type: ignore[misc]
            return
        self._errors = [ErrorDict() for _form in self.forms]  # type: ignore[attr-defined]
        self._non_form_errors = self.error_class()  # type: ignore[attr-defined]


class GuardedFormSet(QuietFormSet, forms.BaseInlineFormSet):
    """The parts of a record on its form."""


class AttachedFormSet(QuietFormSet, BaseGenericInlineFormSet):
    """What is attached to a record of any kind, such as its citations, on its form."""


class PlaceInput(forms.HiddenInput):
    """The number of a row, which nobody types, with the buttons that move it."""

    is_hidden = False  # its buttons are seen

    def __init__(self, moved: tuple[str, str] | None = None):
        """``moved``: the field of the row that was moved a moment ago, and the way it went."""
        super().__init__()
        self.moved = moved or ("", "")

    def render(self, name, value, attrs=None, renderer=None):
        context = {
            "input": super().render(name, value, attrs, renderer),
            "up": arranging.name_of_move(name, arranging.UP),
            "down": arranging.name_of_move(name, arranging.DOWN),
            "moved": self.moved[1] if self.moved[0] == name else "",
        }
        return render_to_string("publishing/_place.html", context)


class PlacedForm(QuietForm):
    """A part with a place: where it stands tells its number, not what is typed."""

    def _get_validation_exclusions(self) -> set[str]:
        # On the way from one order to another two may have the same number.
        return {*super()._get_validation_exclusions(), "order"}  # type: ignore[misc]

    def full_clean(self) -> None:
        """An empty row stays empty, wherever it was moved to."""
        if self.instance.pk is None and self.changed_data == ["order"]:
            self.__dict__["changed_data"] = []
        super().full_clean()


class PlacedFormSet(GuardedFormSet):
    """Parts in the order in which they stand on the page."""

    model: Any
    fk: Any

    def __init__(self, data=None, *args, **kwargs):
        prefix = kwargs.get("prefix") or self.get_default_prefix()
        if data is not None:
            data = arranging.known_first(data, prefix, self.model._meta.pk.name)
        super().__init__(data, *args, **kwargs)

    @classmethod
    def apart(cls) -> tuple[str, ...]:
        """The fields of a row that keep it apart from others, beside its whole."""
        return tuple(name for name in cls.model.among if name != cls.fk.name)

    def clean(self) -> None:
        super().clean()
        if any(form.errors for form in self.forms):
            return
        stood = Counter(
            tuple(one.initial.get(name) for name in self.apart()) for one in self.initial_forms
        )
        rows = [form for form in self.in_places() if self._stays(form)]
        for row, standing in groupby(rows, key=self._row_of):
            self._number(list(standing), stood[row])

    def in_places(self) -> list[Any]:
        """The forms in the order in which they stand on the page."""
        if not self.is_bound:
            return list(self.forms)
        return [self.forms[n] for n in arranging.places(self.data, str(self.prefix), self.apart())]

    def _stays(self, form: Any) -> bool:
        is_empty = form.instance.pk is None and not form.has_changed()
        return not is_empty and not self._should_delete_form(form)  # type: ignore[attr-defined]

    def _row_of(self, form: Any) -> tuple[Any, ...]:
        return tuple(getattr(form.instance, name) for name in self.apart())

    def _number(self, standing: list[Any], stood: int) -> None:
        for form in standing:
            form.instance.order = form.initial.get("order") if form.instance.pk else None
        ordering.renumber([form.instance for form in standing], stood=stood)
        for form in standing:
            changed = [name for name in form.changed_data if name != "order"]
            if form.instance.pk and form.instance.order != form.initial["order"]:
                changed.append("order")
            if form.instance.pk:
                form.__dict__["changed_data"] = changed

    def step_aside(self) -> None:
        """Before saving: take those that move, and those that go, out of their places."""
        going = [one.instance for one in self.deleted_forms if one.instance.pk]
        moving = [
            one.instance
            for one in self.initial_forms
            if one.instance.pk and "order" in one.changed_data and one.instance not in going
        ]
        if moving:
            ordering.step_aside([*moving, *going])


class PlacedRows(helpers.InlineAdminFormSet):
    """What a page shows of parts: in their places, each under its own name."""

    @classmethod
    def of(cls, rows: helpers.InlineAdminFormSet) -> PlacedRows:
        return cls(
            rows.opts,
            rows.formset,
            rows.fieldsets,
            rows.prepopulated_fields,
            rows.readonly_fields,
            rows.model_admin,
            rows.has_add_permission,
            rows.has_change_permission,
            rows.has_delete_permission,
            rows.has_view_permission,
        )

    def __iter__(self) -> Iterator[Any]:
        shown = {id(one.form): one for one in super().__iter__()}
        for form in self.formset.in_places():
            one = shown.pop(id(form), None)
            if one is not None:
                one.original = form.instance if form.instance.pk else None
                yield one
        yield from shown.values()  # the row of which the page's script makes new ones


def is_placed(model: Any) -> bool:
    """Whether records of a model stand in an order."""
    return issubclass(model, Placed)
