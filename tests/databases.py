"""The databases of the tests: made by the first worker of a run, copied by every one.

``facts`` holds what migrations and the reference files bring, ``sample`` the sample above that.
A copy takes milliseconds; making both takes as long as hundreds of tests.
"""

from __future__ import annotations

import os
import shutil
from collections.abc import Iterator
from contextlib import contextmanager
from itertools import count
from pathlib import Path

from django.conf import settings
from django.core.management import call_command
from django.db import DEFAULT_DB_ALIAS, connection, connections
from django.test import override_settings

from bin.clusters import Cluster
from bin.engines import Engine, Postgresql, engine_of
from qingdao_techedu.guards import watching
from qingdao_techedu.reference import loading
from qingdao_techedu.sample import loading as sampling
from tests.made_before import locked, made_or_taken

FACTS, SAMPLE = KINDS = "facts", "sample"
number = count()


class Databases:
    """Those of one worker; ``run`` is the folder that all workers of a run share."""

    def __init__(self, run: Path):
        self._run = run
        self._engine: Engine = engine_of(connection)
        self._files = run / "media"  # that the sample names
        self._mark = run / f"worker-{os.getpid()}"
        self._worker = os.environ.get("PYTEST_XDIST_WORKER", "alone")

    @contextmanager
    def made(self) -> Iterator[None]:
        """Have copies of our own inside, and ``default`` be the one of the facts."""
        with locked(self._run):
            if not self._workers():
                self._begin()
            self._mark.touch()
            for kind in KINDS:
                self._engine.copy(self._kept(kind), self._own(kind))
                with asked(self._own(kind)):
                    watching.look()  # outside of the transactions of tests, which then need not
            shutil.copytree(self._files, settings.MEDIA_ROOT, dirs_exist_ok=True)
        with asked(self._own(FACTS)):
            yield
        with locked(self._run):
            self._mark.unlink()
            names = [self._own(kind) for kind in KINDS]
            if not self._workers():
                names += [self._kept(kind) for kind in KINDS]
            for name in names:
                self._engine.remove(name)

    @contextmanager
    def sample(self) -> Iterator[None]:
        """Have ``default`` be the sample inside."""
        with asked(self._own(SAMPLE)):
            yield

    @contextmanager
    def copy(self, folder: Path, of: str = "") -> Iterator[str]:
        """The name of one more copy, by default of the sample; of another if nobody has it open."""
        name = self._engine.name(folder, f"{self._worker}_{next(number)}")
        self._engine.copy(of or self._kept(SAMPLE), name)
        yield name
        self._engine.remove(name)

    def fill(self, cluster: Cluster, media: Path) -> None:
        """Have a cluster of a test's own hold the sample, and a folder its files."""
        assert isinstance(self._engine, Postgresql)
        cluster.take(self._engine.address(self._kept(SAMPLE)))
        shutil.copytree(self._files, media)

    def _begin(self) -> None:
        """Files of an earlier run are as good as new; a server's databases go with the server."""
        if connection.vendor == "sqlite":
            files = [Path(self._kept(kind)) for kind in KINDS]
            made_or_taken(self._make, [*files, self._files])
        else:
            self._make()

    def _make(self) -> None:
        """Migrate an empty database, load it, and keep what it holds after each of two steps."""
        self._files.mkdir(exist_ok=True)
        name = self._own("made")
        self._engine.create(name)
        with asked(name), override_settings(MEDIA_ROOT=str(self._files)):
            call_command("migrate", verbosity=0, interactive=False, run_syncdb=True)
            call_command("createcachetable", verbosity=0)
            loading.load()
            self._keep(name, FACTS)
            sampling.load()
            self._keep(name, SAMPLE)
        self._engine.remove(name)

    def _keep(self, name: str, kind: str) -> None:
        """A copy for all workers of what the database holds by now."""
        connection.close()
        self._engine.copy(name, self._kept(kind))

    def _workers(self) -> list[Path]:
        return list(self._run.glob("worker-*"))

    def _kept(self, kind: str) -> str:
        return self._engine.name(self._run, kind)

    def _own(self, kind: str) -> str:
        return self._engine.name(self._run, f"{self._worker}_{kind}")


@contextmanager
def asked(name: str) -> Iterator[None]:
    """Have ``default`` and its mirrors be another database inside, in threads to come too."""
    before = connection.settings_dict["NAME"]
    _ask(name)
    try:
        yield
    finally:
        _ask(before)


def _ask(name: str) -> None:
    for one in connections.all():
        if DEFAULT_DB_ALIAS in {one.alias, one.settings_dict["TEST"]["MIRROR"]}:
            one.close()
            one.settings_dict["NAME"] = name
