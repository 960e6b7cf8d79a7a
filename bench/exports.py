"""Files of all rows over HTTP beside the databases' own programs, and what memory they take."""

from __future__ import annotations

import json
import subprocess
import time
from collections.abc import Iterator
from functools import partial
from pathlib import Path
from shutil import which

from databases import Databases, told
from table import Row, in_turn, slower
from visiting import downloaded, text

from audit.serving import served

CSV, PARQUET, JSON, XLSX = (f"/data/enrollment.{one}" for one in ("csv", "parquet", "json", "xlsx"))
ONE_COLLEGE = "?college=sample-01"
ROUNDS, SECONDS = 3, 300
MEGABYTE = 1_000_000
CLEAR_HIGHEST = "5"  # of /proc/PID/clear_refs: the highest use is counted anew from here


def rows(made: Databases) -> Iterator[Row]:
    """The rows of the table about exports by the portal itself."""
    shell = ["sqlite3", "-readonly", "-csv", str(made.large_file)]
    yield from _of(made.large, "SQLite", shell, 1.6, [CSV, PARQUET, JSON, XLSX])
    if made.postgresql:
        psql = ["psql", "-X", "-q", made.postgresql["DATABASE_URL"], "-c"]
        yield from _of(made.postgresql, "PostgreSQL", psql, 1.10, [CSV, PARQUET, JSON])


def _of(environment, name: str, floor: list[str], most: float, formats) -> Iterator[Row]:
    sql = json.loads(told(environment, "joined_sql"))["sql"]
    if floor[0] == "psql":
        sql = f"\\copy ({sql}) TO /dev/null CSV"
    with served(environment, WORKERS="1") as address:
        ours = partial(downloaded, address)
        acts = [partial(ours, CSV), partial(ours, PARQUET)]
        if which(floor[0]):
            acts.append(partial(_ran, [*floor, sql]))
        csv, parquet, *beside = in_turn(ROUNDS, *acts)
    for by_program in beside:
        yield slower(f"CSV, {name}, beside `{floor[0]}`", csv, by_program, most)
    yield slower(f"Parquet, {name}, beside CSV", parquet, csv, 1)
    for form in formats:
        yield _memory(environment, name, form)


def _ran(command: list[str]) -> float:
    """The seconds of a program whose output is thrown away."""
    begun = time.perf_counter()
    subprocess.run(command, check=True, stdout=subprocess.DEVNULL, timeout=SECONDS)
    return time.perf_counter() - begun


def _memory(environment, name: str, form: str) -> Row:
    """By how much a new worker grows at most, above what it has after a small file of the kind."""
    with served(environment, WORKERS="1") as address:
        downloaded(address, form + ONE_COLLEGE)
        process = Path("/proc", text(address, "/process/"))
        idle = _status(process, "VmRSS")
        (process / "clear_refs").write_text(CLEAR_HIGHEST)
        spent = downloaded(address, form)
        highest = _status(process, "VmHWM")
    return Row(
        f"memory during {form.rpartition('.')[2].upper()}, {name} ({spent:.1f} s), beside idle",
        f"{highest:.0f} MB",
        f"{idle:.0f} MB",
        highest - idle,
        most=40,
        unit="MB",
    )


def _status(process: Path, name: str) -> float:
    """A line of a process's status, in megabytes."""
    lines = (process / "status").read_text().splitlines()
    [kilobytes] = [line.split()[1] for line in lines if line.startswith(f"{name}:")]
    return int(kilobytes) * 1_024 / MEGABYTE
