"""Rates of graduates, only where numerator and denominator are published of the same groups."""

from __future__ import annotations

from collections.abc import Iterator
from decimal import Decimal

from .leaves import EMPLOYED, FURTHER_STUDY, GRADUATES, CollectedVersion, Place
from .publication import PublishedRow, PublishedYear, row_of, unanswered
from .reading import Reader
from .sums import TABLES, SumTable, cell_in

RATES = {EMPLOYED: "employment-rate", FURTHER_STUDY: "further-study-rate"}
# Besides the tables of sums: what follows from them by adding.
TOLD_BY = (
    *TABLES,
    SumTable("level", ("level",)),
    SumTable("entry-route", ("entry_route",)),
    SumTable("sex", ("sex",)),
    SumTable("city", ()),
)
TENTH = Decimal("0.1")


def rates_of(published: PublishedYear, version: CollectedVersion) -> Iterator[PublishedRow]:
    """Per cent with one decimal, of each cell that allows it."""
    reader = Reader(published, version)
    for measure, name in RATES.items():
        never = set(unanswered(published.collected, measure))
        answered = [place for place in published.collected.places if place not in never]
        for table in TOLD_BY:
            for key, places in table.cells(answered).items():
                rate = _rate(reader, measure, places)
                if rate is not None:
                    cell = cell_in(table, key)
                    yield row_of(published, version, table.code, name, [cell], rate, "")


def _rate(reader: Reader, measure: str, places: list[Place]) -> Decimal | None:
    part, whole = reader.read(measure, places), reader.read(GRADUATES, places)
    if not part or not whole or part[1] or whole[1] or part[0] is None or not whole[0]:
        return None
    return (Decimal(100 * part[0]) / whole[0]).quantize(TENTH)
