"""Filters of public lists and data sets, as plain GET parameters."""

from __future__ import annotations

from collections.abc import Container
from dataclasses import dataclass
from functools import cached_property
from typing import Any
from urllib.parse import urlencode

import django_filters
from django import forms
from django.core.paginator import InvalidPage, Page, Paginator
from django.db.models import QuerySet
from django.utils.translation import gettext_lazy

from .labels import listed
from .parameters import Problem, given_twice, once, unknown, values_of

MANY = 120  # values; a longer list of check boxes helps nobody
LONGEST_NAME = 100  # characters; who types more is not looking for a name


@dataclass(frozen=True)
class Option:
    """One value that can be chosen."""

    value: str
    label: str
    is_chosen: bool


@dataclass(frozen=True)
class Facet:
    """A choice of several values, shown as check boxes."""

    name: str
    label: str
    options: list[Option]

    @property
    def chosen(self) -> str:
        """The labels of the values that are chosen."""
        return listed(option.label for option in self.options if option.is_chosen)


@dataclass(frozen=True)
class Chosen:
    """One value that was chosen, and the query of the same choice without it."""

    facet: str
    label: str
    query: str


class NameFilter(django_filters.CharFilter):
    """Words of a name: characters, English or pinyin. The query set must know ``matching``."""

    def __init__(self, **kwargs):
        super().__init__(label=gettext_lazy("Name or pinyin"), max_length=LONGEST_NAME, **kwargs)

    def filter(self, qs, value):
        return qs.matching(value) if value else qs


class RecordsFilter(django_filters.ModelMultipleChoiceFilter):
    """Several records, each written in the address by the field ``to_field_name``."""

    def filter(self, qs, value):
        if not value:
            return qs
        return qs.filter(**{f"{self.field_name}__in": [record.pk for record in value]})


class PublicFilterSet(django_filters.FilterSet):
    """A filter set whose ``qs`` leaves out what it could not understand and names it."""

    also_allowed: tuple[str, ...] = ("page",)
    data: Any
    carried: tuple[str, ...] = ()  # parameters that the page offers elsewhere than in the form

    def __init__(self, data=None, *args, **kwargs):
        self.given = {} if data is None else data
        self._twice = given_twice(self.given, self._of_one_value())
        super().__init__(_without(self.given, self._twice), *args, **kwargs)

    @cached_property
    def problems(self) -> list[Problem]:
        """Every malformed or unknown parameter with the values that are allowed."""
        return [
            *unknown(self.given, [*self.filters, *self.also_allowed]),
            *self._twice,
            *given_twice(self.given, self.also_allowed),
            *(self._problem(name) for name in self.form.errors),
        ]

    @cached_property
    def facets(self) -> list[Facet]:
        """The choices of several values. Of a very long one only the chosen values are listed."""
        made = []
        for bound in self.form:
            if not _takes_several(bound) or bound.name in self.carried:
                continue
            options = self._records(bound) if hasattr(bound.field, "queryset") else _options(bound)
            if options:
                made.append(Facet(bound.name, bound.label, options))
        return made

    @cached_property
    def simple_fields(self) -> list[forms.BoundField]:
        """Text and single choices."""
        return [
            bound
            for bound in self.form
            if not _takes_several(bound) and bound.name not in self.carried
        ]

    @cached_property
    def ways_out(self) -> list[tuple[str, str]]:
        """What was chosen, in words, and the query without it; nothing where that is everything."""
        names = list(dict.fromkeys(name for name, _value in self.understood()))
        if len(names) < 2:
            return []
        return [
            (self._in_words(name), urlencode(self.understood(without=[name]))) for name in names
        ]

    @cached_property
    def chosen_values(self) -> list[Chosen]:
        """Every value that was chosen, to be taken back one by one."""
        return [
            Chosen(facet.label, str(option.label), self._query_without(facet.name, option.value))
            for facet in self.chosen_facets
            for option in facet.options
            if option.is_chosen
        ]

    @cached_property
    def chosen_facets(self) -> list[Facet]:
        """The facets that are in effect: what was not understood narrows nothing."""
        understood = {name for name, _value in self.understood()}
        return [facet for facet in self.facets if facet.chosen and facet.name in understood]

    def _query_without(self, name: str, value: str) -> str:
        return urlencode([pair for pair in self.understood() if pair != (name, value)])

    def query(self, **replaced: str) -> str:
        """The filters that were understood, as a query string for a link to the same choice."""
        return urlencode([*self.understood(without=replaced), *replaced.items()])

    @cached_property
    def hidden_pairs(self) -> list[tuple[str, str]]:
        """Chosen values of the parameters that the form carries along without showing them."""
        return [(name, value) for name, value in self.understood() if name in self.carried]

    @cached_property
    def is_narrowed(self) -> bool:
        """Whether any filter is in effect."""
        self.form.full_clean()
        return any(map(self.form.cleaned_data.get, self.filters))

    def page(self, per_page: int, records: QuerySet | None = None) -> Page:
        """The page that the visitor asked for, or the first where there is no such page.

        It is a page of what was filtered, or of ``records`` made from it.
        """
        return self.page_of(Paginator(self.qs if records is None else records, per_page))

    def page_of(self, paginator: Paginator) -> Page:
        """The same, of pages that are cut in a way of their own."""
        number = once(self.given, "page") or "1"
        try:
            return paginator.page(number)
        except InvalidPage:
            self.problems.append(Problem("page", number, [f"1–{paginator.num_pages}"]))
            return paginator.page(1)

    def _records(self, bound: forms.BoundField) -> list[Option]:
        """The records to choose from; of very many those that were chosen, the others unread."""
        field: Any = bound.field
        self.form.full_clean()
        chosen = list(self.form.cleaned_data.get(bound.name) or [])
        records = some_records(field, MANY) or chosen
        return [
            Option(str(field.prepare_value(one)), field.label_from_instance(one), one in chosen)
            for one in records
        ]

    def _in_words(self, name: str) -> str:
        """What was chosen of one filter: the labels of its values, or what was typed."""
        labels = {
            str(code): label for code, label in getattr(self.form.fields[name], "choices", [])
        }
        return listed(labels.get(value, value) for value in values_of(self.data, name))

    def _problem(self, name: str) -> Problem:
        choices = [str(code) for code, _label in getattr(self.form.fields[name], "choices", [])]
        wrong = [value for value in values_of(self.data, name) if value not in choices]
        return Problem(name, ", ".join(wrong), [code for code in choices if code])

    def understood(self, without: Container[str] = ()) -> list[tuple[str, str]]:
        """The parameters and values that were understood, in the order of the filters."""
        misunderstood = {problem.parameter for problem in self.problems}
        return [
            (name, value)
            for name in self.filters
            if name not in misunderstood and name not in without
            for value in values_of(self.data, name)
            if value
        ]

    @classmethod
    def _of_one_value(cls) -> list[str]:
        several = django_filters.MultipleChoiceFilter
        return [name for name, one in cls.base_filters.items() if not isinstance(one, several)]


def _without(parameters: Any, problems: list[Problem]) -> Any:
    """The parameters without those that were not understood."""
    if not problems:
        return parameters
    left = parameters.copy()
    for problem in problems:
        left.pop(problem.parameter, None)
    return left


def _takes_several(bound: forms.BoundField) -> bool:
    return getattr(bound.field.widget, "allow_multiple_selected", False)


def some_records(field: Any, most: int) -> list[Any]:
    """The records that a field offers; none where there are more than ``most``."""
    records = list(field.queryset[: most + 1])
    return records if len(records) <= most else []


def _options(bound: forms.BoundField) -> list[Option]:
    """The values to choose from; of very many only those that were chosen."""
    options = [
        Option(str(data["value"]), data["label"], bool(data["selected"]))
        for data in (widget.data for widget in bound.subwidgets)
    ]
    return options if len(options) <= MANY else [one for one in options if one.is_chosen]
