"""A portal of its own for the tools that look at pages: facts and sample, nothing of yours."""

from __future__ import annotations

import os
import secrets
import socket
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from urllib.request import urlopen

ROOT = Path(__file__).resolve().parent.parent
PYTHON = str(ROOT / ".venv/bin/python")
SECONDS_TO_START = 30
SIGN_IN = """
from importlib import import_module
from django.conf import settings
from django.contrib.auth import BACKEND_SESSION_KEY, HASH_SESSION_KEY, SESSION_KEY
from django.contrib.auth import get_user_model
user = get_user_model().objects.create_superuser("auditor-of-pages")
session = import_module(settings.SESSION_ENGINE).SessionStore()
session[SESSION_KEY] = str(user.pk)
session[BACKEND_SESSION_KEY] = "django.contrib.auth.backends.ModelBackend"
session[HASH_SESSION_KEY] = user.get_session_auth_hash()
session.save()
print(session.session_key)
"""


@dataclass(frozen=True)
class Portal:
    """A running portal: its address, and the session of somebody of the staff."""

    address: str
    staff_session: str
    environment: dict[str, str]

    def manage(self, *words: str) -> str:
        """Run a command of the portal; what it printed."""
        return _manage(self.environment, *words)


@contextmanager
def portal(database_url: str = "", checkout: Path = ROOT) -> Iterator[Portal]:
    """Make a database, serve it as `make run` would on a free port, and stop at the end.

    ``database_url`` names an empty database to use in place of a SQLite file of its own;
    ``checkout`` is another state of the project, served with the packages of this one.
    """
    with tempfile.TemporaryDirectory(prefix="portal-audit-") as folder:
        environment = {
            **os.environ,
            "DATABASE_URL": database_url or f"sqlite:///{folder}/portal.sqlite3",
            "ENVIRONMENT": "local",
            "DEBUG": "0",
            "LOG_LEVEL": "ERROR",
            "SECRET_KEY": secrets.token_urlsafe(60),
            "HOST": "127.0.0.1",
            "CHECKOUT": str(checkout),
        }
        print("Making a portal to look at ...", file=sys.stderr)
        for command in ("migrate", "load_reference", "load_sample", "collectstatic --noinput"):
            _manage(environment, *command.split(), "-v0")
        session = _manage(environment, "shell", "-v0", "-c", SIGN_IN).strip()
        with served(environment) as address:
            yield Portal(address, session, environment)


@contextmanager
def served(environment: dict[str, str], **more: str) -> Iterator[str]:
    """Serve a portal, once more where it is served already; its address."""
    port = more.setdefault("PORT", str(_free_port()))
    server = subprocess.Popen(
        [PYTHON, "-m", "gunicorn", "-c", "deploy/gunicorn.conf.py", "qingdao_techedu.wsgi"],
        cwd=environment.get("CHECKOUT", ROOT),
        env=environment | more,
        stdout=subprocess.DEVNULL,
        stderr=subprocess.DEVNULL if more.get("LOG_LEVEL") == "INFO" else None,
    )
    try:
        address = f"http://127.0.0.1:{port}"
        _wait_for(f"{address}/healthz")
        yield address
    finally:
        server.terminate()
        server.wait(timeout=SECONDS_TO_START)


def _manage(environment: dict[str, str], *words: str) -> str:
    return subprocess.run(
        [PYTHON, "manage.py", *words],
        cwd=environment.get("CHECKOUT", ROOT),
        env=environment,
        check=True,
        stdout=subprocess.PIPE,
        text=True,
    ).stdout


def _wait_for(address: str) -> None:
    deadline = time.monotonic() + SECONDS_TO_START
    while True:
        try:
            urlopen(address, timeout=5).close()
            return
        except OSError:  # it does not listen yet, or is slow to begin
            if time.monotonic() > deadline:
                raise
            time.sleep(0.1)


def _free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return probe.getsockname()[1]
