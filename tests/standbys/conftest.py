"""Two standbys that are files of SQLite: enough wherever no real one is needed."""

from __future__ import annotations

import time
from functools import partial

import pytest
from django.contrib.auth.models import Group
from django.db import connections

from qingdao_techedu.page_cache.reading import edition_of
from qingdao_techedu.standbys import routing, watching

ALIASES = ["standby_1", "standby_2"]


class Known(watching.Standby):
    """A standby whose state a test tells."""

    def watch(self) -> None:
        pass

    def is_found_well(self) -> None:
        self.state, self._seen_at, self.edition = watching.WELL, time.monotonic(), edition_of()


def _connect(connection) -> None:
    if connection.connection is None:
        with connection.wrap_database_errors:
            connection.connect()


@pytest.fixture
def standbys(tmp_path, settings, monkeypatch, db):
    """Two standbys, both well; each has one group of its own name, which the primary has not."""
    settings.STANDBYS = ALIASES
    settings.DATABASE_ROUTERS = ["qingdao_techedu.standbys.routing.Router"]
    known = {alias: Known(alias) for alias in ALIASES}
    monkeypatch.setattr(watching, "standbys", known)
    monkeypatch.setattr(routing, "is_in_transaction", lambda: False)  # but for that of the test
    for alias in ALIASES:
        file = {"ENGINE": "django.db.backends.sqlite3", "NAME": str(tmp_path / alias)}
        described = connections.configure_settings({"default": {}, alias: file})[alias]
        monkeypatch.setitem(connections.settings, alias, described)
        # Django lets a test of one database ask no other that it knows by name.
        connection = connections[alias] = connections.create_connection(alias)
        connection.ensure_connection = partial(_connect, connection)
        with connection.schema_editor() as editor:
            editor.create_model(Group)
        Group.objects.using(alias).create(name=alias)
        known[alias].is_found_well()
    yield known
    for alias in ALIASES:
        connections[alias].close()
        del connections[alias]


@pytest.fixture
def only(standbys):
    """The first of the two; the other is left out."""
    standbys["standby_2"].leave_out("Left out by a test.")
    return standbys["standby_1"]


@pytest.fixture
def kill():
    """Makes a standby unreachable, for those who are connected too."""

    def end(standby: Known) -> None:
        connections[standby.alias].close()
        connections[standby.alias].settings_dict["NAME"] = "/nowhere/at/all"

    return end
