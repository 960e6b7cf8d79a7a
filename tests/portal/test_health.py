"""What machines ask: alive, ready."""

from __future__ import annotations

from pathlib import Path
from unittest.mock import Mock

import pytest
from django.core.cache.backends.dummy import DummyCache
from django.db import DatabaseError, OperationalError

from qingdao_techedu.portal import health
from qingdao_techedu.standbys import watching


@pytest.fixture(autouse=True)
def _nothing_remembered():
    health.check_migrations.cache_clear()
    yield
    health.check_migrations.cache_clear()


def test_the_portal_is_alive_without_asking_the_database(client):
    # No db fixture: pytest-django would fail a query.
    response = client.get("/healthz")
    assert (response.status_code, response.content) == (200, b"ok")
    assert response["Content-Type"] == "text/plain; charset=utf-8"
    assert response["Cache-Control"] == "no-store"
    assert not response.cookies


def test_the_portal_is_ready_when_every_part_is(client, db):
    response = client.get("/readyz")
    assert response.status_code == 200
    assert response.json() == dict.fromkeys(
        ["database", "migrations", "guards", "cache", "disk"], "ok"
    )
    assert response["Cache-Control"] == "no-store"
    assert not response.cookies


def test_standbys_are_told_and_the_portal_is_ready_without_them(client, db, monkeypatch):
    standbys = {
        "standby_1": Mock(**{"look.return_value": "ok"}),
        "standby_2": Mock(**{"look.return_value": watching.SILENT}),
    }
    monkeypatch.setattr(health, "standbys", standbys)
    response = client.get("/readyz")
    assert response.status_code == 200
    assert response.json()["standby_1"] == "ok"
    assert response.json()["standby_2"].startswith("Left out: it does not answer")


def test_a_failing_database_is_told_without_its_address(client, db, monkeypatch):
    refusal = DatabaseError('connection to "10.1.2.3", user "portal", password "hunter2" failed')
    monkeypatch.setattr(health, "connection", Mock(**{"cursor.side_effect": refusal}))
    response = client.get("/readyz")
    assert response.status_code == 503
    assert response.json()["database"] == "The database could not be checked; the log says why."
    assert response.json()["disk"] == "ok"
    for secret in (b"10.1.2.3", b"hunter2"):
        assert secret not in response.content


def test_waiting_migrations_are_counted_until_they_are_applied(client, db, monkeypatch):
    plan = [("one", False), ("two", False)]
    monkeypatch.setattr(health.MigrationExecutor, "migration_plan", lambda self, targets: plan)
    response = client.get("/readyz")
    assert response.status_code == 503
    assert response.json()["migrations"].startswith("2 migrations are not applied")
    plan.clear()
    assert client.get("/readyz").json()["migrations"] == "ok"


def test_applied_migrations_are_read_once(client, db, monkeypatch):
    client.get("/readyz")
    monkeypatch.delattr(health, "MigrationExecutor")
    assert client.get("/readyz").json()["migrations"] == "ok"


def test_a_cache_that_forgets_is_told_and_takes_no_node_out_of_service(client, db, monkeypatch):
    monkeypatch.setattr(health, "shared_cache", DummyCache("", {}))
    response = client.get("/readyz")
    assert response.status_code == 200
    assert response.json()["cache"].startswith("The cache does not give back what it was given")


def test_what_is_wrong_with_a_disk_is_told(client, db, monkeypatch):
    monkeypatch.setattr(health.disks, "faults", lambda: iter(["One is full.", "One is closed."]))
    response = client.get("/readyz")
    assert response.status_code == 503
    assert response.json()["disk"] == "One is full. One is closed."


def test_a_folder_that_cannot_be_written_is_told_without_its_path(client, db, settings):
    settings.VAR_DIR = Path("/proc/none")
    response = client.get("/readyz")
    assert response.status_code == 503
    assert "The disk of var cannot be written" in response.json()["disk"]
    assert b"/proc" not in response.content


def test_what_needs_the_database_is_not_looked_at_without_it(client, monkeypatch):
    def refuse():
        raise OperationalError("connection refused")

    # No db fixture: pytest-django would fail a query.
    monkeypatch.setattr(health.outages, "look", refuse)
    told = client.get("/readyz").json()
    assert told["database"].startswith("The database could not be checked")
    assert told["migrations"] == told["guards"] == "Not looked at: the database is away."
    assert told["cache"] == told["disk"] == "ok"


@pytest.mark.parametrize("address", ["/healthz", "/readyz", "/robots.txt"])
def test_they_are_read_and_never_written(client, address):
    assert client.post(address).status_code == 405


@pytest.mark.parametrize("address", ["/healthz", "/readyz"])
def test_probes_are_not_sent_to_https(client, db, settings, address):
    settings.SECURE_SSL_REDIRECT = True
    assert client.get(address).status_code == 200
    assert client.get("/about/").status_code == 301
