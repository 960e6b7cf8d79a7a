"""Choosing a record in a form of the desk: what tells namesakes apart, and only what can be chosen.

A model says both: ``told_apart`` of a record is its name with what tells it from its namesakes,
``told_by`` names the relations that this reads, and ``choosable`` names for a field of a form the
question of the other model's queryset that answers which records may be chosen there today. What
was chosen earlier stays.
"""

from __future__ import annotations

from typing import Any

from django import forms
from django.contrib.admin.views.autocomplete import AutocompleteJsonView
from django.contrib.admin.widgets import AutocompleteSelectMultiple
from django.db.models import Q, QuerySet
from django.utils.choices import CallableChoiceIterator


def label_of(record: Any) -> str:
    """A record as a chooser names it."""
    return str(getattr(record, "told_apart", record))


def readable(queryset: QuerySet) -> QuerySet:
    """The records, fetched with what their labels are made of."""
    relations = getattr(queryset.model, "told_by", ())
    return queryset.select_related(*relations) if relations else queryset


def question_of(field: Any) -> str:
    """The question that the records to be chosen in a field answer; blank where all may be."""
    return getattr(field.model, "choosable", {}).get(field.name, "")


class Keeping:
    """A field that offers what can be chosen today, and what was chosen earlier."""

    def keep(self, chosen: Any) -> None:
        raise NotImplementedError


class Chooser(Keeping, forms.ModelChoiceField):
    """One record, under a label that tells it apart."""

    question = ""
    queryset: Any

    def label_from_instance(self, obj) -> str:
        return label_of(obj)

    def today(self) -> QuerySet:
        """What can be chosen today."""
        return getattr(self.queryset, self.question)() if self.question else self.queryset.all()

    def offer_once(self, kept: dict[Any, list[tuple[Any, str]]]) -> None:
        """Have the same field of all rows ask the database once; ``kept`` is what they share."""
        asked = (self.queryset.model, self.question)

        def offered() -> list[tuple[Any, str]]:
            if asked not in kept:
                kept[asked] = [(one.pk, label_of(one)) for one in self.today()]
            return [("", str(self.empty_label)), *kept[asked]]

        self.choices = offered

    def keep(self, number: Any) -> None:
        if not self.question:
            return
        everything, today = self.queryset, self.today().order_by().values("pk")
        self.queryset = everything.filter(Q(pk__in=today) | Q(pk=number))
        if number and isinstance(self.choices, CallableChoiceIterator):
            offered = list(self.choices)
            if number not in dict(offered):
                chosen = everything.filter(pk=number)
                self.choices = [*offered, *((one.pk, label_of(one)) for one in chosen)]


class ManyChooser(forms.ModelMultipleChoiceField):
    """Several records, under labels that tell them apart."""

    def label_from_instance(self, obj) -> str:
        return label_of(obj)


class ManySuggested(AutocompleteSelectMultiple):
    """Each record chosen is taken back by itself.

    The script's button for all at once stands in the list without being an item of it, which
    whoever hears the page cannot make out.
    """

    def build_attrs(self, base_attrs, extra_attrs=None):
        return {**super().build_attrs(base_attrs, extra_attrs), "data-allow-clear": "false"}


class ChoosingRecords:
    """For the desk's classes: fields that lead to other records are choosers."""

    def get_field_queryset(self, db, db_field, request):
        found = super().get_field_queryset(db, db_field, request)  # type: ignore[misc]
        model = db_field.remote_field.model
        return readable(model._default_manager.using(db) if found is None else found)

    def formfield_for_foreignkey(self, db_field, request, **kwargs):
        kwargs.setdefault("form_class", Chooser)
        field = super().formfield_for_foreignkey(db_field, request, **kwargs)  # type: ignore[misc]
        if isinstance(field, Chooser):
            field.question = question_of(db_field)
        return field

    def formfield_for_manytomany(self, db_field, request, **kwargs):
        kwargs.setdefault("form_class", ManyChooser)
        if db_field.name in self.get_autocomplete_fields(request):  # type: ignore[attr-defined]
            suggested = ManySuggested(db_field, self.admin_site, using=kwargs.get("using"))  # type: ignore[attr-defined]
            kwargs.setdefault("widget", suggested)
        return super().formfield_for_manytomany(db_field, request, **kwargs)  # type: ignore[misc]


class Suggestions(AutocompleteJsonView):
    """What a chooser suggests while somebody types."""

    def get_queryset(self):
        found = readable(super().get_queryset())
        question = question_of(self.source_field)
        return getattr(found, question)() if question else found

    def serialize_result(self, obj, to_field_name):
        return {**super().serialize_result(obj, to_field_name), "text": label_of(obj)}
