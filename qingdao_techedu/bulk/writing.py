"""Writing very many rows: by COPY on PostgreSQL, by one prepared statement on SQLite."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from django.db import connection, models


def insert(model: type[models.Model], columns: Sequence[str], rows: Sequence[Sequence]) -> None:
    """Insert ``rows`` of database values as they are: no checks but the database's, no history.

    ``columns`` are columns of the table; those left out must have a database default.
    """
    quote = connection.ops.quote_name
    target = f"{quote(model._meta.db_table)} ({', '.join(map(quote, columns))})"
    with connection.cursor() as cursor:
        if connection.vendor == "postgresql":
            with cursor.copy(f"COPY {target} FROM STDIN") as copy:
                for row in rows:
                    copy.write_row(row)
        else:
            places = ", ".join(["%s"] * len(columns))
            cursor.executemany(f"INSERT INTO {target} VALUES ({places})", rows)  # noqa: S608


def insert_from(model: type[models.Model], columns: Sequence[str], rows: models.QuerySet) -> int:
    """Insert what a query of values answers, in one statement, and return how many rows it made.

    ``columns`` stand in the order of the query's values; those left out need a database default.
    """
    quote = connection.ops.quote_name
    select, given = rows.query.sql_with_params()
    target = f"{quote(model._meta.db_table)} ({', '.join(map(quote, columns))})"
    with connection.cursor() as cursor:
        cursor.execute(f"INSERT INTO {target} {select}", given)
        return int(cursor.rowcount)


def update(model: type[models.Model], columns: Mapping[str, str], rows: Sequence[Sequence]) -> None:
    """Give rows new database values, with no checks but the database's and no history.

    ``columns`` are the changed ones with their PostgreSQL types; a row of ``rows`` holds their
    values and, last, the primary key.
    """
    quote = connection.ops.quote_name
    table, key = quote(model._meta.db_table), quote(str(model._meta.pk.column))
    with connection.cursor() as cursor:
        if connection.vendor == "postgresql":
            changes = ", ".join(f"{quote(name)} = given.{quote(name)}" for name in columns)
            arrays = ", ".join([*(f"%s::{kind}[]" for kind in columns.values()), "%s::bigint[]"])
            names = ", ".join([*map(quote, columns), "number"])
            cursor.execute(
                f"UPDATE {table} SET {changes} FROM unnest({arrays}) AS given({names}) "  # noqa: S608
                f"WHERE {table}.{key} = given.number",
                [list(values) for values in zip(*rows, strict=True)],
            )
        else:
            changes = ", ".join(f"{quote(name)} = %s" for name in columns)
            cursor.executemany(f"UPDATE {table} SET {changes} WHERE {key} = %s", rows)  # noqa: S608


def analyze() -> None:
    """Have PostgreSQL count anew after very many rows were written.

    It plans by what it last counted and does so by itself a minute later at the earliest: until
    then a page may take minutes. SQLite plans well without.
    """
    if connection.vendor == "postgresql":
        # Ours alone: those that all databases of the server share would make others wait.
        tables = map(connection.ops.quote_name, connection.introspection.table_names())
        with connection.cursor() as cursor:
            cursor.execute(f"ANALYZE {', '.join(tables)}")
