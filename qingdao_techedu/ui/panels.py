"""Parts of a page that other rooms bring: a college's awards, the latest conference at home.

The page asks for its panels; it does not know who brings them, so imports keep pointing one way.
"""

from __future__ import annotations

from dataclasses import dataclass
from operator import attrgetter

from django.db import models
from django.utils.module_loading import import_string


@dataclass(frozen=True)
class Panel:
    """A template and the dotted name of the function that makes its context from the record.

    ``page`` is the label of a model, for the page of each of its records, or the name of a page
    that is no record's, whose function takes nothing. The function answers None where there is
    nothing to show. A lower ``rank`` stands earlier.
    """

    page: str
    template: str
    context: str
    rank: int = 0


_panels: list[Panel] = []


def register(page: str, template: str, context: str, rank: int = 0) -> None:
    """Bring a panel to a page, after those of the same rank before it."""
    panel = Panel(page, template, context, rank)
    if panel not in _panels:
        _panels.append(panel)
        _panels.sort(key=attrgetter("rank"))


def panels_for(page: models.Model | str) -> list[tuple[Panel, dict]]:
    """The panels of a record's page, or of the page of a name, that have something to show."""
    name, given = (page, ()) if isinstance(page, str) else (page._meta.label, (page,))
    made = [
        (panel, import_string(panel.context)(*given)) for panel in _panels if panel.page == name
    ]
    return [(panel, context) for panel, context in made if context]
