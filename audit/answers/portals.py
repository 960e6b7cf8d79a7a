"""Portals in checkouts: each in a process of its own, with the same settings at the same time."""

from __future__ import annotations

import json
import os
import shutil
import subprocess
import sys
import tempfile
from pathlib import Path

from audit.answers.recording import Recording

HERE = Path(__file__).resolve().parent.parent.parent
SECRET = "the answers of a recording do not depend on a secret that somebody has chosen"  # noqa: S105
KEPT = ("PATH", "HOME", "LANG", "TMPDIR")  # of the environment


def make(recording: Recording, checkout: Path) -> None:
    """Make the database, with facts, sample and sign-ins, and what visitors send."""
    if recording.folder.exists() and any(recording.folder.iterdir()):
        raise SystemExit(f"{recording.folder} is not empty. Name a folder that does not exist yet.")
    recording.folder.mkdir(parents=True, exist_ok=True)
    _run(recording, checkout, "making", database=recording.database, media=recording.media)


def ask(recording: Recording, checkout: Path, who: list[str]) -> None:
    """Ask everything, on a copy of the recording's database."""
    _ask(recording, checkout, *who, base=recording)


def ask_again(recording: Recording, checkout: Path, like: Recording, only: str) -> None:
    """Ask what another recording asked, on a copy of its database, migrated by the checkout."""
    recording.folder.mkdir(parents=True, exist_ok=True)
    _ask(recording, checkout, "--like", str(like.folder), "--only", only, base=like)


def _ask(recording: Recording, checkout: Path, *words: str, base: Recording) -> None:
    with tempfile.TemporaryDirectory(prefix="portal-answers-") as name:
        database, media = Path(name, "portal.sqlite3"), Path(name, "media")
        shutil.copy(base.database, database)
        shutil.copytree(base.media, media)
        _run(recording, checkout, "asking", *words, database=database, media=media)
    recording.about.write_text(json.dumps(_about(checkout), indent=1) + "\n", encoding="utf-8")


def _run(recording: Recording, checkout: Path, part: str, *words: str, database, media) -> None:
    python = checkout / ".venv/bin/python"
    environment = {
        **{name: os.environ[name] for name in KEPT if name in os.environ},
        "DATABASE_URL": f"sqlite:///{database}",
        "MEDIA_ROOT": str(media),
        "ENVIRONMENT": "local",
        "DEBUG": "0",
        "SECRET_KEY": SECRET,
        "REQUIRE_SECOND_FACTOR": "0",
        "CACHE_URL": "locmemcache://",
        "SITE_CONTACT": "0532-00000000",
        "SITE_SECURITY_CONTACT": "mailto:security@example.org",
        "SITE_DATA_LICENSE": "CC BY 4.0",
        "SITE_DATA_LICENSE_URL": "https://creativecommons.org/licenses/by/4.0/",
        "DJANGO_SETTINGS_MODULE": "qingdao_techedu.settings",
        "PYTHONHASHSEED": "0",
        "PYTHONDONTWRITEBYTECODE": "1",
    }
    module = f"audit.answers.{part}"
    own = python if python.exists() else sys.executable
    subprocess.run(
        [own, "-m", module, checkout, recording.folder, *words],
        cwd=HERE,
        env=environment,
        check=True,
    )


def _about(checkout: Path) -> dict[str, str]:
    said = subprocess.run(
        ["git", "describe", "--always", "--dirty", "--abbrev=12"],
        cwd=checkout,
        capture_output=True,
        text=True,
    )
    return {"commit": said.stdout.strip() or "unknown", "folder": str(checkout)}
