"""Every disk that the portal writes to: whether it can, and whether there is room."""

from __future__ import annotations

import os
import shutil
import tempfile
from collections.abc import Iterator
from pathlib import Path

from django.conf import settings
from django.db import DEFAULT_DB_ALIAS, connections

MEGABYTE = 1024 * 1024


def places() -> dict[str, Path]:
    """The folders that are written to, by what they are for; one that is not yet made is missing.

    PostgreSQL looks after its own disk, and tells of it when it is full.
    """
    found = {
        "sealed files and uploads": Path(settings.MEDIA_ROOT),
        "var": Path(settings.VAR_DIR),
        "temporary files": Path(tempfile.gettempdir()),
    }
    if file := _file_of_database():
        found["database"] = file.parent
    return found


def faults() -> Iterator[str]:
    """What is wrong, a sentence each that names no path: anyone may ask."""
    for name, folder in places().items():
        existing = _nearest(folder)
        try:
            with tempfile.TemporaryFile(dir=existing) as file:
                file.write(b"ok")
                file.flush()
        except OSError as error:
            yield f"The disk of {name} cannot be written ({_word(error)})."
            continue
        if shutil.disk_usage(existing).free < settings.LEAST_FREE_MB * MEGABYTE:
            yield f"Fewer than {settings.LEAST_FREE_MB} MB are free on the disk of {name}."
    file_of_database = _file_of_database()
    if file_of_database and not _may_be_written(file_of_database):
        yield "The file of the database cannot be written."


def _nearest(folder: Path) -> Path:
    """The folder, or where it is missing the one that it would be made in."""
    return next(one for one in (folder, *folder.absolute().parents) if one.is_dir())


def _file_of_database() -> Path | None:
    connection = connections[DEFAULT_DB_ALIAS]
    is_file = connection.vendor == "sqlite" and not connection.is_in_memory_db()  # type: ignore[attr-defined]
    return Path(connection.settings_dict["NAME"]).absolute() if is_file else None


def _may_be_written(file: Path) -> bool:
    try:
        with file.open("r+b"):
            return True
    except OSError:
        return False


def _word(error: OSError) -> str:
    return os.strerror(error.errno) if error.errno else type(error).__name__
