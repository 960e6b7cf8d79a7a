"""The portal as it runs in earnest: a primary, gunicorn, and a hot standby or none."""

from __future__ import annotations

import json
import os
import subprocess
import sys
import time
from collections.abc import Callable
from pathlib import Path

import psycopg
from django.conf import settings
from django.db import connection

from bin.clusters import Cluster, free_port
from tests.databases import Databases
from tests.standbys.visitor import Visitor

PATIENCE_SECONDS = 60  # of a busy machine; a test that passes needs few of them
PASSWORD = "a long password of the tests"

FILL = """
from django.core.management import call_command
call_command("migrate", verbosity=0)
call_command("load_reference", verbosity=0)
call_command("load_sample", verbosity=0)
"""
PEOPLE = f"""
from django.contrib.auth.models import Group, User
from qingdao_techedu.accounts.roles import ROLES
for role in ROLES:
    user = User.objects.create_user(role.code, password={PASSWORD!r}, is_staff=True)
    user.groups.add(Group.objects.get(name=role.group_name))
"""


def eventually(condition: Callable[[], bool], what: str) -> None:
    """Wait until something is so, or fail by saying what never was."""
    until = time.monotonic() + PATIENCE_SECONDS
    while not condition():
        assert time.monotonic() < until, f"It never came to pass that {what}."
        time.sleep(0.05)


class Portal:
    """One or two clusters and one server. ``close`` ends what this started and leaves nothing.

    Facts and sample are taken from the databases of the run, where these are PostgreSQL's too.
    """

    def __init__(self, folder: Path, made: Databases, *, has_standby: bool = True) -> None:
        self.folder = folder
        self.errors = folder / "errors"
        self.origin = ""
        self._server: subprocess.Popen | None = None
        self.primary = Cluster.new()
        self.standby = self.primary
        try:
            self.primary.start("log_statement=all")
            if connection.vendor == "postgresql":
                made.fill(self.primary, folder / "media")
            else:
                self.run(FILL)
            self.run(PEOPLE)
            if has_standby:
                self.standby = Cluster.standby_of(self.primary)
                self.standby.start("log_statement=all")
            self._serve()
        except BaseException:
            self.close()
            raise

    def close(self) -> None:
        if self._server:
            self._server.terminate()
            try:
                self._server.wait(timeout=40)
            except subprocess.TimeoutExpired:
                self._server.kill()
                self._server.wait()
        for cluster in {self.standby, self.primary}:
            cluster.remove()

    def visitor(self) -> Visitor:
        return Visitor(self.origin)

    def run(self, code: str) -> None:
        """Do something on the primary as a management command would."""
        subprocess.run(
            [sys.executable, "manage.py", "shell", "--no-imports", "-c", code],
            cwd=settings.BASE_DIR,
            env=self._environment(),
            check=True,
            stdin=subprocess.DEVNULL,
        )

    def state(self) -> tuple[int, dict[str, str]]:
        """What /readyz says."""
        answer = self.visitor().get("/readyz")
        return answer.status, json.loads(answer.text)

    def make_well(self) -> None:
        """Have the standby follow the primary again, whatever was done to it."""
        if not self._is_following():
            self.standby.stop()
            self.standby.follow(self.primary)
            self.standby.start("log_statement=all")
        self.ask(self.standby, "SELECT pg_wal_replay_resume()")
        self.catch_up()

    def catch_up(self) -> None:
        """Wait until the standby has replayed all, and the portal knows it."""
        written = self.ask(self.primary, "SELECT pg_current_wal_lsn()")
        replayed = f"SELECT pg_last_wal_replay_lsn() >= '{written}'"
        eventually(lambda: self.ask(self.standby, replayed), "the standby caught up")
        eventually(lambda: self.state()[1]["standby_1"] == "ok", "the portal trusts the standby")

    def pause_replay(self) -> None:
        self.ask(self.standby, "SELECT pg_wal_replay_pause()")
        asked = "SELECT pg_get_wal_replay_pause_state() = 'paused'"
        eventually(lambda: self.ask(self.standby, asked), "replay was paused")

    def ask(self, cluster: Cluster, statement: str):
        with psycopg.connect(cluster.url(), autocommit=True) as connection:
            return connection.execute(statement).fetchone()[0]

    def reads(self, cluster: Cluster, table: str) -> int:
        """How often a cluster has been asked for the rows of a table."""
        log = cluster.log.read_text(encoding="utf-8", errors="replace")
        return log.count(f'FROM "{table}"')

    def _is_following(self) -> bool:
        try:
            return self.ask(self.standby, "SELECT pg_is_in_recovery()")
        except psycopg.OperationalError:
            return False

    def _environment(self, **more: str) -> dict[str, str]:
        return {
            **os.environ,
            "DJANGO_SETTINGS_MODULE": "tests.standbys.server_settings",
            "ENVIRONMENT": "local",
            "DEBUG": "0",
            "LOG_LEVEL": "WARNING",
            "SECRET_KEY": settings.SECRET_KEY,
            "REQUIRE_SECOND_FACTOR": "0",
            "DATABASE_URL": self.primary.url(),
            "READ_DATABASE_URLS": "",
            "MEDIA_ROOT": str(self.folder / "media"),
            **more,
        }

    def _serve(self) -> None:
        port = free_port()
        self.origin = f"http://127.0.0.1:{port}"
        with self.errors.open("wb") as errors:
            self._server = subprocess.Popen(
                [
                    *(sys.executable, "-m", "gunicorn", "--config", "deploy/gunicorn.conf.py"),
                    "qingdao_techedu.wsgi",
                ],
                cwd=settings.BASE_DIR,
                env=self._environment(
                    HOST="127.0.0.1",
                    PORT=str(port),
                    WORKERS="1",
                    READ_DATABASE_URLS=self.standby.url() * (self.standby is not self.primary),
                ),
                stdin=subprocess.DEVNULL,
                stdout=subprocess.DEVNULL,
                stderr=errors,
            )
        eventually(self._answers, "the server answered")

    def _answers(self) -> bool:
        assert self._server is None or self._server.poll() is None, self.errors.read_text()
        try:
            return self.visitor().get("/healthz").status == 200
        except OSError:
            return False
