"""NDJSON: one JSON object a line and row, for programs that read as it comes."""

from __future__ import annotations

from collections.abc import Generator

from ..file_formats import Format, Options
from ..query import Query
from .json import objects


def pieces(query: Query, options: Options) -> Generator[bytes, None, None]:
    """The rows, some thousand lines at a time."""
    for text in objects(query, "\n"):
        yield text.encode()


NDJSON = Format(suffix="ndjson", label="NDJSON", media_type="application/x-ndjson", write=pieces)
