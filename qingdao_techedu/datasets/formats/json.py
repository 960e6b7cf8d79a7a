"""JSON: an array of objects, one a row; values typed, null for none, codes beside labels."""

from __future__ import annotations

import json
from collections.abc import Generator, Iterator
from decimal import Decimal
from typing import Any

from .. import star
from ..cells import without_idle_zeros
from ..file_formats import Format, Options
from ..query import Query

BETWEEN = ",\n"

_quoted = json.JSONEncoder(ensure_ascii=False).encode


def pieces(query: Query, options: Options) -> Generator[bytes, None, None]:
    """The array, some thousand objects at a time, each on its line."""
    before = "[\n"
    for text in objects(query, BETWEEN):
        yield (before + text.removesuffix(BETWEEN)).encode()
        before = BETWEEN
    yield b"\n]\n" if before == BETWEEN else b"[]\n"


def objects(query: Query, end: str) -> Iterator[str]:
    """Some thousand rows at a time, each an object and what ends it.

    The names are those of the columns, in their order.
    """

    def fragment(part: star.StarDimension, values: star.Values) -> str:
        cells = ", ".join(
            f"{_quoted(column.name)}: {_written(value)}"
            for column, value in zip(part.columns, values, strict=True)
        )
        start = "{" if part.is_first else ", "
        return start + cells + ("}" + end if part.is_last else "")

    return star.texts(query, fragment)


def _written(value: Any) -> str:
    if isinstance(value, Decimal):
        return without_idle_zeros(value)  # a float would lose digits
    return _quoted(value)


JSON = Format(
    suffix="json",
    label="JSON",
    media_type="application/json",
    write=pieces,
    also_as=("application/x-ndjson",),
)
