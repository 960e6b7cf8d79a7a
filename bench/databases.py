"""The databases of a run: the sample once and many times on SQLite, many times on PostgreSQL."""

from __future__ import annotations

import os
import secrets
import shutil
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
sys.path[:0] = [str(ROOT), str(ROOT / "bin")]
import clusters  # noqa: E402 (it lies with the commands)

PYTHON = str(ROOT / ".venv/bin/python")
SECONDS_TO_FILL = 900


@dataclass(frozen=True)
class Databases:
    """Each as the environment of a portal that uses it; ``postgresql`` is None where it is not."""

    folder: Path
    small: dict[str, str]
    large: dict[str, str]
    postgresql: dict[str, str] | None

    @property
    def large_file(self) -> Path:
        return self.folder / "large.sqlite3"


@contextmanager
def made(scale: int, *, with_postgresql: bool) -> Iterator[Databases]:
    """Make them, the large ones at the same time, and remove all at the end."""
    with tempfile.TemporaryDirectory(prefix="portal-bench-") as name:
        folder = Path(name)
        cluster = clusters.Cluster.new() if with_postgresql else None
        try:
            small = environment(folder, f"sqlite:///{folder}/small.sqlite3", "small")
            _empty(small)
            manage(small, "collectstatic", "--noinput")
            shutil.copy(folder / "small.sqlite3", folder / "large.sqlite3")
            large = environment(folder, f"sqlite:///{folder}/large.sqlite3", "large")
            postgresql = None
            if cluster:
                cluster.start("shared_buffers=256MB", "max_wal_size=4GB")
                postgresql = environment(folder, cluster.url(), "postgresql")
            with ThreadPoolExecutor(2) as both:
                filled = [both.submit(_fill, large, scale)]
                if postgresql:
                    filled.append(both.submit(_fill, postgresql, scale, is_empty=True))
                _fill(small, 1)
                for one in filled:
                    one.result()
            yield Databases(folder, small, large, postgresql)
        finally:
            if cluster:
                cluster.remove()


def environment(folder: Path, database_url: str, name: str) -> dict[str, str]:
    """Of a portal that serves as in production, but to this machine alone and without a log."""
    return {
        **os.environ,
        "DATABASE_URL": database_url,
        "MEDIA_ROOT": str(folder / f"media-{name}"),
        "ENVIRONMENT": "local",
        "DEBUG": "0",
        "LOG_LEVEL": "ERROR",
        "SECRET_KEY": secrets.token_urlsafe(60),
        "HOST": "127.0.0.1",
        "PYTHONPATH": os.pathsep.join(map(str, (ROOT, ROOT / "bench", ROOT / "bench/acts"))),
        "DJANGO_SETTINGS_MODULE": "serving",
    }


def manage(environment: dict[str, str], *words: str) -> None:
    subprocess.run(
        [PYTHON, "manage.py", *words, "-v0"],
        cwd=ROOT,
        env=environment,
        check=True,
        timeout=SECONDS_TO_FILL,
        stdout=subprocess.DEVNULL,
    )


def told(environment: dict[str, str], act: str, *words: str, python: str = PYTHON) -> str:
    """What one of the programs in `acts` prints."""
    return subprocess.run(
        [python, str(ROOT / "bench/acts" / f"{act}.py"), *words],
        cwd=ROOT,
        env=environment,
        check=True,
        timeout=SECONDS_TO_FILL,
        stdout=subprocess.PIPE,
        text=True,
    ).stdout


def _empty(environment: dict[str, str]) -> None:
    manage(environment, "migrate")
    manage(environment, "load_reference")


def _fill(environment: dict[str, str], scale: int, *, is_empty: bool = False) -> None:
    if is_empty:
        _empty(environment)
    began = time.monotonic()
    manage(environment, "load_sample", "--scale", str(scale))
    where = environment["DATABASE_URL"].rpartition("/")[2]
    print(f"  {where}: scale {scale} in {time.monotonic() - began:.0f} s", file=sys.stderr)
