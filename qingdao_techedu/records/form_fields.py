"""Fields that many records have, as the desk asks for them: provenance, dates, address names."""

from __future__ import annotations

from typing import Any

from django import forms
from django.contrib.admin.widgets import AdminDateWidget, AdminSplitDateTime
from django.db import models
from django.utils.translation import gettext_lazy as _

from qingdao_techedu.dates.form_fields import DayField, SplitMomentField, YearField
from qingdao_techedu.publishing.applying import PROVISIONAL
from qingdao_techedu.publishing.desk.visiting import Visit, visit_of
from qingdao_techedu.ui.choosers import Keeping

from .addressing import Addressed
from .provenance import Provenance, Provenanced

FIXED = _("It stays as it is: the record is public, and addresses lead to it.")


class ProvenanceField(Keeping, forms.TypedChoiceField):
    """Where a record comes from. That it is a sample is said by who makes the sample."""

    def keep(self, chosen: Any) -> None:
        if chosen != Provenance.SAMPLE:
            offered: Any = self.choices
            self.choices = [one for one in offered if one[0] != Provenance.SAMPLE]


class AskingFields:
    """For the desk's pages of records and their parts: how fields of a kind are asked for."""

    model: Any

    def formfield_for_choice_field(self, db_field, request, **kwargs):
        """What the bureau enters is official, unless somebody says otherwise."""
        if db_field.name == "provenance" and issubclass(self.model, Provenanced):
            kwargs = {
                "choices_form_class": ProvenanceField,
                "initial": Provenance.OFFICIAL,
                **kwargs,
            }
        return super().formfield_for_choice_field(db_field, request, **kwargs)  # type: ignore[misc]

    def formfield_for_dbfield(self, db_field, request, **kwargs):
        """Days, moments and years are taken as people write them."""
        if isinstance(db_field, models.DateTimeField):
            kwargs = {"form_class": SplitMomentField, "widget": AdminSplitDateTime, **kwargs}
        elif isinstance(db_field, models.DateField):
            kwargs = {"form_class": DayField, "widget": AdminDateWidget, **kwargs}
        elif db_field.name == "year":
            # A box for numbers takes neither 2025年 nor full-width digits from whoever types.
            box = forms.TextInput({"inputmode": "numeric", "class": "vIntegerField"})
            kwargs = {"form_class": YearField, "widget": box, **kwargs}
        return super().formfield_for_dbfield(db_field, request, **kwargs)  # type: ignore[misc]


class AddressForm(forms.ModelForm):
    """Makes the address name that was left blank; in a row of parts it says which one stays."""

    visit: Visit

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        field_name = self._meta.model.address_field
        field = self.fields.get(field_name)
        if field is None:
            return
        if is_fixed(self.instance):
            field.disabled, field.help_text = True, FIXED
            self.initial[field_name] = standing(self.instance)
        else:
            field.required = False
            told = (field.help_text, self._meta.model.address_help)
            field.help_text = " ".join(str(text) for text in told if text)

    def clean(self):
        given = super().clean() or self.cleaned_data
        name = self._meta.model.address_field
        if name in self.fields and not given.get(name) and not self.errors:
            promised = self.visit.promised
            given[name] = self._record(given).proposed_address(promised)
            promised.add(given[name])
        return given

    def _record(self, given) -> Any:
        """What the form says, as a record that is not saved."""
        record = self._meta.model(pk=self.instance.pk)
        concrete = {field.name for field in record._meta.concrete_fields}
        for name in concrete & given.keys():
            field = record._meta.get_field(name)
            value = given[name]
            setattr(record, field.attname, getattr(value, "pk", value))
        return record


def is_fixed(record: Any) -> bool:
    """Whether the address name of a record stays: visitors may have noted it."""
    is_stored = record.pk is not None and record.pk < PROVISIONAL
    return is_stored and bool(_today(record).is_public)


def standing(record: Any) -> str:
    """The address name that a record has today, also where a past version of it is looked at."""
    return getattr(_today(record), record.address_field)


def _today(record: Any) -> Any:
    if not hasattr(record, "_history"):
        return record
    return type(record)._base_manager.filter(pk=record.pk).first() or record


def with_address(form: Any, request: Any) -> Any:
    """The form of records of a model, which asks for their address names if they have any."""
    if not issubclass(form._meta.model, Addressed):
        return form
    return type(form.__name__, (AddressForm, form), {"visit": visit_of(request)})
