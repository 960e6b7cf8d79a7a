"""Measures one database: how long its pages and its CSV take. Prints JSON; `bench/run` calls it."""

from __future__ import annotations

import csv
import io
import json
import os
import statistics
import sys
import time
from collections.abc import Callable
from functools import partial
from importlib import import_module
from typing import Any

import django
from django.db import connection
from django.test import Client

PAGES = [
    "/",
    "/colleges/",
    "/colleges/sample-01/",
    "/specialties/welding/",
    "/chains/24-chains-2022/",
    "/enrollment/",
    "/awards/2023/outstanding-student/",
    "/data/enrollment/",
]
ROUNDS = 7
PLAIN_QUERY = """
    SELECT r.year, c.code, c.name_zh, s.slug, s.name_zh, o.level, o.entry_route, o.sex, m.code,
           o.value, o.symbol
    FROM enrollment_observation o
    JOIN enrollment_release r ON r.id = o.release_id
    JOIN colleges_college c ON c.id = o.college_id
    JOIN colleges_specialty s ON s.id = o.specialty_id
    JOIN enrollment_measure m ON m.id = o.measure_id
"""


def main() -> None:
    client = Client()

    def take_csv() -> None:
        response: Any = client.get("/data/enrollment.csv")
        for _piece in response.streaming_content:
            pass

    pages = {address: median_seconds(partial(client.get, address)) for address in PAGES}
    export = seconds(take_csv)
    plain = seconds(write_plainly)
    with connection.cursor() as cursor:
        cursor.execute("SELECT count(*) FROM enrollment_observation")
        rows = cursor.fetchone()[0]
    figures: Any = import_module("figures")  # it needs Django, which is set up by now
    file = figures.of_another_year()
    bulk = seconds(partial(figures.import_in_bulk, file))
    imported = file.count(b"\r\n") - 1
    one_by_one = seconds(figures.save_one_by_one) * imported / figures.ONE_BY_ONE
    told = {"rows": rows, "pages": pages, "export": export, "plain": plain}
    json.dump(told | {"imported": imported, "bulk": bulk, "one_by_one": one_by_one}, sys.stdout)


def write_plainly() -> None:
    """The floor in Python: a cursor's rows through csv.writer, without codes' labels or safety."""
    with connection.cursor() as cursor:
        cursor.execute(PLAIN_QUERY)
        while rows := cursor.fetchmany(2_000):
            csv.writer(io.StringIO()).writerows(rows)


def median_seconds(act: Callable[[], Any]) -> float:
    act()
    return statistics.median(seconds(act) for _round in range(ROUNDS))


def seconds(act: Callable[[], Any]) -> float:
    begun = time.perf_counter()
    act()
    return time.perf_counter() - begun


if __name__ == "__main__":
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "qingdao_techedu.settings")
    django.setup()
    main()
