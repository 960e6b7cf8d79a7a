"""The commands of the catalogue, taken from its pages and run against the running portal."""

from __future__ import annotations

import csv
import html
import io
import re
import subprocess
import sys
import urllib.request

import frictionless
import pandas
import pytest

from qingdao_techedu.datasets.registry import TEXT, registered

CODES = list(registered())
each_dataset = pytest.mark.parametrize("code", CODES)
COMMAND = re.compile(r"<h3>(\w+)</h3>\s*<pre[^>]*><code>(.*?)</code></pre>", re.DOTALL)


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
    cells = frame.astype(object).where(frame.notna(), "").astype(str)
    return cells.to_dict("records")


def compared(table: list[dict[str, str]], code: str) -> list[dict[str, str]]:
    """A table with its numbers as numbers, whatever zeros they were written with."""
    numbers = {one.name for one in registered()[code].columns if one.type != TEXT}
    return [
        {name: float(cell) if name in numbers and cell else cell for name, cell in row.items()}
        for row in table
    ]


@each_dataset
def test_the_pandas_command_loads_every_cell(site, code):
    command = commands(f"{site}/en/data/{code}/")["pandas"]
    names: dict[str, pandas.DataFrame] = {}
    exec(command, names)
    expected = rows(fetched(f"{site}/en/data/{code}.csv"))
    assert expected
    assert compared(written(names[code]), code) == compared(expected, code)


@each_dataset
def test_the_duckdb_command_loads_every_cell(site, tmp_path, monkeypatch, code):
    monkeypatch.chdir(tmp_path)
    command = commands(f"{site}/en/data/{code}/")["DuckDB"]
    names: dict = {}
    exec(command, names)
    relation = names[code]
    expected = rows(fetched(f"{site}/en/data/{code}.csv"))
    found = [
        {
            name: "" if cell is None else str(cell)
            for name, cell in zip(relation.columns, row, strict=True)
        }
        for row in relation.fetchall()
    ]
    assert compared(found, code) == compared(expected, code)


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
    assert report.tasks[0].stats["rows"] > 1_000


def test_the_sidecar_is_what_sha256sum_reads(site, tmp_path):
    for suffix in ("csv", "zip", "parquet", "csv.gz"):
        address = f"{site}/enrollment/releases/2024/1.{suffix}"
        (tmp_path / f"enrollment-2024-v1.{suffix}").write_bytes(fetched(address))
        (tmp_path / "sidecar").write_bytes(fetched(f"{address}.sha256"))
        subprocess.run(["sha256sum", "--check", "sidecar"], cwd=tmp_path, check=True)
