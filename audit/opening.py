"""Opens the data files in programs outside of Python, and compares cell by cell with the CSV.

ExcelJS, SheetJS and hyparquet read them under Node; Java's ZipInputStream reads the archives as a
stream; LibreOffice makes a CSV of each workbook, where it is installed.
"""

from __future__ import annotations

import csv
import io
import json
import os
import subprocess
import tempfile
import zipfile
from collections.abc import Iterator
from pathlib import Path
from shutil import which

from audit.serving import ROOT

TOOLS = ROOT / "var" / "audit"
HERE = Path(__file__).resolve().parent
WORKBOOKS, TABLES = ("exceljs", "sheetjs"), ("hyparquet",)
# Separator, quote, UTF-8, first line, no widths, quote texts, and numbers not as they are shown.
AS_CSV = "csv:Text - txt - csv (StarCalc):44,34,76,1,,0,false,false,false"
SECONDS = 240
Rows = list[list[str]]


def objections(files: dict[str, tuple[bytes, bytes]]) -> Iterator[str]:
    """What differs; ``files`` are by name, each with the CSV that holds the same cells."""
    with tempfile.TemporaryDirectory() as folder:
        for name, (content, as_csv) in files.items():
            file = Path(folder) / name
            file.write_bytes(content)
            expected = list(csv.reader(io.StringIO(as_csv.decode("utf-8-sig"), newline="")))
            for tool, rows in _opened(file):
                if isinstance(rows, str):
                    yield f"{tool} cannot read {name}: {rows}"
                    continue
                # The head of a workbook is in words.
                if _plain(rows[1:]) != _plain(expected[1:]):
                    yield f"{tool} reads other cells in {name}: {_first(rows, expected)}"
            if zipfile.is_zipfile(file):
                yield from _as_a_stream(file)


def _opened(file: Path) -> Iterator[tuple[str, Rows | str]]:
    """The rows that each tool finds, or what it says instead."""
    for tool in TABLES if file.suffix == ".parquet" else WORKBOOKS:
        environment = {**os.environ, "TOOLS": f"{TOOLS}/", "TZ": "UTC"}
        command = ["node", str(HERE / "open_file.mjs"), tool, str(file)]
        said = subprocess.run(command, env=environment, capture_output=True, timeout=SECONDS)
        refused = said.stderr.decode()[:300] or "it printed nothing"
        yield tool, refused if said.returncode else json.loads(said.stdout)
    if file.suffix == ".xlsx" and which("soffice"):
        yield "LibreOffice", _by_libreoffice(file)


def _by_libreoffice(file: Path) -> Rows:
    with tempfile.TemporaryDirectory() as folder:
        profile = f"-env:UserInstallation=file://{folder}/profile"
        into = ["--headless", "--convert-to", AS_CSV, "--outdir", folder]
        command = ["soffice", profile, *into, str(file)]
        subprocess.run(command, check=True, capture_output=True, timeout=SECONDS)
        text = (Path(folder) / f"{file.stem}.csv").read_text("utf-8")
        return list(csv.reader(io.StringIO(text, newline="")))


def _as_a_stream(file: Path) -> Iterator[str]:
    said = subprocess.run(
        ["java", str(HERE / "Entries.java"), str(file)], capture_output=True, text=True
    )
    if said.returncode:
        yield f"Java cannot read {file.name} as a stream: {said.stderr.splitlines()[:2]}"
        return
    with zipfile.ZipFile(file) as archive:
        wanted = {f"{one.filename} {one.file_size}" for one in archive.infolist()}
    if set(said.stdout.splitlines()) != wanted:
        yield f"Java reads other entries in {file.name}."


def _plain(rows: list) -> Rows:
    return [[_cell(cell) for cell in row] for row in rows]


def _cell(cell) -> str:
    """As the CSV has it, its apostrophe before what looks like a formula left out."""
    if cell is None:
        return ""
    if isinstance(cell, float):
        return f"{cell:.10g}"
    return str(cell).removeprefix("'").replace("\r\n", "\n")


def _first(rows: list, expected: Rows) -> str:
    if len(rows) != len(expected):
        return f"{len(rows)} rows instead of {len(expected)}"
    pairs = zip(_plain(rows[1:]), _plain(expected[1:]), strict=True)
    return next(f"{found} instead of {wanted}" for found, wanted in pairs if found != wanted)
