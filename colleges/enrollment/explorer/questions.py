"""The question to the figures as a sentence, and questions that many people have."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any
from urllib.parse import urlencode

from django.utils.translation import gettext as _

from ..figures.dimensions import Dimension
from ..figures.drawing import span_of
from .answers import Answer
from .filters import DEFAULTS, ExplorerFilter
from .numbers import Number

LONGEST = 30  # characters of the filters that a title names; more are told as “chosen”


def title_of(filters: ExplorerFilter, found: Answer, years: Sequence[int]) -> str:
    """``Students enrolled by college, 2018–2024``, with the filters in brackets."""
    by = [one.each for one in _dimensions(found) if one.code != "year"]
    first, *second = by or [found.rows_by.each]
    words: dict[str, Any] = {
        "measure": f"{found.quantity.name}{narrowed_to(filters)}",
        "by": _("%(one)s and %(other)s") % {"one": first, "other": second[0]} if second else first,
        "years": span_of(years),
    }
    if not years:
        return _("%(measure)s %(by)s") % words
    return _("%(measure)s %(by)s, %(years)s") % words


def _dimensions(found: Answer) -> list[Dimension]:
    """What stands in rows and columns, once where it is the same."""
    return list({one.code: one for one in (found.rows_by, found.columns_by)}.values())


def title_of_number(filters: ExplorerFilter, number: Number) -> str:
    """``Students enrolled (Senior worker), 2024``"""
    words = {
        "measure": f"{number.quantity.name}{narrowed_to(filters)}",
        "year": number.release.year,
    }
    return _("%(measure)s, %(year)s") % words


def narrowed_to(filters: ExplorerFilter) -> str:
    """The filters but the years in brackets; blank where there are none."""
    chosen = [one.chosen for one in filters.chosen_facets if one.name != "year"]
    words = _("; ").join(chosen)
    if len(words) > LONGEST:
        words = _("of what was chosen")
    return _(" (%(words)s)") % {"words": words} if words else ""


def ready_questions() -> list[tuple[str, str]]:
    """What is asked most often, and its query."""
    asked: tuple[tuple[str, dict[str, str]], ...] = (
        (_("Students of each college"), {}),
        (_("Entrants of each specialty"), {"measure": "entrants", "rows": "specialty"}),
        (_("Employment rate of each college"), {"measure": "employment-rate"}),
        (_("Students of each district"), {"rows": "district"}),
        (_("Students of each industrial chain"), {"rows": "chain"}),
    )
    return [(words, urlencode({**DEFAULTS, **query})) for words, query in asked]
