"""The question to the figures as a sentence, and questions that many people have."""

from __future__ import annotations

from collections.abc import Sequence
from urllib.parse import urlencode

from django.utils.translation import gettext as _

from ..figures.drawing import span_of
from .answers import Answer
from .filters import DEFAULTS, ExplorerFilter
from .numbers import Number
from .titles import named, narrowed_to


def title_of(filters: ExplorerFilter, found: Answer, years: Sequence[int]) -> str:
    """``Students enrolled by college, 2018–2024``, with the filters in brackets."""
    dimensions = [found.rows_by, found.columns_by]
    return named(found.quantity, dimensions, narrowed_to(filters), span_of(years))


def title_of_number(filters: ExplorerFilter, number: Number) -> str:
    """``Students enrolled (Senior worker), 2024``"""
    words = {
        "measure": f"{number.quantity.name}{narrowed_to(filters)}",
        "year": number.release.year,
    }
    return _("%(measure)s, %(year)s") % words


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
