"""Provenance said once for a list, and beside a row only where the row differs.

A tag on every row is read by nobody, and hides the one row that is not like the others. Files, the
API and structured data keep the provenance of each row.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

from django.db import models
from django.utils.translation import gettext_lazy as _

from qingdao_techedu.records.provenance import Provenance

OF_A_PAGE = {
    Provenance.OFFICIAL: _("From official publications"),
    Provenance.PRESS: _("From press reports"),
    Provenance.UNCONFIRMED: _("Awaits the bureau's confirmation"),
    Provenance.SAMPLE: _(
        "All of this page is sample data, made by a generator. It describes no real college, "
        "person or figure."
    ),
}
OF_ALL = {
    Provenance.OFFICIAL: _("All from official publications"),
    Provenance.PRESS: _("All from press reports"),
    Provenance.UNCONFIRMED: _("All await the bureau's confirmation"),
    Provenance.SAMPLE: _("All sample data"),
}
OF_MOST = {
    Provenance.OFFICIAL: _("From official publications, unless marked otherwise"),
    Provenance.PRESS: _("From press reports, unless marked otherwise"),
    Provenance.UNCONFIRMED: _("Awaiting the bureau's confirmation, unless marked otherwise"),
    Provenance.SAMPLE: _("Sample data, unless marked otherwise"),
}


@dataclass(frozen=True)
class SaidOnce:
    """What holds for all rows, or for most; nothing where a list is too short to need it."""

    provenance: str = ""
    caption: str = ""

    def covers(self, record: Any) -> bool:
        """Whether nothing needs to be said beside this record."""
        return bool(self.provenance) and record.provenance == self.provenance


def said_once(rows: Iterable[Any], path: str = "") -> SaidOnce:
    """What can be said once of these rows, or of what ``path`` leads to from each.

    ``path`` is dotted, ``"round"`` for ``row.round.provenance``; a row whose path leads to None is
    not counted. One row alone says it itself.
    """
    found = Counter(record.provenance for record in _records(rows, path))
    if found.total() < 2:
        return SaidOnce()
    most = max(Provenance.values, key=lambda code: found[code])  # of equals, the surer one
    sentences = OF_ALL if len(found) == 1 else OF_MOST
    return SaidOnce(most, str(sentences[Provenance(most)]))


def of_a_page(record: models.Model) -> str:
    """The line below the heading of a record's page."""
    return str(OF_A_PAGE[Provenance(record.provenance)])  # type: ignore[attr-defined]


def _records(rows: Iterable[Any], path: str) -> Iterable[Any]:
    for row in rows:
        for step in path.split(".") if path else ():
            row = getattr(row, step, None)
        if row is not None:
            yield row
