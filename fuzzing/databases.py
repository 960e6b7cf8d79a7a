"""Portals to be thrown away: filled once, and put back to that state as often as one likes."""

from __future__ import annotations

import os
import sys
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

from django.core.management import call_command
from django.utils.module_loading import import_string

sys.path.append(str(Path(__file__).resolve().parent.parent / "bin"))
from clusters import Cluster
from engines import Engine, Postgresql, Sqlite

ENGINES = SQLITE, POSTGRESQL = "sqlite", "postgresql"


@dataclass(frozen=True)
class Database:
    """One that is filled once, by ``url``; copies of it are as good as new."""

    engine: Engine
    folder: Path
    name: str
    url: str

    def put_back(self, number: int) -> str:
        """Make the copy of a number anew; its name."""
        live = self.engine.name(self.folder, f"live_{number}")
        self.engine.copy(self.name, live)
        return live


@contextmanager
def thrown_away(engine: str) -> Iterator[Database]:
    """An empty database of the engine; nothing is left of it afterwards."""
    with tempfile.TemporaryDirectory(prefix="portal-fuzz-") as folder:
        os.environ["MEDIA_ROOT"] = f"{folder}/media"
        if engine == SQLITE:
            yield _filled(Sqlite(), Path(folder), "sqlite:///{}")
            return
        cluster = Cluster.new()
        try:
            cluster.start()
            yield _filled(Postgresql(cluster.url(), "fuzz"), Path(folder), cluster.url("{}"))
        finally:
            cluster.remove()


def _filled(engine: Engine, folder: Path, url: str) -> Database:
    name = engine.name(folder, "filled")
    engine.create(name)
    return Database(engine, folder, name, url.format(name))


def fill(sign_ins: Path) -> None:
    """Migrate, load facts and sample, make somebody for each role, told in a file."""
    for command in ("migrate", "createcachetable", "load_reference", "load_sample"):
        call_command(command, verbosity=0)
    import_string("qingdao_techedu.accounts.sample.make_sample_sign_ins")(sign_ins)
