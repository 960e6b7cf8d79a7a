"""NDJSON: one JSON object a line and row, for programs that read as it comes."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import islice

from ..cells import ROWS_A_PIECE
from ..query import Query
from .declaring import Format, Options
from .json import objects


def pieces(query: Query, options: Options) -> Iterator[bytes]:
    """An object a row, each on its line."""
    found = objects(query)
    while piece := list(islice(found, ROWS_A_PIECE)):
        yield ("\n".join(piece) + "\n").encode()


NDJSON = Format(
    suffix="ndjson",
    label="NDJSON",
    media_type="application/x-ndjson",
    write=pieces,
)
