"""What a look at a standby finds, and what becomes of it."""

from __future__ import annotations

import time
from unittest.mock import MagicMock

import pytest
from django.db import OperationalError, ProgrammingError

from qingdao_techedu.page_cache.reading import Edition
from qingdao_techedu.standbys import watching
from qingdao_techedu.standbys.watching import Standby

OLD, NEW = Edition(((1, 1, 11),)), Edition(((1, 2, 22),))


class Clusters:
    """What a primary and its standby would answer."""

    def __init__(self, monkeypatch):
        self.now = 1_000.0
        self.is_following, self.replayed, self.written = True, 500, 500
        self.is_migrated, self.edition = True, NEW
        self.fault: Exception | None = None
        monkeypatch.setattr(time, "monotonic", lambda: self.now)
        monkeypatch.setattr(
            watching, "connections", {"standby": MagicMock(), "default": MagicMock()}
        )
        monkeypatch.setattr(watching, "_is_migrated", lambda connection: self.is_migrated)
        monkeypatch.setattr(watching, "edition_of", lambda alias: self.edition)
        for alias, answer in (("standby", self._standby), ("default", self._primary)):
            cursor = watching.connections[alias].cursor.return_value.__enter__.return_value
            cursor.fetchone.side_effect = answer

    def _standby(self):
        if self.fault:
            raise self.fault
        return self.is_following, self.replayed

    def _primary(self):
        return (self.written,)


@pytest.fixture
def clusters(monkeypatch):
    return Clusters(monkeypatch)


@pytest.fixture
def standby(clusters):
    return Standby("standby")


def test_nobody_is_sent_to_a_standby_that_was_not_looked_at(standby):
    assert not standby.is_well


def test_a_standby_that_follows_is_well_and_its_edition_is_known(standby):
    assert standby.look() == "ok"
    assert standby.is_well
    assert standby.edition == NEW


def test_a_standby_that_does_not_answer_is_left_out(standby, clusters):
    clusters.fault = OperationalError("no route to 10.1.2.3")
    said = standby.look()
    assert said.startswith("Left out: it does not answer")
    assert "10.1.2.3" not in said
    assert not standby.is_well


def test_a_standby_without_our_tables_is_left_out(standby, clusters):
    clusters.fault = ProgrammingError("no such table")
    assert standby.look() == watching.UNMIGRATED


def test_a_promoted_standby_is_left_out(standby, clusters):
    standby.look()
    clusters.is_following = False
    assert standby.look() == watching.PROMOTED


def test_a_standby_that_lacks_a_migration_is_left_out_until_it_has_it(standby, clusters):
    clusters.is_migrated = False
    assert standby.look() == watching.UNMIGRATED
    clusters.is_migrated = True
    assert standby.look() == "ok"


def test_a_standby_that_falls_behind_for_long_is_left_out_until_it_has_caught_up(standby, clusters):
    standby.look()
    clusters.written = 900
    standby.look()
    clusters.now += watching.LAG_SECONDS
    standby.look()
    clusters.replayed = 899
    clusters.now += 1
    assert standby.look() == watching.LAGGING
    clusters.replayed = 900
    assert standby.look() == "ok"


def test_a_quiet_primary_makes_no_lag(standby, clusters):
    for _look in range(5):
        clusters.now += watching.LAG_SECONDS
        assert standby.look() == "ok"


def test_a_look_that_hangs_ends_the_trust(standby, clusters):
    standby.look()
    clusters.now += watching.TRUSTED_SECONDS
    assert not standby.is_well


def test_what_failed_once_is_well_again_after_a_look(standby, clusters):
    standby.look()
    standby.leave_out(watching.SILENT)
    assert not standby.is_well
    standby.look()
    assert standby.is_well


def test_a_standby_that_is_behind_is_looked_at_soon(standby, clusters, monkeypatch):
    monkeypatch.setattr(standby, "watch", lambda: None)
    monkeypatch.setattr(watching, "standbys", {"standby": standby})
    clusters.edition = OLD
    standby.look()
    assert watching.choose(wanted=OLD) == "standby"
    assert not standby._hurry.is_set()
    assert watching.choose(wanted=NEW) == "default"
    assert standby._hurry.is_set()
