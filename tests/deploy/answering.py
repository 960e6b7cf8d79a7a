"""An application of a few lines, to be served by the portal's own worker."""

from __future__ import annotations

import fcntl
import os
from collections.abc import Iterator
from pathlib import Path


def application(environ, start_response) -> Iterator[bytes]:
    """Answers with its address and the body; ``busy`` ones wait while somebody has the lock.

    ``/unread`` answers without the body.
    """
    if "busy" in environ["PATH_INFO"]:
        with Path(os.environ["LOCK"]).open() as lock:
            fcntl.flock(lock, fcntl.LOCK_SH)
    body = environ["PATH_INFO"].encode()
    if environ["PATH_INFO"] != "/unread":
        body += environ["wsgi.input"].read()
    start_response("200 OK", [("Content-Length", str(len(body)))])
    yield body
