"""Portals to be thrown away: filled once, and put back to that state as often as one likes."""

from __future__ import annotations

import os
import shutil
import sys
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import psycopg
from django.core.management import call_command
from django.utils.module_loading import import_string

sys.path.append(str(Path(__file__).resolve().parent.parent / "bin"))
from clusters import Cluster

ENGINES = SQLITE, POSTGRESQL = "sqlite", "postgresql"
FILLED, LIVE = "filled", "live"


class SqliteFile:
    """A database in one file: a copy of it is as good as new."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self.url = f"sqlite:///{folder / FILLED}"

    def name(self, number: int) -> str:
        return str(self.folder / f"{LIVE}-{number}")

    def put_back(self, number: int) -> None:
        for suffix in ("-wal", "-shm"):
            Path(self.name(number) + suffix).unlink(missing_ok=True)
        shutil.copy(self.folder / FILLED, self.name(number))


class PostgresqlCluster:
    """A cluster of our own: the filled database is the template of those that are fuzzed."""

    def __init__(self, cluster: Cluster) -> None:
        self._cluster = cluster
        self._run(f"CREATE DATABASE {FILLED}")
        self.url = cluster.url(FILLED)

    def name(self, number: int) -> str:
        return f"{LIVE}_{number}"

    def put_back(self, number: int) -> None:
        self._run(f"DROP DATABASE IF EXISTS {self.name(number)} WITH (FORCE)")
        self._run(f"CREATE DATABASE {self.name(number)} TEMPLATE {FILLED}")

    def _run(self, statement: str) -> None:
        with psycopg.connect(self._cluster.url(), autocommit=True) as connection:
            connection.execute(statement)


Database = SqliteFile | PostgresqlCluster


@contextmanager
def thrown_away(engine: str) -> Iterator[Database]:
    """An empty database of the engine; nothing is left of it afterwards."""
    with tempfile.TemporaryDirectory(prefix="portal-fuzz-") as name:
        os.environ["MEDIA_ROOT"] = f"{name}/media"
        if engine == SQLITE:
            yield SqliteFile(Path(name))
            return
        cluster = Cluster.new()
        try:
            cluster.start()
            yield PostgresqlCluster(cluster)
        finally:
            cluster.remove()


def fill() -> None:
    """Migrate, load facts and sample, make somebody for each role."""
    for command in ("migrate", "createcachetable", "load_reference", "load_sample"):
        call_command(command, verbosity=0)
    make_sign_ins = import_string("qingdao_techedu.accounts.sample.make_sample_sign_ins")
    with tempfile.TemporaryDirectory() as folder:
        make_sign_ins(Path(folder) / "sign-ins")
