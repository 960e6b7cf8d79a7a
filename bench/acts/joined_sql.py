"""Tells, as JSON, the plain join that gives the rows and columns of the enrollment data set."""

from __future__ import annotations

import json
import sys
from typing import Any

import django
from django.db import connection
from django.db.models import F, Value
from django.db.models.functions import Coalesce


def columns():
    from colleges.enrollment.datasets import ENROLLMENT  # noqa: PLC0415 (once Django is set up)

    return ENROLLMENT.columns


def joined():
    """The records of the data set with every column of its files, as the ORM joins them."""
    from colleges.enrollment.datasets import ENROLLMENT  # noqa: PLC0415

    return ENROLLMENT.query().values_list(*map(_expression, columns()))


def _expression(column):
    found: Any
    if isinstance(column.path, str):
        found = F(column.path)
    else:
        found = column.path if isinstance(column.path, Value) else column.path(column.of)
    # What is told together has no record to join.
    return Coalesce(found, Value(str(column.otherwise))) if column.otherwise else found


def _sql() -> str:
    """With its parameters in their places, for programs that take a text."""
    sql, parameters = joined().query.sql_with_params()
    with connection.cursor() as cursor:
        if connection.vendor == "postgresql":
            import psycopg  # noqa: PLC0415 (absent where the database is SQLite)

            return psycopg.ClientCursor(connection.connection).mogrify(sql, parameters)
        return connection.ops.last_executed_query(cursor, sql, parameters)


if __name__ == "__main__":
    django.setup()
    told = {"sql": _sql(), "columns": [column.name for column in columns()]}
    years = {str(year): joined().filter(release__year=year).count() for year in (2024,)}
    json.dump({**told, "rows": joined().count(), "rows_of": years}, sys.stdout)
