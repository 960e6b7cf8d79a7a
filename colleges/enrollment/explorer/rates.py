"""Rates of graduates: only of people of whom both numbers can be read in what is published.

A sum of outcomes brings the graduates of the same people along where they are told in one way. Of
several sums together they may be told in another: all women, though not the women of each level.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Iterator
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Any

from django.db.models import Count, Max, Min, Q, Sum

from ..figures.dimensions import Dimension
from ..figures.models import Observation, PublishedFigure, PublishedMember
from ..figures.models.published import Table
from ..figures.quantities import Cell, Quantity
from .tables import fields_of, hidden_in, table_for, undivided

if TYPE_CHECKING:
    from .sources import FigureSource

PLACE = ("college", "specialty", "level", "entry_route", "sex")
BOTH = Q(value__isnull=False, base__isnull=False)
WITHOUT_BASE = Q(value__isnull=False, base=None, symbol="")
HAS_SYMBOL = ~Q(symbol="")
Key = tuple  # a release, and the parts of the dimensions


@dataclass(frozen=True)
class RatePart:
    """What a release tells of a cell: numerators, and as far as they bring one, their base."""

    value: int | None  # of all
    based: int | None  # of those that bring a base
    base: int | None
    without_base: int
    gaps: int
    has_open_sums: bool  # something is missing in them, nobody tells where
    symbols: frozenset[str]

    @property
    def lacks_base(self) -> bool:
        return self.without_base > 0 and not self.has_open_sums


def cells(source: FigureSource, dimensions: Collection[Dimension]) -> dict[tuple, Cell]:
    """The rates of a division of the figures, over the releases together.

    Rates of the whole city are those of its colleges, so that every table has the same total.
    """
    if source.filters.narrowing | {one.code for one in dimensions} <= {"year"}:
        source = replace(source, table=Table.COLLEGE)
    parts = _parts(source, dimensions)
    lacking = {key for key, part in parts.items() if part.lacks_base}
    if lacking:
        for key, base in _bases(source, dimensions, lacking):
            parts[key] = replace(parts[key], based=parts[key].value, base=base, without_base=0)
    together: dict[tuple, list[RatePart]] = defaultdict(list)
    for key, part in parts.items():
        together[tuple(value or None for value in key[1:])].append(part)
    return {key: _cell(of_key) for key, of_key in together.items()}


def _cell(parts: list[RatePart]) -> Cell:
    based = [part for part in parts if part.base is not None]
    missing = sum(part.gaps + part.without_base for part in parts)
    if not based:
        symbols = frozenset[str]().union(*(part.symbols for part in parts))
        return Cell(None, missing, _symbol(parts, symbols))
    base = sum(part.base or 0 for part in based)
    if not base:  # nobody of whom there could be a rate
        return Cell(None, max(missing, 1), Observation.Symbol.NOT_APPLICABLE.value)
    return Cell(sum(part.based or 0 for part in based), missing, base=base)


def _symbol(parts: list[RatePart], symbols: frozenset[str]) -> str:
    if any(part.without_base for part in parts):
        return Observation.Symbol.CONFIDENTIAL.value
    return next(iter(symbols)) if len(symbols) == 1 else Observation.Symbol.NOT_AVAILABLE.value


def _parts(source: FigureSource, dimensions: Collection[Dimension]) -> dict[Key, RatePart]:
    found = source.narrowed(source.figures(dimensions), dimensions)
    fields = ["release", *fields_of(dimensions)]
    rows = (
        found.filter(measure=source.quantity.measure)
        .order_by()
        .values(*fields)
        .annotate(
            part_value=Sum("value"),
            part_based=Sum("value", filter=BOTH),
            part_base=Sum("base", filter=BOTH),
            part_lacking=Count("pk", filter=WITHOUT_BASE),
            part_gaps=Count("pk", filter=HAS_SYMBOL),
            part_open=Count("pk", filter=HAS_SYMBOL & ~Q(table=Table.LEAVES)),
            part_least=Min("symbol", filter=HAS_SYMBOL),
            part_most=Max("symbol", filter=HAS_SYMBOL),
        )
    )
    return {
        tuple(row[name] for name in fields): RatePart(
            row["part_value"],
            row["part_based"],
            row["part_base"],
            row["part_lacking"],
            row["part_gaps"],
            bool(row["part_open"]),
            frozenset({row["part_least"], row["part_most"]} - {None}),
        )
        for row in rows
    }


def _bases(
    source: FigureSource, dimensions: Collection[Dimension], lacking: set[Key]
) -> Iterator[tuple[Key, int]]:
    """The graduates of cells as a whole, where they are told of exactly these people."""
    if source.table != Table.COLLEGE:  # their sums are of hidden colleges as well
        hidden = set(hidden_in({key[0] for key in lacking}))
        lacking = {key for key in lacking if key[0] not in hidden}
    graduates = _graduates_of(source, dimensions)
    found = graduates.narrowed(graduates.figures(dimensions), dimensions)
    told = graduates.quantity.cells(found, ["release", *fields_of(dimensions)])
    unsure = _elsewhere(source, dimensions) | _elsewhere(graduates, dimensions)
    unanswered = _Unanswered.of(source, dimensions)
    for key in lacking - unsure - unanswered.unsure:
        cell = told.get(key)
        if cell is None or cell.value is None or cell.missing > unanswered.missing[key]:
            continue
        yield key, cell.value - unanswered.graduates[key]


def _graduates_of(source: FigureSource, dimensions: Collection[Dimension]) -> FigureSource:
    measure: Any = source.quantity.base
    quantity = Quantity(measure.code, measure.name, measure.definition, measure)
    asked = source.filters.narrowing | {one.code for one in dimensions}
    return replace(source, quantity=quantity, table=table_for(quantity, asked) or Table.LEAVES)


def _elsewhere(source: FigureSource, dimensions: Collection[Dimension]) -> set[Key]:
    """The cells some of whose people are told in a figure that is not of this cell alone."""
    asked = source.filters.narrowing | {one.code for one in dimensions}
    joined = source.published().filter(undivided(asked), measure=source.quantity.measure)
    groups = set(joined.exclude(group="").order_by().values_list("release", "group"))
    if not groups:
        return set()
    fields = ["release", *fields_of(dimensions)]
    members = source.narrowed(source.members(), dimensions).order_by()
    rows = members.values_list("group", *fields).distinct()
    return {tuple(key) for group, *key in rows if (key[0], group) in groups}


@dataclass(frozen=True)
class _Unanswered:
    """Graduates of whom nobody knows what became, by cell: they are no part of its base."""

    graduates: dict[Key, int]
    missing: dict[Key, int]  # of whom even the number of graduates has a symbol
    unsure: set[Key]  # they are told together with others

    @classmethod
    def of(cls, source: FigureSource, dimensions: Collection[Dimension]) -> _Unanswered:
        leaves = PublishedFigure.objects.public().filter(table=Table.LEAVES)
        found = source.narrowed(leaves.filter(measure=source.quantity.measure), dimensions)
        fields = ["release", *fields_of(dimensions)]
        made = cls(defaultdict(int), defaultdict(int), set())
        places = [
            (tuple(row[: len(fields)]), (row[0], *row[len(fields) :]))
            for row in found.order_by().values_list(*fields, *PLACE)
        ]
        graduates, joined = _graduates_at({place for _key, place in places}, source.quantity.base)
        for key, place in places:
            if place in joined:
                made.unsure.add(key)
            elif place in graduates and graduates[place] is None:
                made.missing[key] += 1
            else:
                made.graduates[key] += graduates.get(place) or 0
        return made


def _graduates_at(places: set[tuple], measure) -> tuple[dict[tuple, int | None], set[tuple]]:
    """The graduates of places told by themselves, and the places told together with others."""
    if not places:
        return {}, set()
    where = {
        "release__in": {place[0] for place in places},
        "college__in": {place[1] for place in places},
        "table": Table.LEAVES,
        "measure": measure,
    }
    alone = PublishedFigure.objects.filter(**where, group="")
    joined = PublishedMember.objects.filter(**where)
    return (
        {tuple(row[:-1]): row[-1] for row in alone.values_list("release", *PLACE, "value")},
        places & set(joined.values_list("release", *PLACE)),
    )
