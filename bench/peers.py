"""Other people's programs that do the same, in an environment of their own, and their servers."""

from __future__ import annotations

import hashlib
import sqlite3
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import closing, contextmanager
from pathlib import Path

from clusters import free_port
from databases import ROOT
from visiting import Broken, connected, request

ENVIRONMENT = ROOT / "var/bench/.venv"
PYTHON = str(ENVIRONMENT / "bin/python")
REQUIREMENTS = ROOT / "bench/requirements.txt"
SECONDS = 600
SECONDS_TO_START = 30


def installed() -> bool:
    """Install the peers, unless they are; whether that could be done."""
    wanted = hashlib.sha256(REQUIREMENTS.read_bytes()).hexdigest()
    mark = ENVIRONMENT / "installed"
    if mark.exists() and mark.read_text() == wanted:
        return True
    print(f"Installing {REQUIREMENTS.relative_to(ROOT)} ...", file=sys.stderr)
    uv = [str(ROOT / ".venv/bin/uv"), "pip", "install", "--quiet", "--compile-bytecode"]
    into = ["--python", PYTHON, "--require-hashes"]
    made = [sys.executable, "-m", "venv", "--clear", str(ENVIRONMENT)]
    try:
        subprocess.run(made, check=True, timeout=SECONDS)
        subprocess.run([*uv, *into, "-r", str(REQUIREMENTS)], check=True, timeout=SECONDS)
    except subprocess.CalledProcessError:
        return False
    mark.write_text(wanted)
    return True


def copied(database: Path, name: str) -> Path:
    """A copy of a SQLite file beside it."""
    copy = database.with_name(f"{name}.sqlite3")
    with closing(sqlite3.connect(database)) as source, closing(sqlite3.connect(copy)) as target:
        source.backup(target)
    return copy


def with_view(database: Path, sql: str, columns: list[str]) -> Path:
    """A copy of a SQLite file in which the join is a view, for others to read."""
    copy = copied(database, "peer")
    with closing(sqlite3.connect(copy)) as file:
        file.execute(f"CREATE VIEW joined ({', '.join(columns)}) AS {sql}")
    return copy


@contextmanager
def datasette(database: Path) -> Iterator[str]:
    """Datasette on a SQLite file, without a limit to the size of its CSV; its address."""
    port = free_port()
    where = ["--host", "127.0.0.1", "--port", str(port)]
    settings = ["--setting", "max_csv_mb", "0", "--setting", "sql_time_limit_ms", "60000"]
    server = subprocess.Popen(
        [str(ENVIRONMENT / "bin/datasette"), "serve", str(database), *where, *settings],
        stdout=subprocess.DEVNULL,
        stderr=subprocess.DEVNULL,
    )
    try:
        address = f"http://127.0.0.1:{port}"
        _wait_for(address)
        yield address
    finally:
        server.kill()  # told to end, it would first finish the stream that nobody reads
        server.wait(timeout=SECONDS_TO_START)


def lines_within(seconds: float, most: int, address: str, path: str) -> tuple[int, float]:
    """The lines of a stream that come within so many seconds, ``most`` at most, and their time.

    The rest is not waited for.
    """
    begun = time.perf_counter()
    seen = 0
    with connected(address) as connection:
        connection.sendall(request(address, path, "Connection: close\r\n"))
        piece = connection.recv(1 << 16)
        if b" 200 " not in piece.split(b"\r\n")[0]:
            raise Broken(f"{path} answered {piece[:200]!r}.")
        while piece and seen < most and time.perf_counter() - begun < seconds:
            seen += piece.count(b"\n")
            piece = connection.recv(1 << 20)
    return min(seen, most), time.perf_counter() - begun


def _wait_for(address: str) -> None:
    deadline = time.monotonic() + SECONDS_TO_START
    while True:
        try:
            connected(address).close()
            return
        except OSError:
            if time.monotonic() > deadline:
                raise
            time.sleep(0.1)
