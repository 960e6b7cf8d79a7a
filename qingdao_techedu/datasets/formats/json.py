"""JSON: an array of objects, one a row; values typed, null for none, codes beside labels."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterator
from decimal import Decimal
from functools import lru_cache
from itertools import islice
from typing import Any

from ..cells import ROWS_A_PIECE, without_idle_zeros
from ..query import Query
from ..registry import TEXT
from .declaring import Format, Options

REMEMBERED = 20_000  # texts, most of which stand in many rows

_quoted = lru_cache(REMEMBERED)(json.JSONEncoder(ensure_ascii=False).encode)


def pieces(query: Query, options: Options) -> Iterator[bytes]:
    """The array, some thousand objects at a time."""
    found = objects(query)
    before = "[\n"
    while piece := list(islice(found, ROWS_A_PIECE)):
        yield (before + ",\n".join(piece)).encode()
        before = ",\n"
    yield b"[]\n" if before == "[\n" else b"\n]\n"


def objects(query: Query) -> Iterator[str]:
    """Each row as an object whose names are those of the columns, in their order."""
    template = ", ".join(f"{_quoted(column.name)}: %s" for column in query.columns)
    template = "{" + template + "}"
    writers: list[Callable[[Any], str]] = [
        _text if column.type == TEXT else _number for column in query.columns
    ]
    for row in query.rows():
        yield template % tuple([write(cell) for write, cell in zip(writers, row, strict=True)])


def _text(cell: str | None) -> str:
    return "null" if cell is None else _quoted(cell)


def _number(cell: int | Decimal | None) -> str:
    if cell is None:
        return "null"
    return without_idle_zeros(cell) if isinstance(cell, Decimal) else str(cell)


JSON = Format(suffix="json", label="JSON", media_type="application/json", write=pieces)
