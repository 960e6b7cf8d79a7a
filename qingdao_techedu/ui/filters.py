"""Filters of public lists and data sets, as plain GET parameters."""

from __future__ import annotations

from dataclasses import dataclass, field
from functools import cached_property

import django_filters
from django.utils.translation import gettext as _


@dataclass(frozen=True)
class Problem:
    """A parameter that was not understood; pages ignore it and say so, data addresses refuse it."""

    parameter: str
    value: str
    allowed: list[str] = field(default_factory=list)
    is_known: bool = True

    def __str__(self) -> str:
        if not self.is_known:
            return _("“%(parameter)s” is not a parameter here. Allowed: %(allowed)s.") % {
                "parameter": self.parameter,
                "allowed": ", ".join(self.allowed),
            }
        if not self.allowed:
            return _("“%(value)s” is not a value of %(parameter)s.") % {
                "value": self.value,
                "parameter": self.parameter,
            }
        return _("“%(value)s” is not a value of %(parameter)s. Allowed: %(allowed)s.") % {
            "value": self.value,
            "parameter": self.parameter,
            "allowed": ", ".join(self.allowed),
        }


class PublicFilterSet(django_filters.FilterSet):
    """A filter set whose ``qs`` leaves out what it could not understand and names it."""

    also_allowed: tuple[str, ...] = ("page",)

    def __init__(self, data=None, *args, **kwargs):
        super().__init__({} if data is None else data, *args, **kwargs)

    @cached_property
    def problems(self) -> list[Problem]:
        """Every malformed or unknown parameter with the values that are allowed."""
        names = [*self.filters, *self.also_allowed]
        unknown = [
            Problem(name, "", names, is_known=False) for name in self.data if name not in names
        ]
        return unknown + [self._problem(name) for name in self.form.errors]

    @cached_property
    def is_narrowed(self) -> bool:
        """Whether any filter is in effect."""
        return any(self.form.cleaned_data.get(name) for name in self.filters)

    def _problem(self, name: str) -> Problem:
        choices = [str(code) for code, _label in getattr(self.form.fields[name], "choices", [])]
        values = self.data.getlist(name) if hasattr(self.data, "getlist") else [self.data[name]]
        wrong = [value for value in values if value not in choices]
        return Problem(name, ", ".join(wrong), [code for code in choices if code])
