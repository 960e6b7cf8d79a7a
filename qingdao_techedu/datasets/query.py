"""A question to a data set. Pages, files, the API and the command all ask by it, so they agree."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import cached_property
from typing import Any
from urllib.parse import parse_qsl, urlencode

from django.conf import settings
from django.db.models import QuerySet
from django.http import QueryDict
from django.utils import translation
from django.utils.translation import get_language
from django.utils.translation import gettext as _

from qingdao_techedu.ui.filters import PublicFilterSet
from qingdao_techedu.ui.parameters import Problem, once

from . import star
from .registry import LAYOUTS, LONG, WIDE, Column, Dataset, registered

LAYOUT = "layout"
Pairs = tuple[tuple[str, str], ...]


@dataclass(frozen=True)
class Query:
    """What is asked, so that the same question is equal to itself and can be written down.

    ``pairs`` are the filters as an address has them, sorted, each once; ``language`` is that of the
    labels; ``layout`` is ``long``, or ``wide`` where the data set knows how.
    """

    code: str
    pairs: Pairs = ()
    language: str = settings.LANGUAGE_CODE
    layout: str = LONG

    @classmethod
    def parsed(cls, code: str, text: str = "", language: str = settings.LANGUAGE_CODE) -> Query:
        """The question from its canonical text, as ``text`` of it gives it."""
        pairs = parse_qsl(text)
        layout = dict(pairs).get(LAYOUT, LONG)
        filters = tuple(sorted({pair for pair in pairs if pair[0] != LAYOUT}))
        return cls(code, filters, language, layout)

    @property
    def text(self) -> str:
        """The canonical query string: the same for every way to ask the same."""
        layout = [(LAYOUT, self.layout)] if self.layout != LONG else []
        return urlencode([*self.pairs, *layout])

    @property
    def dataset(self) -> Dataset:
        """What is asked. Raises ``KeyError`` where there is no such data set."""
        return registered()[self.code]

    @cached_property
    def columns(self) -> tuple[Column, ...]:
        """The columns of the answer, which the layout decides."""
        if self.layout == WIDE and self.dataset.wide:
            with translation.override(self.language):
                return self.dataset.wide.columns(self.dataset)
        return self.dataset.columns

    @property
    def header(self) -> list[str]:
        return [column.name for column in self.columns]

    @cached_property
    def queryset(self) -> QuerySet:
        """The records of the answer in their order; ``columns`` say what to take of each."""
        found = self._filters.qs
        if self.layout == WIDE and self.dataset.wide:
            return self.dataset.wide.laid_out(found)
        return found

    def values(self, name: str) -> list[str]:
        """The values of one parameter that were chosen."""
        return [value for parameter, value in self.pairs if parameter == name]

    def rows(self, limit: int | None = None) -> Iterator[tuple[Any, ...]]:
        """The rows, or the first of them: a typed value or None a column, as every format has."""
        return star.rows(self) if limit is None else star.rows_of(self, self.queryset[:limit])

    @property
    def _filters(self) -> PublicFilterSet:
        parameters = QueryDict(mutable=True)
        for name, value in self.pairs:
            parameters.appendlist(name, value)
        return self.dataset.filtered(parameters)


@dataclass(frozen=True)
class Asked:
    """What parameters came to: the question as it was understood, and what was not."""

    query: Query
    filters: PublicFilterSet
    problems: list[Problem]


def ask(
    code: str, parameters: Any, *, also_allowed: tuple[str, ...] = (), language: str = ""
) -> Asked:
    """The question that the parameters of an address put to a data set.

    ``also_allowed`` are parameters that others understand, such as a format. Raises ``KeyError``
    where there is no such data set.
    """
    dataset = registered()[code]
    filters = dataset.filtered(parameters)
    filters.also_allowed = (LAYOUT, *also_allowed)
    layout, problems = _layout(dataset, parameters)
    pairs = tuple(sorted(set(filters.understood())))
    query = Query(code, pairs, language or get_language() or settings.LANGUAGE_CODE, layout)
    return Asked(query, filters, [*filters.problems, *problems])


class OnlyLong(Problem):
    """A layout that this data set does not have."""

    def __str__(self) -> str:
        return _("This data set has only the layout “long”: leave out layout=%(layout)s.") % {
            "layout": self.value
        }


def _layout(dataset: Dataset, parameters: Mapping[str, str]) -> tuple[str, list[Problem]]:
    layout = once(parameters, LAYOUT) or LONG
    if layout not in LAYOUTS:
        return LONG, [Problem(LAYOUT, layout, list(LAYOUTS))]
    if layout == WIDE and dataset.wide is None:
        return LONG, [OnlyLong(LAYOUT, layout, [LONG])]
    return layout, []
