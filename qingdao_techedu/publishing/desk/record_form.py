"""The form of a record: refused when the record changed since it was opened."""

from __future__ import annotations

from typing import Any

from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _

from .. import searching
from .part_forms import QuietForm


class GuardedForm(QuietForm):
    """A form that is refused when its record changed since it was opened; its entries stay."""

    def __init__(self, *args, **kwargs):
        past = _past_lists(kwargs.get("instance"))
        super().__init__(*args, **{**kwargs, "initial": {**past, **(kwargs.get("initial") or {})}})

    def clean(self):
        given = super().clean()
        if self.visit.is_restored:
            raise ValidationError(_("These are the entries that were kept. Nothing is saved yet."))
        self._tell_personal_numbers(self.visit.found)
        if self.visit.news:
            raise ValidationError(
                _(
                    "Somebody else changed this record while you were working on it. Nothing was "
                    "saved, and nothing of yours is lost: compare below, then save again."
                )
            )
        return given

    def _tell_personal_numbers(self, found: list[searching.Found]) -> None:
        """Tell each finding at its field, those of parts above the form."""
        if found:
            self.add_error(None, searching.way_out(found))
        for one in found:
            is_own = (one.model, one.pk) == (type(self.instance), self.instance.pk)
            self.add_error(one.field if is_own and one.field in self.fields else None, str(one))


def _past_lists(record: Any) -> dict[str, list[int]]:
    """The lists of a past version as they were; those of today hang on the same number."""
    past = getattr(record, "_history", None)
    return {
        field.name: list(
            getattr(past, field.name).values_list(field.m2m_reverse_field_name(), flat=True)
        )
        for field in (record._meta.many_to_many if past else ())
        if hasattr(past, field.name)
    }
