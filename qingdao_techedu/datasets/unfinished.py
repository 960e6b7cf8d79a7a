"""Files that are being written: nobody else touches them, and what a broken writer left is cleared.

Whoever writes one has a lock on it, which the system takes back when the process ends, however it
ends. So an unfinished file without a lock is nobody's.
"""

from __future__ import annotations

import fcntl
import os
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path
from typing import Any

PREFIX = ".unfinished-"


@contextmanager
def unfinished(folder: Path) -> Iterator[Any]:
    """A new file in the folder, gone at the end unless it was given another name meanwhile."""
    clear(folder)
    with _new(folder) as file:
        try:
            yield file
        finally:
            Path(file.name).unlink(missing_ok=True)


def clear(folder: Path) -> list[str]:
    """Remove what broken writers left in a folder, and not what somebody writes; the names."""
    return [path.name for path in sorted(folder.glob(f"{PREFIX}*")) if _is_removed(path)]


def _new(folder: Path) -> Any:
    while True:
        file = tempfile.NamedTemporaryFile(dir=folder, prefix=PREFIX, delete=False)  # noqa: SIM115
        fcntl.flock(file, fcntl.LOCK_EX)
        if os.fstat(file.fileno()).st_nlink:  # nobody cleared it before it was locked
            return file
        file.close()


def _is_removed(path: Path) -> bool:
    with suppress(OSError), path.open("rb") as file:  # it may be finished, or somebody else's
        fcntl.flock(file, fcntl.LOCK_EX | fcntl.LOCK_NB)
        path.unlink()
        return True
    return False
