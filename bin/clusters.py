"""PostgreSQL clusters of our own, for tests: made, started, copied, stopped and removed."""

from __future__ import annotations

import os
import shutil
import socket
import subprocess
import tempfile
from pathlib import Path

OWNER = "postgres"  # root may not run a cluster
PORTAL = "portal"


def programs() -> Path | None:
    """The folder of Debian's newest PostgreSQL server programs, or of those on the path."""
    found = sorted(
        Path("/usr/lib/postgresql").glob("*/bin/initdb"), key=lambda path: int(path.parts[4])
    )
    if found:
        return found[-1].parent
    elsewhere = shutil.which("initdb")
    return Path(elsewhere).parent if elsewhere else None


class Cluster:
    """A cluster on a free port of this machine, in a folder of its own, open to local users."""

    def __init__(self) -> None:
        found = programs()
        if found is None:
            raise FileNotFoundError("PostgreSQL's server programs (initdb) are not installed.")
        self._programs = found
        self.folder = Path(tempfile.mkdtemp(prefix="portal-postgresql-"))
        self.data, self.log = self.folder / "cluster", self.folder / "log"
        self.port = free_port()
        self._as_owner: list[str] = []
        if os.geteuid() == 0:
            shutil.chown(self.folder, OWNER, OWNER)
            self._as_owner = ["runuser", "-u", OWNER, "--"]

    @classmethod
    def new(cls) -> Cluster:
        """An empty cluster, not yet started."""
        made = cls()
        made._fill("initdb", *("-U", PORTAL, "-E", "UTF8", "--locale=C.UTF-8", "-A", "trust"))
        return made

    @classmethod
    def standby_of(cls, primary: Cluster) -> Cluster:
        """A hot standby of a running cluster, which will stream from it; not yet started."""
        made = cls()
        made.follow(primary)
        return made

    def follow(self, primary: Cluster) -> None:
        """Become a copy of a running cluster, in the place of what was here before."""
        shutil.rmtree(self.data, ignore_errors=True)
        self._fill(
            "pg_basebackup",
            *("-h", "127.0.0.1", "-p", str(primary.port), "-U", PORTAL),
            *("--write-recovery-conf", "--checkpoint=fast"),
        )

    def url(self, database: str = "postgres") -> str:
        return f"postgres://{PORTAL}@127.0.0.1:{self.port}/{database}"

    def take(self, address: str) -> None:
        """Have our empty database hold what a database of another running server holds."""
        dump = str(self.folder / "dump")
        self._run("pg_dump", "--format=custom", f"--file={dump}", address)
        self._run("pg_restore", "--no-owner", "--exit-on-error", f"--dbname={self.url()}", dump)

    def start(self, *settings: str) -> None:
        """Start it and wait until it answers; each setting is ``name=value``."""
        given = (
            "listen_addresses=127.0.0.1",
            f"unix_socket_directories={self.folder}",
            "fsync=off",
            *settings,
        )
        options = " ".join([f"-p {self.port}", *(f"-c {setting}" for setting in given)])
        self._control("-l", str(self.log), "-o", options, "start")

    def stop(self) -> None:
        """Stop it as a failing machine would, without a word to who is connected."""
        self._control("-m", "immediate", "stop", check=False)

    def promote(self) -> None:
        """Make a standby a primary of its own."""
        self._control("promote")

    def remove(self) -> None:
        self.stop()
        shutil.rmtree(self.folder, ignore_errors=True)

    def _fill(self, program: str, *words: str) -> None:
        """Make the data by a program; where that fails, nothing is left behind."""
        try:
            self._run(program, "-D", str(self.data), *words)
        except subprocess.CalledProcessError:
            shutil.rmtree(self.folder, ignore_errors=True)
            raise

    def _run(self, program: str, *words: str, check: bool = True) -> None:
        """Run one of PostgreSQL's programs as the owner. Raises ``CalledProcessError``."""
        subprocess.run(
            [*self._as_owner, str(self._programs / program), *words],
            check=check,
            cwd="/",
            capture_output=True,
            text=True,
            stdin=subprocess.DEVNULL,
        )

    def _control(self, *words: str, check: bool = True) -> None:
        self._run("pg_ctl", "-D", str(self.data), "-w", *words, check=check)


def free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return probe.getsockname()[1]
