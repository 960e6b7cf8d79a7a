"""Parquet: typed columns, repeated texts by dictionary, row groups written as they fill."""

from __future__ import annotations

import json
from collections.abc import Iterator
from itertools import islice
from typing import TYPE_CHECKING

from django.utils import translation

from ..notes import notes
from ..query import Query
from ..registry import DECIMAL, INTEGER, Column
from .declaring import Format, Options

if TYPE_CHECKING:
    import pyarrow

ROWS_A_GROUP = 50_000


class Sink:
    """A file that hands on what was written to it, so that none of it is kept."""

    closed = False

    def __init__(self) -> None:
        self._written: list[bytes] = []
        self._length = 0

    def write(self, content) -> int:
        self._written.append(bytes(content))
        self._length += len(content)
        return len(content)

    def tell(self) -> int:
        return self._length

    def flush(self) -> None:
        """Nothing is held back."""

    def close(self) -> None:
        """Nothing is open."""

    def taken(self) -> bytes:
        """What was written since it was last asked."""
        content = b"".join(self._written)
        self._written.clear()
        return content


def pieces(query: Query, options: Options) -> Iterator[bytes]:
    """The file, a row group at a time."""
    import pyarrow  # noqa: PLC0415 (30 MB that only this format needs)
    import pyarrow.parquet  # noqa: PLC0415

    schema = pyarrow.schema(
        [pyarrow.field(column.name, _type(column)) for column in query.columns],
        metadata=_metadata(query),
    )
    sink = Sink()
    with pyarrow.parquet.ParquetWriter(
        pyarrow.PythonFile(sink, "w"), schema, compression="zstd"
    ) as writer:
        yield sink.taken()
        rows = query.rows()
        while group := list(islice(rows, ROWS_A_GROUP)):
            arrays = [
                pyarrow.array(cells, one.type)
                for cells, one in zip(zip(*group, strict=True), schema, strict=True)
            ]
            writer.write_table(pyarrow.Table.from_arrays(arrays, schema=schema))
            yield sink.taken()
    yield sink.taken()


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
