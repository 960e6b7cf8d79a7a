"""What a question is called: its measure, what divides it, and its filters."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from django.utils.translation import gettext as _

from ..figures.dimensions import Dimension
from ..figures.quantities import Quantity
from .filters import ExplorerFilter

LONGEST = 30  # characters of the filters that a title names; more are told as “chosen”


def named(
    quantity: Quantity, dimensions: Iterable[Dimension], narrowed: str = "", years: str = ""
) -> str:
    """``Students enrolled (Male) by college, 2018–2024``"""
    once = list({one.code: one for one in dimensions}.values())
    first, *second = [one.each for one in once if one.code != "year"] or [once[0].each]
    words: dict[str, Any] = {
        "measure": f"{quantity.name}{narrowed}",
        "by": _("%(one)s and %(other)s") % {"one": first, "other": second[0]} if second else first,
        "years": years,
    }
    return (_("%(measure)s %(by)s, %(years)s") if years else _("%(measure)s %(by)s")) % words


def narrowed_to(filters: ExplorerFilter) -> str:
    """The filters but the years in brackets; blank where there are none."""
    chosen = [one.chosen for one in filters.chosen_facets if one.name != "year"]
    words = _("; ").join(chosen)
    if len(words) > LONGEST:
        words = _("of what was chosen")
    return _(" (%(words)s)") % {"words": words} if words else ""
