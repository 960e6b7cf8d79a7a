"""A data set read as a star: its records narrow, and what they point to only once.

A million figures name a few colleges a thousand times each. So the names are fetched and written
once, and of each record only the keys are read.
"""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterator, Sequence
from contextlib import closing, contextmanager
from dataclasses import dataclass
from itertools import chain
from typing import TYPE_CHECKING, Any

from django.core.exceptions import FieldDoesNotExist
from django.db.models import F, ForeignKey, IntegerField, QuerySet, Value
from django.utils import translation

from . import reading
from .cells import Memo
from .registry import DATE, INTEGER, TEXT, Column

if TYPE_CHECKING:
    from .query import Query

WHOLE_DATE = "2024-04-24"  # of dates kept as text those of this length are whole

Values = tuple[Any, ...]
Write = Callable[["StarDimension", Values], str]


@dataclass(frozen=True)
class StarDimension:
    """Columns side by side whose values one key decides; ``place`` is that of the key.

    ``known`` are the values that may come, where they are those of the records pointed to.
    """

    columns: tuple[Column, ...]
    place: int
    values: Callable[[Any], Values]
    is_first: bool
    is_last: bool
    known: Collection[Values] = ()


@dataclass(frozen=True)
class Star:
    """The parts that make up a row, and the keys of all records batch by batch."""

    parts: list[StarDimension]
    batches: Iterator[reading.Batch]  # read once


@contextmanager
def opened(query: Query) -> Iterator[Star]:
    """The whole answer to a query, as of one moment. The batches end with the block."""
    records = query.queryset
    with reading.snapshot(records.db):
        dimensions = _Dimensions(query, records, reading.decoders(records.db))
        # Closed before the snapshot: a COPY that is broken off is canceled first.
        with closing(reading.batches(records, dimensions.keys)) as batches:
            yield Star(dimensions.parts(), batches)


def texts(query: Query, write: Write) -> Iterator[str]:
    """The rows, batch by batch, put together of what ``write`` makes of the values of each part."""
    for batch in _written(query, write):
        yield "".join(chain.from_iterable(batch))


def lines(query: Query, write: Write) -> Iterator[list[str]]:
    """The same, each row of a batch by itself."""
    for batch in _written(query, write):
        yield list(map("".join, batch))


def _written(query: Query, write: Write) -> Iterator[Iterator[tuple[str, ...]]]:
    with opened(query) as star:
        written = [Memo(_writer(part, write)) for part in star.parts]
        places = [part.place for part in star.parts]
        for batch in star.batches:
            cells = [
                map(of_key.__getitem__, batch[place])
                for of_key, place in zip(written, places, strict=True)
            ]
            yield zip(*cells, strict=True)


def _writer(part: StarDimension, write: Write) -> Callable[[Any], str]:
    return lambda key: write(part, part.values(key))


def rows(query: Query) -> Iterator[Values]:
    """Every row, its values typed or None."""
    with opened(query) as star:
        values = [(Memo(part.values).__getitem__, part.place) for part in star.parts]
        for batch in star.batches:
            of_parts = [map(of_key, batch[place]) for of_key, place in values]
            for row in zip(*of_parts, strict=True):
                yield tuple(chain.from_iterable(row))


def rows_of(query: Query, records: QuerySet) -> Iterator[Values]:
    """The rows of a few of the query's records, such as those of a page, in three or so queries."""
    dimensions = _Dimensions(query, records, reading.FROM_MODELS)
    keys = list(records.values_list(*dimensions.keys))
    parts = dimensions.parts(among=list(zip(*keys, strict=True)))
    for row in keys:
        yield tuple(chain.from_iterable(part.values(row[part.place]) for part in parts))


class _Dimensions:
    """Finds the parts of a query's columns, and the keys that decide them."""

    def __init__(self, query: Query, records: QuerySet, decoders: dict[str, reading.Decoder]):
        self.records = records
        self.language = query.language
        self.decoders = decoders
        self.runs: list[tuple[Any, list[Column]]] = []
        for column in query.columns:
            source = self._source(column)
            if self.runs and (source is None or source == self.runs[-1][0]):
                self.runs[-1][1].append(column)
            else:
                self.runs.append((source, [column]))
        self.keys = list(dict.fromkeys(_key(source) for source, _columns in self.runs))

    def parts(self, among: Sequence[Collection[Any]] | None = None) -> list[StarDimension]:
        """The parts, with what they point to; only what is pointed to ``among`` columns of keys."""
        made = []
        with translation.override(self.language):
            for number, (source, columns) in enumerate(self.runs):
                place = self.keys.index(_key(source))
                wanted = None if among is None else set(among[place]) if among else set()
                values, known = self._values(source, columns, wanted)
                made.append(
                    StarDimension(
                        tuple(columns),
                        place,
                        values,
                        is_first=number == 0,
                        is_last=number == len(self.runs) - 1,
                        known=known,
                    )
                )
        return made

    def _source(self, column: Column) -> Any:
        """The relation through which a column is reached, or its own path; None for a constant."""
        if isinstance(column.path, Value):
            return None
        path = column.path if isinstance(column.path, str) else column.of
        try:
            field = self.records.model._meta.get_field(path.partition("__")[0])
        except FieldDoesNotExist:
            field = None
        if "__" in path and isinstance(field, ForeignKey):
            return field
        return path if isinstance(column.path, str) else column.path(column.of)

    def _values(
        self, source: Any, columns: list[Column], wanted: set | None
    ) -> tuple[Callable[[Any], Values], Collection[Values]]:
        spoken = [_speaker(column) for column in columns]
        if isinstance(source, ForeignKey):
            found = _pointed_to(source, columns, wanted)
            target = source.target_field
            decode = self.decoders[INTEGER if isinstance(target, IntegerField) else TEXT]
            nothing = tuple(str(column.otherwise) or None for column in columns)
            told = {key: _cells_of(spoken, values) for key, values in found.items()}
            return lambda key: told.get(decode(key), nothing), [*told.values(), nothing]
        decode_own = self.decoders[columns[0].type]
        return lambda key: _cells_of(spoken, [decode_own(key)] * len(spoken)), ()


def _key(source: Any) -> Any:
    """What is selected of each record: the number of a relation, or what is its own."""
    return source.attname if isinstance(source, ForeignKey) else source


def _pointed_to(
    relation: ForeignKey, columns: list[Column], wanted: set | None
) -> dict[Any, Sequence[Any]]:
    """What stands in the columns for each record that a relation leads to."""
    records = relation.related_model._base_manager.order_by()
    target = relation.target_field.attname
    if wanted is not None:
        records = records.filter(**{f"{target}__in": wanted})
    paths = [_from_there(column, relation.name) for column in columns]
    return {key: values for key, *values in records.values_list(target, *paths)}


def _from_there(column: Column, relation: str) -> Any:
    prefix = f"{relation}__"
    if isinstance(column.path, str):
        return F(column.path.removeprefix(prefix))
    if isinstance(column.path, Value):
        return column.path
    return column.path(column.of.removeprefix(prefix))


def _cells_of(spoken: list[Callable[[Any], Any]], values: Sequence[Any]) -> Values:
    return tuple([speak(value) for speak, value in zip(spoken, values, strict=True)])


def _speaker(column: Column) -> Callable[[Any], Any]:
    """What stands in a cell for a value: the label of a spoken code; nothing for a blank text.

    A date is its ISO 8601, and nothing where only its year or month is known.
    """
    if column.spoken:
        return column.labels.get
    if isinstance(column.path, Value):
        constant = column.path.value
        return lambda value: constant
    if column.type == DATE:
        return lambda value: value if value and len(value) == len(WHOLE_DATE) else None
    if column.type == TEXT:
        return lambda value: value or None
    return lambda value: value
