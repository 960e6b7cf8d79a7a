"""Files of all rows over HTTP beside what others make of the same SQLite file.

Where others would take minutes, a part of their rows is measured and scaled up.
"""

from __future__ import annotations

import json
from collections.abc import Iterator
from functools import partial

import peers
from databases import Databases, told
from exports import CSV, ROUNDS, XLSX
from table import Row, faster, in_turn
from visiting import downloaded

from audit.serving import served

STREAM = "/peer/joined.csv?_stream=1&_size=max"
YEAR = "2024"
BY_RECORDS, BY_VALUES, BY_IMPORT_EXPORT = 50_000, 200_000, 4_000
SECONDS_OF_STREAM = 90


def rows(made: Databases, *, with_peers: bool) -> Iterator[Row]:
    """The rows of the table about exports by the ORM, Datasette and django-import-export."""
    join = json.loads(told(made.large, "joined_sql"))
    with served(made.large, WORKERS="1") as address:
        ours = partial(downloaded, address, CSV)
        yield _beside_orm(made, join, ours, "records", BY_RECORDS)
        yield _beside_orm(made, join, ours, "values", BY_VALUES)
        if not with_peers:
            return
        yield _beside_datasette(made, join, ours)
        yield _beside_import_export(made, join, address)


def _beside_orm(made: Databases, join: dict, ours, way: str, most: int) -> Row:
    some = min(most, join["rows"])

    def by_orm() -> float:
        return float(told(made.large, "orm_csv", str(some), way)) * join["rows"] / some

    named = {"records": "the ORM's records", "values": "the ORM's `values_list`"}[way]
    what = f"CSV, SQLite, beside {named} and `csv.writer` (scaled from {some:,} rows)"
    csv, others = in_turn(ROUNDS, ours, by_orm)
    return faster(what, csv, others, 10)


def _beside_datasette(made: Databases, join: dict, ours) -> Row:
    file = peers.with_view(made.large_file, join["sql"], join["columns"])
    rows_seen: list[int] = []

    def stream() -> float:
        # A server a round: one whose reader has gone reads on, and would slow ours down.
        with peers.datasette(file) as address:
            lines, spent = peers.lines_within(SECONDS_OF_STREAM, join["rows"], address, STREAM)
            rows_seen.append(lines)
            return spent * join["rows"] / lines

    csv, by_datasette = in_turn(ROUNDS, ours, stream)
    seen = min(rows_seen)
    part = "" if seen == join["rows"] else f" (scaled from {seen:,} rows)"
    what = f"CSV, SQLite, beside Datasette's stream{part}"
    return faster(what, csv, by_datasette, 15)


def _beside_import_export(made: Databases, join: dict, address: str) -> Row:
    of_year = join["rows_of"][YEAR]
    some = min(BY_IMPORT_EXPORT, of_year)

    def ours() -> float:
        return downloaded(address, f"{XLSX}?year={YEAR}") * join["rows"] / of_year

    def theirs() -> float:
        spent = told(made.large, "xlsx_by_rows", str(some), python=peers.PYTHON)
        return float(spent) * join["rows"] / some

    what = f"XLSX, SQLite (scaled from {of_year:,} rows), beside import-export ({some:,})"
    xlsx, others = in_turn(ROUNDS, ours, theirs)
    return faster(what, xlsx, others, 3)
