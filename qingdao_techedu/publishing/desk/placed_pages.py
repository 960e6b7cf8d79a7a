"""Records that stand in an order, at the desk: their places are given, never typed."""

from __future__ import annotations

from typing import Any

from .. import ordering
from .part_forms import PlacedFormSet, PlacedRows, is_placed


class PlacedPages:
    """For the desk's pages of records that may have a place, or parts with places."""

    model: Any

    def get_inline_formsets(self, request, formsets, inline_instances, obj=None):
        found = super().get_inline_formsets(request, formsets, inline_instances, obj)  # type: ignore[misc]
        return [
            PlacedRows.of(one) if isinstance(one.formset, PlacedFormSet) else one for one in found
        ]

    def get_readonly_fields(self, request, obj=None):
        """A number that tells an order is given by the place, never typed."""
        found = list(super().get_readonly_fields(request, obj))  # type: ignore[misc]
        return [*found, "order"] if is_placed(self.model) else found

    def save_model(self, request, obj, form, change):
        if is_placed(self.model) and self._comes_last(obj, form, change):
            obj.take_last_place()
        super().save_model(request, obj, form, change)  # type: ignore[misc]

    def _comes_last(self, record, form, change) -> bool:
        """Whether it is new in its row, or back after others have taken its place."""
        if not change or not set(record.among).isdisjoint(form.changed_data):
            return True
        return not self.model._base_manager.filter(pk=record.pk).exists()

    def save_formset(self, request, form, formset, change):
        if isinstance(formset, PlacedFormSet):
            formset.step_aside()
        super().save_formset(request, form, formset, change)  # type: ignore[misc]

    def delete_model(self, request, obj):
        others = is_placed(self.model) and obj.in_its_row().exclude(pk=obj.pk)
        super().delete_model(request, obj)  # type: ignore[misc]
        if others is not False:
            ordering.close_ranks(others.order_by("order", "pk"))
