"""What a process does before it asks the portal of a checkout: its packages, settings and time."""

from __future__ import annotations

import datetime
import logging
import os
import sys
import warnings
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import django
import environ
import time_machine
from django.conf import settings

# What the tool itself brings, before the checkout's own packages come first.
from fuzzing import databases, pages, routes

MADE_AT = datetime.datetime(2026, 11, 27, 1, tzinfo=datetime.UTC)
ASKED_AT = datetime.datetime(2026, 11, 28, 4, tzinfo=datetime.UTC)

__all__ = ["ASKED_AT", "MADE_AT", "begin", "databases", "pages", "routes", "standing_still"]


def begin(checkout: Path) -> None:
    """Set Django up as the checkout has it; this machine's ``.env`` does not count."""
    own = {"", str(Path.cwd())}
    os.chdir(checkout)
    sys.path[:] = [str(checkout), *(place for place in sys.path if place not in own)]
    environ.Env.read_env = lambda *_args, **_kwargs: None
    settings.STORAGES = settings.STORAGES | {
        "staticfiles": {"BACKEND": "django.contrib.staticfiles.storage.StaticFilesStorage"}
    }
    settings.PASSWORD_HASHERS = ["django.contrib.auth.hashers.MD5PasswordHasher"]
    django.setup()
    logging.disable(logging.CRITICAL)
    warnings.simplefilter("ignore")  # of static files that were not collected, once a request


@contextmanager
def standing_still(moment: datetime.datetime) -> Iterator[time_machine.Traveller]:
    with time_machine.travel(moment, tick=False) as traveller:
        yield traveller
