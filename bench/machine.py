"""What a run was made on, for whoever compares it with another."""

from __future__ import annotations

import os
import platform
import shutil
import sqlite3
import subprocess
from pathlib import Path


def facts() -> list[str]:
    """A line a fact."""
    memory = os.sysconf("SC_PAGE_SIZE") * os.sysconf("SC_PHYS_PAGES") / 2**30
    load = ", ".join(f"{one:.1f}" for one in os.getloadavg())
    programs = [
        f"Python {platform.python_version()}",
        f"SQLite {sqlite3.sqlite_version}",
        *(_version(program) for program in ("psql", "sqlite3") if shutil.which(program)),
    ]
    return [
        f"{_processor()}, {os.cpu_count()} cores, {memory:.0f} GiB of memory",
        f"{platform.system()} {platform.release()} {platform.machine()}; " + ", ".join(programs),
        f"load before it began: {load} (the last 1, 5 and 15 minutes)",
    ]


def _processor() -> str:
    for line in Path("/proc/cpuinfo").read_text().splitlines():
        name, _colon, value = line.partition(":")
        if name.strip() == "model name":
            return value.strip()
    return platform.processor() or "processor unknown"


def _version(program: str) -> str:
    told = subprocess.run(
        [shutil.which(program) or program, "--version"],
        capture_output=True,
        text=True,
        timeout=10,
        check=True,
    ).stdout
    return " ".join([program if program not in told else "", *told.split()[:3]]).strip()
