"""The commands of the catalog, taken from its pages and run against the running portal."""

from __future__ import annotations

import csv
import datetime
import html
import io
import re
import subprocess
import sys
import urllib.request
from typing import Any

import duckdb
import frictionless
import pandas
import polars
import pytest

from qingdao_techedu.datasets.registry import DATE, DECIMAL, INTEGER, TEXT, registered

CODES = list(registered())
each_dataset = pytest.mark.parametrize("code", CODES)
COMMAND = re.compile(r"<summary>([^<]+)</summary>\s*<pre[^>]*><code>(.*?)</code></pre>", re.DOTALL)


def fetched(address: str) -> bytes:
    with urllib.request.urlopen(address) as response:
        return response.read()


def commands(page: str) -> dict[str, str]:
    """What a visitor copies, by the tool it is for."""
    return {tool: html.unescape(text) for tool, text in COMMAND.findall(fetched(page).decode())}


def rows(content: bytes) -> list[dict[str, str]]:
    return list(csv.DictReader(io.StringIO(content.decode("utf-8-sig"), newline="")))


def written(frame: pandas.DataFrame) -> list[dict[str, str]]:
    """A table as the CSV would write it."""
    cells = frame.astype(object).where(frame.notna(), "").map(_as_written)
    return cells.to_dict("records")


def _as_written(cell) -> str:
    is_moment = isinstance(cell, datetime.datetime)
    return cell.date().isoformat() if is_moment else str(cell)


def compared(table: list[dict[str, str]], code: str) -> list[dict[str, str]]:
    """A table with its numbers as numbers, whatever zeros they were written with."""
    columns = registered()[code].columns
    numbers = {one.name for one in columns if one.type in {INTEGER, DECIMAL}}
    return [
        {name: float(cell) if name in numbers and cell else cell for name, cell in row.items()}
        for row in table
    ]


def loaded(site: str, code: str, tool: str) -> Any:
    """What a visitor has after typing the command."""
    names: dict[str, Any] = {}
    exec(commands(f"{site}/en/data/{code}/")[tool], names)
    return names[code.replace("-", "_")]


def rows_of(table: Any) -> list[dict[str, str]]:
    """The rows of a table of any library, as the CSV would write them."""
    if isinstance(table, pandas.DataFrame):
        return written(table)
    columns = table.columns
    lines = table.fetchall() if hasattr(table, "fetchall") else table.rows()
    return [
        {
            name: "" if cell is None else _as_written(cell)
            for name, cell in zip(columns, line, strict=True)
        }
        for line in lines
    ]


TOOLS = ["pandas", "pandas (Excel)", "polars", "polars (NDJSON)", "DuckDB", "DuckDB (NDJSON)"]


@each_dataset
@pytest.mark.parametrize("tool", TOOLS)
def test_a_command_loads_every_cell(site, tmp_path, monkeypatch, code, tool):
    monkeypatch.chdir(tmp_path)
    expected = rows(fetched(f"{site}/en/data/{code}.csv"))
    assert expected
    assert compared(rows_of(loaded(site, code, tool)), code) == compared(expected, code)


@each_dataset
@pytest.mark.parametrize("tool", TOOLS)
def test_codes_are_text_numbers_are_numbers_and_days_are_days(
    site, tmp_path, monkeypatch, code, tool
):
    monkeypatch.chdir(tmp_path)
    table = loaded(site, code, tool)
    kinds = {
        pandas.DataFrame: ({"Int64", "int32", "Int32"}, {"Float64", "double"}, "datetime64[s]"),
        polars.DataFrame: ({"Int32"}, {"Float64"}, "Date"),
        duckdb.DuckDBPyRelation: ({"INTEGER"}, {"DOUBLE"}, "DATE"),
    }
    whole, parts, day = kinds[type(table)]
    types = dict(zip(table.columns, map(str, table.dtypes), strict=True))
    for column in registered()[code].columns:
        told = types[column.name]
        wanted = {INTEGER: whole, DECIMAL: parts, DATE: {day}, TEXT: {"string", "str", "String"}}
        assert told in (wanted[column.type] | ({"VARCHAR"} if column.type == TEXT else set()))


def test_r_is_told_the_encoding_and_not_to_convert_it(site):
    """Under the locale C, ``fileEncoding`` gave one row of 1,720: tried with R 4.2."""
    command = commands(f"{site}/data/enrollment/")["R"]
    assert 'encoding = "UTF-8"' in command
    assert "fileEncoding" not in command
    assert "enrollment$value <- as.integer(enrollment$value)" in command


def test_javascript_is_given_what_decompresses(site):
    command = commands(f"{site}/data/enrollment/")["JavaScript"]
    assert 'from "hyparquet-compressors"' in command
    assert f'fetch("{site}/data/enrollment.parquet")' in command


def test_a_narrowed_page_has_the_commands_of_its_choice(site, tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)
    page = f"{site}/data/enrollment/?year=2024&measure=enrolled"
    for tool, total in {
        "pandas": "enrollment['value'].sum()",
        "DuckDB": "enrollment.sum('value').fetchall()[0][0]",
    }.items():
        program = f"{commands(page)[tool]}\nprint({total})"
        done = subprocess.run([sys.executable, "-c", program], capture_output=True, text=True)
        assert done.stdout.strip() == "43900", done.stderr


def test_the_curl_command_fetches_the_very_file(site, tmp_path):
    command = commands(f"{site}/data/colleges/")["curl"]
    subprocess.run(f"{command} --silent", shell=True, cwd=tmp_path, check=True)
    file = tmp_path / "colleges.csv"
    assert file.read_bytes() == fetched(f"{site}/data/colleges.csv?bom=0")


@each_dataset
def test_a_data_package_is_valid_by_its_address_alone(site, code):
    report = frictionless.validate(f"{site}/data/{code}/datapackage.json")
    assert report.valid, report.flatten(["rowNumber", "fieldName", "message"])[:5]


def test_a_sealed_package_is_read_by_frictionless_as_it_was_downloaded(site, tmp_path):
    file = tmp_path / "release.zip"
    file.write_bytes(fetched(f"{site}/enrollment/releases/2024/1.zip"))
    report = frictionless.validate(str(file), type="package")
    assert report.valid
    assert report.tasks[0].stats["rows"] > 900


def test_the_sidecar_is_what_sha256sum_reads(site, tmp_path):
    for suffix in ("csv", "zip", "parquet", "csv.gz"):
        address = f"{site}/enrollment/releases/2024/1.{suffix}"
        (tmp_path / f"enrollment-2024-v1.{suffix}").write_bytes(fetched(address))
        (tmp_path / "sidecar").write_bytes(fetched(f"{address}.sha256"))
        subprocess.run(["sha256sum", "--check", "sidecar"], cwd=tmp_path, check=True)
