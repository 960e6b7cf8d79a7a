"""Parts on the desk's page of their whole, under the rules of every record."""

from __future__ import annotations

from typing import Any

from django import forms
from django.contrib.contenttypes.admin import GenericInlineModelAdmin
from django.utils.text import capfirst
from django.utils.translation import gettext_lazy as _

from qingdao_techedu.accounts import rules
from qingdao_techedu.ui.choosers import Chooser, ChoosingRecords

from .part_forms import (
    AttachedFormSet,
    GuardedFormSet,
    PlacedForm,
    PlacedFormSet,
    PlaceInput,
    QuietForm,
    is_placed,
)
from .visiting import visit_of


class DeletionBox(forms.CheckboxInput):
    """The box that deletes a part, with a name of its own."""

    def __init__(self, attrs=None):
        super().__init__({"aria-label": _("Delete"), **(attrs or {})})


class ChoosingWhatMayBeSeen(ChoosingRecords):
    """Looking a record up as one types is for those who may see its kind; others get a list."""

    model: Any

    def get_autocomplete_fields(self, request):
        return [
            name
            for name in super().get_autocomplete_fields(request)  # type: ignore[misc]
            if rules.may(request.user, rules.VIEW, self.model._meta.get_field(name).related_model)
        ]


class GuardedInline(ChoosingWhatMayBeSeen):
    """Parts on the page of their whole: whoever may change the whole may change its parts."""

    def formfield_for_dbfield(self, db_field, request, **kwargs):
        """The number of a part is not typed: buttons move it."""
        if db_field.name == "order" and is_placed(self.model):
            buttons = PlaceInput(visit_of(request).moved)
            return forms.IntegerField(
                label=capfirst(db_field.verbose_name), required=False, widget=buttons
            )
        return super().formfield_for_dbfield(db_field, request, **kwargs)  # type: ignore[misc]

    def formfield_for_foreignkey(self, db_field, request, **kwargs):
        field = super().formfield_for_foreignkey(db_field, request, **kwargs)
        is_list = db_field.name not in self.get_autocomplete_fields(request)
        if is_list and isinstance(field, Chooser):
            field.offer_once(visit_of(request).offered)
        return field

    def get_formset(self, request, obj=None, **kwargs):
        placed = is_placed(self.model)
        if isinstance(self, GenericInlineModelAdmin):
            kwargs.setdefault("formset", AttachedFormSet)
        else:
            kwargs.setdefault("formset", PlacedFormSet if placed else GuardedFormSet)
        formset = super().get_formset(request, obj, **kwargs)  # type: ignore[misc]
        formset.deletion_widget = DeletionBox
        formset.visit = visit_of(request)
        own = formset.form
        form = PlacedForm if placed else QuietForm
        formset.form = type(own.__name__, (form, own), {"visit": formset.visit})
        return formset

    def has_view_permission(self, request, obj=None):
        return rules.may(request.user, rules.VIEW, self.model)

    def has_add_permission(self, request, obj=None):
        return rules.may(request.user, rules.ADD, self.model)

    def has_change_permission(self, request, obj=None):
        return rules.may(request.user, rules.CHANGE, self.model)

    def has_delete_permission(self, request, obj=None):
        return rules.may(request.user, rules.DELETE, self.model)
