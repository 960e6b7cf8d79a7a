"""Parquet: typed columns, repeated texts by dictionary, row groups written as they fill."""

from __future__ import annotations

import json
from array import array
from collections import defaultdict
from collections.abc import Generator, Iterator
from itertools import count, islice
from typing import TYPE_CHECKING, Any

from django.utils import translation

from .. import star
from ..notes import notes
from ..query import Query
from ..reading import Batch
from ..registry import DECIMAL, INTEGER, TEXT, Column
from .declaring import Format, Options
from .sink import Sink

if TYPE_CHECKING:
    import pyarrow

BATCHES_A_GROUP = 64


def pieces(query: Query, options: Options) -> Generator[bytes, None, None]:
    """The file, a row group at a time."""
    import pyarrow.parquet  # noqa: PLC0415 (20 MB that only this format needs)

    pyarrow.set_memory_pool(pyarrow.system_memory_pool())  # gives back what it does not need
    schema = pyarrow.schema(
        [pyarrow.field(column.name, _type(column)) for column in query.columns],
        metadata=_metadata(query),
    )
    # Readers skip by the extremes of numbers; those of names and codes help nobody.
    numbers = [column.name for column in query.columns if column.type != TEXT]
    sink = Sink()
    file = pyarrow.PythonFile(sink, "w")
    with (
        star.opened(query) as found,
        pyarrow.parquet.ParquetWriter(
            file, schema, compression="zstd", write_statistics=numbers
        ) as writer,
    ):
        yield sink.taken()
        while groups := _groups(found):
            arrays = [one for part in found.parts for one in groups[part.place].arrays(part)]
            writer.write_table(pyarrow.Table.from_arrays(arrays, schema=schema))
            yield sink.taken()
    yield sink.taken()


class _Group:
    """A key of some ten thousand rows: each value once, and for each row its number among them."""

    def __init__(self, place: int):
        self.place = place
        self.number_of: dict[Any, int] = defaultdict(count().__next__)
        self.numbers = array("i")

    def take(self, batch: Batch) -> None:
        self.numbers.extend(map(self.number_of.__getitem__, batch[self.place]))

    def arrays(self, part: star.Part) -> Iterator[pyarrow.Array]:
        """The columns of a part that stands at this key."""
        import pyarrow  # noqa: PLC0415

        buffers = [None, pyarrow.py_buffer(self.numbers)]
        rows = pyarrow.Array.from_buffers(pyarrow.int32(), len(self.numbers), buffers)
        told = zip(*map(part.values, self.number_of), strict=True)
        for column, values in zip(part.columns, told, strict=True):
            if column.type == TEXT:
                yield pyarrow.array(values, pyarrow.string()).dictionary_encode().take(rows)
            else:
                yield pyarrow.array(values, _type(column)).take(rows)


def _groups(found: star.Star) -> dict[int, _Group]:
    """The keys of the next rows, by their places; none where there are no more."""
    groups = {part.place: _Group(part.place) for part in found.parts}
    rows = 0
    for batch in islice(found.batches, BATCHES_A_GROUP):
        rows += len(batch[0])
        for group in groups.values():
            group.take(batch)
    return groups if rows else {}


def _type(column: Column) -> pyarrow.DataType:
    import pyarrow  # noqa: PLC0415

    if column.type == INTEGER:
        return pyarrow.int64()
    if column.type == DECIMAL:
        return pyarrow.decimal128(20, 4)
    return pyarrow.dictionary(pyarrow.int32(), pyarrow.string())


def _metadata(query: Query) -> dict[str, str]:
    """What the file is, for whoever finds it alone: as the notes of a workbook say it."""
    with translation.override(query.language):
        told = [[str(name), *map(str, words)] for name, *words in notes(query)]
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
