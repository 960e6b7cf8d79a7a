"""Data sets, each declared once by the subject it belongs to."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from django.db.models import Choices, Expression, QuerySet
from django.utils.functional import Promise
from django.utils.module_loading import import_string

from qingdao_techedu.ui.filters import PublicFilterSet

TEXT, INTEGER, DECIMAL, DATE = "string", "integer", "number", "date"

CodeList = type[Choices]


@dataclass(frozen=True)
class Column:
    """One column: ``path`` is the lookup or expression that yields it from the base query.

    ``codes`` lists the values it may have; with ``spoken`` the cell holds the label of the code.
    """

    name: str
    label: str | Promise
    path: str | Expression
    description: str | Promise
    type: str = TEXT
    unit: str | Promise = ""
    codes: CodeList | None = None
    spoken: bool = False


@dataclass(frozen=True)
class Dataset:
    """A table that the public may take away, and the filters that narrow it."""

    code: str
    label: str | Promise
    description: str | Promise
    columns: tuple[Column, ...]
    query: Callable[[], QuerySet]
    filterset: type[PublicFilterSet]

    def filtered(self, parameters: Any) -> PublicFilterSet:
        """The data set narrowed by the parameters of an address, page numbers not allowed."""
        filters = self.filterset(parameters, queryset=self.query())
        filters.also_allowed = ("bom",)
        return filters

    @property
    def header(self) -> list[str]:
        return [column.name for column in self.columns]


_paths: list[str] = []


def register(path: str) -> None:
    """Add a data set by the dotted name of its declaration."""
    if path not in _paths:
        _paths.append(path)


def registered() -> dict[str, Dataset]:
    """The data sets by their codes, in the order of their registration."""
    made = [import_string(path) for path in _paths]
    return {dataset.code: dataset for dataset in made}
