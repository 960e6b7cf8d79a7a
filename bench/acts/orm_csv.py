"""Prints the seconds that a plain csv.writer over the ORM takes for some rows of the data set.

orm_csv.py ROWS records     records with select_related, as such a view is usually written
orm_csv.py ROWS values      values_list, the ORM at its quickest: no records, codes for labels
"""

from __future__ import annotations

import csv
import os
import sys
import time
from collections.abc import Iterator
from pathlib import Path

import django
from joined_sql import columns, joined

RELATED = ("release", "college__district", "specialty", "measure")


def by_records(rows: int) -> Iterator[list]:
    from colleges.enrollment.datasets import ENROLLMENT  # noqa: PLC0415 (once Django is set up)

    paths = [_path(column).split("__") for column in columns()]
    for record in ENROLLMENT.query().select_related(*RELATED)[:rows].iterator():
        yield [_read(record, path) for path in paths]


def _path(column) -> str:
    if isinstance(column.path, str):
        return f"get_{column.path}_display" if column.spoken else column.path
    return f"{column.of}name_en" if column.of else "symbol"  # the unit is a constant


def _read(record, path: list[str]):
    for name in path:
        record = getattr(record, name, None)
    return record() if callable(record) else record


if __name__ == "__main__":
    django.setup()
    wanted = int(sys.argv[1])
    begun = time.perf_counter()
    lines = joined()[:wanted].iterator() if sys.argv[2] == "values" else by_records(wanted)
    with Path(os.devnull).open("w", encoding="utf-8", newline="") as nowhere:
        writer = csv.writer(nowhere)
        writer.writerow([column.name for column in columns()])
        for line in lines:
            writer.writerow(line)
    print(time.perf_counter() - begun)
