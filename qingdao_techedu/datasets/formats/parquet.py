"""Parquet: typed columns that say what they mean, row groups written as they fill."""

from __future__ import annotations

import base64
import json
from array import array
from collections import defaultdict
from collections.abc import Generator, Iterable, Iterator
from contextlib import contextmanager
from itertools import count, islice
from typing import IO, TYPE_CHECKING, Any

from django.utils import translation

from .. import star
from ..bilingual import ENGLISH, spoken
from ..file_formats import Format, Options
from ..notes import codes, notes
from ..query import Query
from ..reading import Batch
from ..registry import DATE, DECIMAL, INTEGER, TEXT, Column
from .sink import Sink

if TYPE_CHECKING:
    import pyarrow

BATCHES_A_GROUP = 64
SCHEMA = "ARROW:schema"  # where Arrow keeps what Parquet has no word for


def pieces(query: Query, options: Options) -> Generator[bytes, None, None]:
    """The file, a row group at a time."""
    import pyarrow  # noqa: PLC0415 (20 MB that only this format needs)

    pyarrow.set_memory_pool(pyarrow.system_memory_pool())  # gives back what it does not need
    with translation.override(query.language):
        schema = schema_of(query.columns, _metadata(query))
    sink = Sink()
    file = pyarrow.PythonFile(sink, "w")
    with star.opened(query) as found, writing(file, schema) as write:
        yield sink.taken()
        while groups := _groups(found):
            write([one for part in found.parts for one in groups[part.place].arrays(part)])
            yield sink.taken()
    yield sink.taken()


def schema_of(columns: Iterable[Column], metadata: dict[str, str]) -> pyarrow.Schema:
    """Plain types, each field with its label, unit and description in the active language.

    The same follows in English, so that a file which knows no language serves everybody.
    """
    import pyarrow  # noqa: PLC0415

    fields = [pyarrow.field(one.name, _type(one), metadata=_meaning(one)) for one in columns]
    return pyarrow.schema(fields, metadata=metadata)


@contextmanager
def writing(file: IO[bytes] | Any, schema: pyarrow.Schema) -> Iterator[Any]:
    """A function that writes the columns of a row group: texts as dictionaries, dates as days.

    A dictionary is hashed once and not once a row. Arrow would note that texts were dictionaries
    and make readers keep them so, as categories, which neither add nor join like texts: so the
    file has the note of plain strings instead.
    """
    import pyarrow.parquet  # noqa: PLC0415

    given = pyarrow.schema([(one.name, _given(one.type)) for one in schema])
    # Readers skip by the extremes of numbers; those of names and codes help nobody.
    numbers = [one.name for one in schema if one.type != pyarrow.string()]
    with pyarrow.parquet.ParquetWriter(
        file, given, compression="zstd", write_statistics=numbers, store_schema=False
    ) as writer:
        yield lambda columns: writer.write_table(pyarrow.Table.from_arrays(columns, schema=given))
        told = {key.decode(): value.decode() for key, value in (schema.metadata or {}).items()}
        note = base64.b64encode(schema.serialize().to_pybytes()).decode()
        writer.add_key_value_metadata({**told, SCHEMA: note})


class _Group:
    """A key of some ten thousand rows: each value once, and for each row its number among them."""

    def __init__(self, place: int):
        self.place = place
        self.number_of: dict[Any, int] = defaultdict(count().__next__)
        self.numbers = array("i")

    def take(self, batch: Batch) -> None:
        self.numbers.extend(map(self.number_of.__getitem__, batch[self.place]))

    def arrays(self, part: star.StarDimension) -> Iterator[pyarrow.Array]:
        """The columns of a part that stands at this key."""
        import pyarrow  # noqa: PLC0415

        buffers = [None, pyarrow.py_buffer(self.numbers)]
        rows = pyarrow.Array.from_buffers(pyarrow.int32(), len(self.numbers), buffers)
        told = zip(*map(part.values, self.number_of), strict=True)
        for column, values in zip(part.columns, told, strict=True):
            yield _array(column, values).take(rows)


def _groups(found: star.Star) -> dict[int, _Group]:
    """The keys of the next rows, by their places; none where there are no more."""
    groups = {part.place: _Group(part.place) for part in found.parts}
    rows = 0
    for batch in islice(found.batches, BATCHES_A_GROUP):
        rows += len(batch[0])
        for group in groups.values():
            group.take(batch)
    return groups if rows else {}


def _array(column: Column, values: Iterable[Any]) -> pyarrow.Array:
    import pyarrow  # noqa: PLC0415

    if column.type == TEXT:
        return pyarrow.array(values, pyarrow.string()).dictionary_encode()
    if column.type == DATE:
        return pyarrow.array(values, pyarrow.string()).cast(pyarrow.date32())
    if column.type == DECIMAL:
        values = [None if value is None else float(value) for value in values]
    return pyarrow.array(values, _type(column))


def _type(column: Column) -> pyarrow.DataType:
    """What every reader has: 64 bits are no plain number in JavaScript, nor are decimals."""
    import pyarrow  # noqa: PLC0415

    return {
        INTEGER: pyarrow.int32(),
        DECIMAL: pyarrow.float64(),
        DATE: pyarrow.date32(),
        TEXT: pyarrow.string(),
    }[column.type]


def _given(type_: pyarrow.DataType) -> pyarrow.DataType:
    import pyarrow  # noqa: PLC0415

    return pyarrow.dictionary(pyarrow.int32(), type_) if type_ == pyarrow.string() else type_


def _meaning(column: Column) -> dict[str, str]:
    words = {"label": column.label, "unit": column.unit, "description": column.description}
    told = {name: str(word) for name, word in words.items() if word}
    return told | {f"{name}_en": spoken(word, ENGLISH) for name, word in words.items() if word}


def _metadata(query: Query) -> dict[str, str]:
    """What the file is, for whoever finds it alone: as the notes of a workbook say it."""
    told = [[str(name), *map(str, words)] for name, *words in [*notes(query), *codes(query)]]
    return {
        "dataset": query.code,
        "query": query.text,
        "language": query.language,
        "notes": json.dumps(told, ensure_ascii=False),
    }


PARQUET = Format(
    suffix="parquet",
    label="Parquet",
    media_type="application/vnd.apache.parquet",
    write=pieces,
    is_compressed=True,
)
