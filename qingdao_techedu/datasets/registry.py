"""Data sets, each declared once by the subject it belongs to."""

from __future__ import annotations

import datetime
from collections.abc import Callable
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, Protocol

from django.conf import settings
from django.db.models import Choices, Expression, QuerySet, TextChoices, Value
from django.utils.functional import Promise
from django.utils.module_loading import import_string
from django.utils.text import format_lazy
from django.utils.translation import get_language
from django.utils.translation import gettext_lazy as _

from qingdao_techedu.ui.filters import PublicFilterSet

from .bilingual import spoken

if TYPE_CHECKING:
    from .query import Query
    from .versions import Version

TEXT, INTEGER, DECIMAL, DATE = "string", "integer", "number", "date"
LONG, WIDE = LAYOUTS = ("long", "wide")

OWNER = _("Qingdao Municipal Human Resources and Social Security Bureau")

CodeList = type[Choices]


class Frequency(TextChoices):
    """How often a data set changes; the codes are those of the Dublin Core frequencies."""

    ANNUAL = "annual", _("once a year")
    IRREGULAR = "irregular", _("whenever a record changes")


@dataclass(frozen=True)
class Column:
    """One column: ``path`` is the lookup that yields it from the base query, or a constant.

    It may also be a function of a prefix, given ``of``, that makes the expression. ``codes`` lists
    the values that a cell may have; with ``spoken``, a language, it holds the label of the code in
    that language. A ``DATE`` is written as ISO 8601 and blank unless year, month and day are known.
    ``otherwise`` stands where the row points to no record. ``columns`` makes the groups that belong
    together.
    """

    name: str
    label: str | Promise
    path: str | Value | Callable[[str], Expression]
    description: str | Promise
    type: str = TEXT
    unit: str | Promise = ""
    codes: CodeList | None = None
    spoken: str = ""
    of: str = ""
    otherwise: str | Promise = ""

    @property
    def labels(self) -> dict[Any, str]:
        """What each code is called in the language of the column, or in the active one."""
        language = self.spoken or get_language() or settings.LANGUAGE_CODE
        choices = self.codes.choices if self.codes else []
        return {code: spoken(label, language) for code, label in choices}


@dataclass(frozen=True)
class Basis:
    """A release that rows rest on, as notes and metadata name it."""

    year: int
    version: int
    status: str
    provenance: str
    published_on: str
    sha256: str

    @property
    def name(self) -> str:
        return f"{self.year} v{self.version}"


class Wide(Protocol):
    """How a data set is laid out with something other than its leaves in the rows."""

    def columns(self, dataset: Dataset) -> tuple[Column, ...]:
        """The columns of the wide table."""

    def laid_out(self, records: QuerySet) -> QuerySet:
        """Its rows, made from the filtered records, in a fixed order."""


@dataclass(frozen=True)
class Dataset:
    """A table that the public may take away, and the filters that narrow it.

    ``wide`` tells how to lay it out the other way; ``basis`` names the releases that the rows of a
    query rest on. ``versions`` are what it was published as, newest first; ``years`` the first and
    the last year that it tells of; ``about_rows`` how many rows it has, where counting costs much.
    ``key`` names the columns that hold the natural key of the query's records, in its order; it is
    empty where rows have no code of their own. ``last_change`` tells of records when visitors last
    saw one of them change, where the rows rest on no release. ``caution`` is what must be known
    before it is used; ``related`` are the codes of data sets that it belongs with.
    """

    code: str
    label: str | Promise
    description: str | Promise
    columns: tuple[Column, ...]
    query: Callable[[], QuerySet]
    filterset: type[PublicFilterSet]
    wide: Wide | None = None
    basis: Callable[[Query], list[Basis]] = lambda query: []
    key: tuple[str, ...] = ()
    owner: str | Promise = OWNER
    frequency: Frequency = Frequency.IRREGULAR
    versions: Callable[[], list[Version]] = list
    years: Callable[[], tuple[int, int] | None] = lambda: None
    about_rows: Callable[[], int] | None = None
    last_change: Callable[[QuerySet], datetime.datetime | None] = lambda records: None
    caution: str | Promise = ""
    related: tuple[str, ...] = ()

    def filtered(self, parameters: Any) -> PublicFilterSet:
        """The data set narrowed by the parameters of an address, page numbers not allowed."""
        filters = self.filterset(parameters, queryset=self.query())
        filters.also_allowed = ()
        return filters

    @property
    def header(self) -> list[str]:
        return [column.name for column in self.columns]

    @property
    def explained(self) -> str | Promise:
        """What it is and what must be known of it, for whoever does not read its page."""
        if not self.caution:
            return self.description
        return format_lazy("{what} {caution}", what=self.description, caution=self.caution)


_paths: list[str] = []


def register(path: str) -> None:
    """Add a data set by the dotted name of its declaration."""
    if path not in _paths:
        _paths.append(path)


def registered() -> dict[str, Dataset]:
    """The data sets by their codes, in the order of their registration."""
    made = [import_string(path) for path in _paths]
    return {dataset.code: dataset for dataset in made}
