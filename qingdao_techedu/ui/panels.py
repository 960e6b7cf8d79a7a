"""Parts of a record's page that other rooms bring: a college's awards, a conference's rolls.

The page asks for its panels; it does not know who brings them, so imports keep pointing one way.
"""

from __future__ import annotations

from dataclasses import dataclass

from django.db import models
from django.utils.module_loading import import_string


@dataclass(frozen=True)
class Panel:
    """A template and the dotted name of the function that makes its context from the record.

    The function answers None where there is nothing to show.
    """

    model_label: str
    template: str
    context: str


_panels: list[Panel] = []


def register(model_label: str, template: str, context: str) -> None:
    """Bring a panel to the page of every record of ``model_label``, after those before it."""
    panel = Panel(model_label, template, context)
    if panel not in _panels:
        _panels.append(panel)


def panels_for(record: models.Model) -> list[tuple[Panel, dict]]:
    """The panels of a record's page that have something to show."""
    made = [
        (panel, import_string(panel.context)(record))
        for panel in _panels
        if panel.model_label == record._meta.label
    ]
    return [(panel, context) for panel, context in made if context]
