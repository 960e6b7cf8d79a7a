"""The one figure that another room knows of each of many records, such as a college's students.

A list asks once for all its rows, a page for its own record; neither knows who answers.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Collection, Iterable
from dataclasses import dataclass
from typing import Any

from django.db import models
from django.utils.module_loading import import_string
from django.utils.translation import gettext as _

from .numbers import Amount


@dataclass(frozen=True)
class KeyFigure:
    """A figure of one record with its time, and ``url``, where it is explained.

    ``change`` is the difference from the year before, ``rate`` the same in per cent; both are None
    where that year is not known in full. ``remark`` says what else a reader must know of it.
    """

    amount: Amount
    period: str
    url: str
    provenance: Any
    change: int | None = None
    rate: float | None = None
    remark: str = ""

    @property
    def time(self) -> str:
        """Its period, with what else must be known of it."""
        return _(", ").join(filter(None, (self.period, self.remark)))

    @property
    def comparison(self) -> str:
        """The change in words; blank where it is not known."""
        if self.change is None:
            return ""
        if not self.change:
            return _("as many as the year before")
        words = (
            _("%(change)s %(unit)s more than the year before%(rate)s")
            if self.change > 0
            else _("%(change)s %(unit)s fewer than the year before%(rate)s")
        )
        rate = "" if self.rate is None else _(" (%(words)s)") % {"words": f"{abs(self.rate):.1f}%"}
        change = f"{abs(self.change):,}"
        return words % {"change": change, "unit": self.amount.unit, "rate": rate}


_makers: dict[str, list[tuple[int, str]]] = {}


def register(model: str, maker: str, rank: int = 0) -> None:
    """Offer the dotted name of a function that answers records of a model with their figures.

    It is given the records and answers a ``KeyFigure`` by primary key, for those that it knows, in
    a number of queries that does not grow with them. A lower ``rank`` is believed first.
    """
    makers = _makers.setdefault(model, [])
    if (rank, maker) not in makers:
        makers.append((rank, maker))
        makers.sort()


def key_figures(records: Collection[Any]) -> dict[int, KeyFigure]:
    """The figures of records of one model, by primary key; of several answers the first."""
    found: dict[int, KeyFigure] = {}
    for _rank, maker in _makers.get(_label(records), []):
        found = {**import_string(maker)(records), **found}
    return found


def usual_time(figures: Iterable[KeyFigure]) -> str:
    """The time of most of the figures of a list, which is said once; blank where none is usual."""
    times = Counter(figure.time for figure in figures).most_common(1)
    return times[0][0] if times and times[0][1] > 1 else ""


def _label(records: Collection[models.Model]) -> str:
    return next((one._meta.label for one in records), "")
