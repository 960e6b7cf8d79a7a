"""What an earlier run made, for runs of the same code on the same day."""

from __future__ import annotations

import datetime
import fcntl
import hashlib
import shutil
import sqlite3
import sys
from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager
from pathlib import Path

import django
from django.apps import apps
from django.conf import settings

KEPT = Path(settings.BASE_DIR) / "var" / "test" / "databases"


def made_or_taken(make: Callable[[], None], things: Iterable[Path], kept: Path = KEPT) -> None:
    """Have ``things`` be what ``make`` makes of them, taken from ``kept`` where that has them.

    What other code made goes from there: nobody will ask for it again. Where files changed since
    this run began, nobody knows of which code it is: then nothing is kept.
    """
    kept.mkdir(parents=True, exist_ok=True)
    with locked(kept):
        same = kept / BEGUN_WITH
        if same.exists():
            for thing in things:
                _copy(same / thing.name, thing)
            return
        make()
        if digest() != BEGUN_WITH:
            return
        for other in kept.glob("*/"):
            shutil.rmtree(other)
        unfinished = kept / "unfinished"
        unfinished.mkdir()
        for thing in things:
            _copy(thing, unfinished / thing.name)
        unfinished.rename(same)


def _copy(source: Path, target: Path) -> None:
    if source.is_dir():
        shutil.copytree(source, target, dirs_exist_ok=True)
    else:
        shutil.copy(source, target)


def digest() -> str:
    """Another one as soon as anything is that has a say in what the databases hold.

    These are the rooms with their migrations, reference files and samples, what makes the
    databases, the libraries, and the day, from which the sample reckons when returns are due.
    """
    told = hashlib.sha256()
    versions = sys.version, django.__version__, sqlite3.sqlite_version, datetime.date.today()
    told.update(repr(versions).encode())
    for file in sorted(files()):
        told.update(f"\n{file} ".encode() + hashlib.sha256(file.read_bytes()).digest())
    return told.hexdigest()[:32]


def files() -> Iterator[Path]:
    root = Path(settings.BASE_DIR)
    yield from (root / name for name in ("requirements.txt", "tests/databases.py"))
    rooms = {
        Path(config.path).relative_to(root).parts[0]
        for config in apps.get_app_configs()
        if Path(config.path).is_relative_to(root) and ".venv" not in config.path
    }
    for room in rooms:
        found = (root / room).rglob("*")
        yield from (file for file in found if file.is_file() and "__pycache__" not in file.parts)


@contextmanager
def locked(folder: Path) -> Iterator[None]:
    with (folder / "lock").open("w") as file:
        fcntl.flock(file, fcntl.LOCK_EX)
        yield


BEGUN_WITH = digest()
