"""Commands that load a data set into the tools that analysts have. The tests run those in Python.

Codes are text, also where they are all digits; only columns of numbers become numbers.
"""

from __future__ import annotations

from dataclasses import dataclass

from .query import Query
from .registry import DECIMAL, INTEGER, TEXT

PANDAS_TYPES = {INTEGER: "Int64", DECIMAL: "Float64"}
R_TYPES = {INTEGER: "integer", DECIMAL: "numeric"}


@dataclass(frozen=True)
class Command:
    """``text`` is to be typed into the tool as it stands."""

    tool: str
    text: str


def commands(query: Query, address: str) -> list[Command]:
    """How to load the file at ``address``, given without its suffix."""
    name = query.code
    narrowed = f"{query.text}&" if query.text else ""
    csv = f"{address}.csv?{narrowed}bom=0"
    parquet = f"{address}.parquet" + (f"?{query.text}" if query.text else "")
    numbers = [column for column in query.columns if column.type != TEXT]
    pandas_types = ", ".join(f'"{one.name}": "{PANDAS_TYPES[one.type]}"' for one in numbers)
    as_numbers = f".astype({{{pandas_types}}})" if numbers else ""
    r_types = "".join(
        f"\n{name}${one.name} <- as.{R_TYPES[one.type]}({name}${one.name})" for one in numbers
    )
    return [
        Command(
            "pandas",
            f'import pandas\n{name} = pandas.read_csv("{csv}", dtype="string"){as_numbers}',
        ),
        Command(
            "DuckDB",
            "import duckdb, urllib.request\n"
            f'urllib.request.urlretrieve("{parquet}", "{name}.parquet")\n'
            f'{name} = duckdb.read_parquet("{name}.parquet")',
        ),
        Command(
            "R",
            f'{name} <- read.csv("{csv}", colClasses = "character", na.strings = "", '
            f'fileEncoding = "UTF-8"){r_types}',
        ),
        Command("curl", f'curl -o {name}.csv "{csv}"'),
    ]
