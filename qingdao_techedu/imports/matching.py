"""Which records of the portal the rows of a file mean, found all at once, and what they change."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from typing import Any

from django.db.models import Q

from .declaring import ImportTable
from .meaning import emptied
from .references import NotYet, batches

Key = tuple[Any, ...]


@dataclass
class ImportRow:
    """A row as values: what stands in ``values``, by the names of fields, is to be set.

    ``texts`` are the cells behind them; the fields of cells that mean nothing are ``unclear``.
    """

    line: int
    values: dict[str, Any] = field(default_factory=dict)
    texts: dict[str, str] = field(default_factory=dict)
    unclear: set[str] = field(default_factory=set)

    def keys(self, table: ImportTable) -> Iterator[tuple[int, Key]]:
        """The row's key by each way that it can be recognized, with the number of the way."""
        for number, way in enumerate(table.key):
            fields = [table.field_of(table.column(name)) for name in way]
            key = tuple(self.values.get(one.name, emptied(one)) for one in fields)
            if any(part not in ("", None) for part in key):
                yield number, key


@dataclass
class Meant:
    """The records that a row means by the first way that finds any: none for a new one.

    ``others`` are what its other ways would find instead, each with the number of the way.
    """

    records: list[Any] = field(default_factory=list)
    others: list[tuple[int, Any]] = field(default_factory=list)


def existing(table: ImportTable, rows: Sequence[ImportRow]) -> list[Meant]:
    """What each row means, in as many queries as there are ways."""
    meant = [Meant() for _row in rows]
    keys = [dict(row.keys(table)) for row in rows]
    for number, way in enumerate(table.key):
        fields = [table.field_of(table.column(name)) for name in way]
        places: dict[Key, list[int]] = {}
        for place, of_row in enumerate(keys):
            key = of_row.get(number)
            if key and not any(isinstance(part, NotYet) for part in key):
                places.setdefault(key, []).append(place)
        found: dict[int, list[Any]] = {}
        for some in batches(list(places)):
            for record in table.model._base_manager.filter(_among(fields, some)):
                key = tuple(getattr(record, one.attname) for one in fields)
                for place in places.get(key, ()):
                    found.setdefault(place, []).append(record)
        for place, records in found.items():
            row = meant[place]
            if not row.records:
                row.records = records
            elif not any(one in records for one in row.records):
                row.others.append((number, records[0]))
    return meant


def change(record: Any, values: dict[str, Any]) -> dict[str, Any]:
    """Set what differs, and return what stood there before, by the names of fields."""
    before = {}
    for name, value in values.items():
        one = record._meta.get_field(name)
        now = getattr(record, one.attname)
        if not _same(now, value):
            before[name] = now
            if not isinstance(value, NotYet):
                setattr(record, one.attname, value)
    return before


def _among(fields: list[Any], keys: Sequence[Key]) -> Q:
    """Each part by itself: a few records too many are fetched, and compared whole afterwards."""
    condition = Q()
    for place, one in enumerate(fields):
        values = {key[place] for key in keys}
        part = Q(**{f"{one.attname}__in": values - {None}})
        condition &= part | Q(**{f"{one.attname}__isnull": True}) if None in values else part
    return condition


def _same(now: Any, value: Any) -> bool:
    """Whether a value says the same as what is there; how lines end does not matter."""
    if isinstance(now, str) and isinstance(value, str):
        return _lines(now) == _lines(value)
    return now == value


def _lines(text: str) -> list[str]:
    return [line.rstrip() for line in text.strip().splitlines()]
