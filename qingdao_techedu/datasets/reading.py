"""Reading many records in constant memory, by the fastest way that each database has.

Keys come as the way gives them, column by column; ``decoders`` tell how each is understood.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Generator, Iterator, Sequence
from contextlib import contextmanager
from decimal import Decimal
from itertools import islice
from typing import Any

from django.core.exceptions import EmptyResultSet
from django.db import connections
from django.db.models import QuerySet

from .registry import DATE, DECIMAL, INTEGER, TEXT

ROWS_A_BATCH = 1_000

Batch = Sequence[Sequence[Any]]  # columns of keys
Decoder = Callable[[Any], Any]


@contextmanager
def snapshot(using: str) -> Iterator[None]:
    """Let all that is read stem from one moment, while others go on writing.

    Left early, as when a visitor breaks a download off, it gives the connection back at once.
    """
    connection = connections[using]
    if connection.in_atomic_block:
        yield
        return
    begin = {
        "postgresql": "BEGIN ISOLATION LEVEL REPEATABLE READ READ ONLY",
        "sqlite": "BEGIN DEFERRED",
    }[connection.vendor]
    with connection.cursor() as cursor:
        cursor.execute(begin)
    try:
        yield
    finally:
        if connection.connection is not None:
            connection.connection.rollback()


def batches(records: QuerySet, keys: Sequence[Any]) -> Generator[Batch, None, None]:
    """The keys of all records, some columns of a thousand at a time."""
    try:
        sql, parameters = records.values_list(*keys).query.sql_with_params()
    except EmptyResultSet:  # the filters contradict each other: there is nothing to ask
        return
    read = {"postgresql": _copied, "sqlite": _fetched}[connections[records.db].vendor]
    yield from read(connections[records.db], sql, parameters, len(keys))


def decoders(using: str) -> dict[str, Decoder]:
    """What makes a value, or None, of what ``batches`` gave, by the type of the column."""
    return {"postgresql": FROM_COPY, "sqlite": FROM_SQLITE}[connections[using].vendor]


def _fetched(connection, sql: str, parameters, width: int) -> Generator[Batch, None, None]:
    with connection.cursor() as cursor:
        cursor.execute(sql, parameters)
        while rows := cursor.fetchmany(ROWS_A_BATCH):
            yield list(zip(*rows, strict=True))


def _copied(connection, sql: str, parameters, width: int) -> Generator[Batch, None, None]:
    """PostgreSQL's COPY as text, in which tabs and line feeds stand between cells alone."""
    import psycopg  # noqa: PLC0415 (absent where the database is SQLite)

    with connection.cursor() as cursor:
        sql = psycopg.ClientCursor(connection.connection).mogrify(sql, parameters)
        with cursor.copy(f"COPY ({sql}) TO STDOUT") as copied:
            lines = iter(copied)
            while some := b"".join(islice(lines, ROWS_A_BATCH)):
                cells = some.decode().replace("\n", "\t").split("\t")
                cells.pop()  # what follows the last line
                yield [cells[place::width] for place in range(width)]


NULL = "\\N"
ESCAPED = re.compile(r"\\(.)", re.DOTALL)
MEANT = {"b": "\b", "f": "\f", "n": "\n", "r": "\r", "t": "\t", "v": "\v"}


def _unescaped(cell: str) -> str | None:
    if cell == NULL:
        return None
    return ESCAPED.sub(lambda found: MEANT.get(found[1], found[1]), cell) or None


FROM_COPY: dict[str, Decoder] = {
    TEXT: _unescaped,
    DATE: _unescaped,
    INTEGER: lambda cell: None if cell == NULL else int(cell),
    DECIMAL: lambda cell: None if cell == NULL else Decimal(cell),
}
FROM_SQLITE: dict[str, Decoder] = {
    TEXT: lambda cell: cell or None,
    DATE: lambda cell: cell or None,
    INTEGER: lambda cell: cell,
    DECIMAL: lambda cell: None if cell is None else Decimal(str(cell)),
}
FROM_MODELS: dict[str, Decoder] = {
    TEXT: lambda cell: cell or None,
    DATE: lambda cell: cell or None,
    INTEGER: lambda cell: cell,
    DECIMAL: lambda cell: cell,
}
