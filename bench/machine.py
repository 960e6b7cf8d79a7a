"""What a run was made on, for whoever compares it with another."""

from __future__ import annotations

import os
import platform
import subprocess
from pathlib import Path
from shutil import which

from databases import PYTHON

VERSIONS = """
import platform, sqlite3
print(f"Python {platform.python_version()}, SQLite {sqlite3.sqlite_version}")
"""


def facts() -> list[str]:
    """A line a fact."""
    memory = os.sysconf("SC_PAGE_SIZE") * os.sysconf("SC_PHYS_PAGES") / 2**30
    load = ", ".join(f"{one:.1f}" for one in os.getloadavg())
    programs = [
        _said(PYTHON, "-c", VERSIONS),
        *(_version(name) for name in ("psql", "sqlite3") if which(name)),
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
    """Its name and number, without the day and digest that some tell."""
    said = _said(program, "--version").removeprefix(f"{program} ")
    return f"{program} {said.partition(' 20')[0]}"


def _said(*command: str) -> str:
    said = subprocess.run(command, capture_output=True, text=True, timeout=10, check=True).stdout
    return said.strip()
