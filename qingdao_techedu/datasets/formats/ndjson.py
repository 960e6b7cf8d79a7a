"""NDJSON: one JSON object a line and row, for programs that read as it comes."""

from __future__ import annotations

from collections.abc import Iterator

from ..query import Query
from .declaring import Format, Options
from .json import objects


def pieces(query: Query, options: Options) -> Iterator[bytes]:
    """The rows, some thousand lines at a time."""
    for text in objects(query, "\n"):
        yield text.encode()


NDJSON = Format(suffix="ndjson", label="NDJSON", media_type="application/x-ndjson", write=pieces)
