"""Commands that load a data set into the tools that analysts have. The tests run them.

Codes are text, also where they are all digits; only columns of numbers and dates become such. Types
are given wherever a tool would guess them from the first rows, of which whole columns may be blank.
"""

from __future__ import annotations

from dataclasses import dataclass
from textwrap import fill

from .query import Query
from .registry import DATE, DECIMAL, INTEGER, TEXT, Column

PANDAS = {INTEGER: "Int64", DECIMAL: "Float64", DATE: "datetime64[s]"}
POLARS = {INTEGER: "Int32", DECIMAL: "Float64", DATE: "Date"}
DUCKDB = {INTEGER: "INTEGER", DECIMAL: "DOUBLE", DATE: "DATE"}
R = {INTEGER: "integer", DECIMAL: "numeric", DATE: "Date"}
# A name may be “NA” or “NULL”: only what is blank is missing.
BLANK_ALONE = 'dtype="string", keep_default_na=False, na_values=[""]'
WIDTH = 88


@dataclass(frozen=True)
class Command:
    """``text`` is to be typed into the tool as it stands."""

    tool: str
    text: str


def commands(query: Query, address: str) -> list[Command]:
    """How to load the files at ``address``, given without its suffix."""
    # A hyphen is no part of a name in any of these languages.
    name, columns = query.code.replace("-", "_"), query.columns
    narrowed = f"?{query.text}" if query.text else ""
    csv = f"{address}.csv{narrowed}{'&' if narrowed else '?'}bom=0"
    xlsx, parquet, ndjson = (
        f"{address}.{suffix}{narrowed}" for suffix in ("xlsx", "parquet", "ndjson")
    )
    return [
        Command("pandas", _pandas(name, columns, csv)),
        Command("pandas (Excel)", _pandas_excel(name, columns, xlsx)),
        Command("polars", _file_of_python("polars", "read_parquet", name, parquet)),
        Command("polars (NDJSON)", _polars_ndjson(name, columns, ndjson)),
        Command("DuckDB", _file_of_python("duckdb", "read_parquet", name, parquet)),
        Command("DuckDB (NDJSON)", _duckdb_ndjson(name, columns, ndjson)),
        Command("R", _r(name, columns, csv)),
        Command("JavaScript", _javascript(name, parquet)),
        Command("curl", f'curl -o {query.code}.csv "{csv}"'),
    ]


def _pandas(name: str, columns: tuple[Column, ...], address: str) -> str:
    types = _types(columns, PANDAS)
    as_typed = f".astype({{{types}}})" if types else ""
    return f'import pandas\n{name} = pandas.read_csv("{address}", {BLANK_ALONE}){as_typed}'


def _pandas_excel(name: str, columns: tuple[Column, ...], address: str) -> str:
    """Under the names of the columns: the sheet has them in words. Pandas changes its engine."""
    types = _types(columns, PANDAS)
    as_typed = f".astype({{{types}}})" if types else ""
    return (
        f"import pandas\n{_names(columns)}\n"
        f'{name} = pandas.read_excel("{address}", engine="openpyxl", names=names, '
        f"{BLANK_ALONE}){as_typed}"
    )


def _polars_ndjson(name: str, columns: tuple[Column, ...], address: str) -> str:
    types = _types(columns, {key: f"polars.{one}" for key, one in POLARS.items()}, quote="")
    return (
        f"{_fetched('polars', name, address)}\n{_names(columns)}\n"
        f"schema = dict.fromkeys(names, polars.String) | {{{types}}}\n"
        f'{name} = polars.read_ndjson("{name}.ndjson", schema=schema)'
    )


def _duckdb_ndjson(name: str, columns: tuple[Column, ...], address: str) -> str:
    return (
        f"{_fetched('duckdb', name, address)}\n{_names(columns)}\n"
        f'types = dict.fromkeys(names, "VARCHAR") | {{{_types(columns, DUCKDB)}}}\n'
        f'{name} = duckdb.read_json("{name}.ndjson", columns=types)'
    )


def _file_of_python(library: str, function: str, name: str, address: str) -> str:
    fetched = _fetched(library, name, address)
    return f'{fetched}\n{name} = {library}.{function}("{name}.parquet")'


def _fetched(library: str, name: str, address: str) -> str:
    suffix = address.partition("?")[0].rpartition(".")[2]
    return (
        f"import {library}, urllib.request\n"
        f'urllib.request.urlretrieve("{address}", "{name}.{suffix}")'
    )


def _r(name: str, columns: tuple[Column, ...], address: str) -> str:
    """``encoding`` marks what is read, whatever the locale; ``fileEncoding`` would convert it."""
    typed = "".join(
        f"\n{name}${one.name} <- as.{R[one.type]}({name}${one.name})"
        for one in columns
        if one.type != TEXT
    )
    return (
        f'{name} <- read.csv("{address}", colClasses = "character", na.strings = "", '
        f'encoding = "UTF-8"){typed}'
    )


def _javascript(name: str, address: str) -> str:
    return (
        "// npm install hyparquet hyparquet-compressors\n"
        'import { parquetReadObjects } from "hyparquet"\n'
        'import { compressors } from "hyparquet-compressors"\n'
        f'const answer = await fetch("{address}")\n'
        f"const {name} = await parquetReadObjects"
        "({ file: await answer.arrayBuffer(), compressors })"
    )


def _names(columns: tuple[Column, ...]) -> str:
    names = fill(" ".join(column.name for column in columns), WIDTH, break_on_hyphens=False)
    return f'names = """\n{names}\n""".split()'


def _types(columns: tuple[Column, ...], types: dict[str, str], quote: str = '"') -> str:
    """The columns that are no text, each with its type, as Python writes a dictionary."""
    return ", ".join(
        f'"{one.name}": {quote}{types[one.type]}{quote}' for one in columns if one.type != TEXT
    )
