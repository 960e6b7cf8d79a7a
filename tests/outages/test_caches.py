"""A cache that is away keeps nobody out."""

from __future__ import annotations

import socket
from collections.abc import Iterator

import pytest
from django.core.cache.backends.redis import RedisCache as DjangosRedis
from django.core.management import call_command
from django.db import connection

from qingdao_techedu.outages import caches
from qingdao_techedu.outages.caches import DatabaseCache, RedisCache


@pytest.fixture
def lost(db) -> DatabaseCache:
    """A cache in a table that nobody made."""
    return DatabaseCache("table_that_is_lost", {})


@pytest.fixture
def unreachable(monkeypatch) -> RedisCache:
    def fail(self):
        raise ConnectionError("refused")

    monkeypatch.setattr(DjangosRedis, "_cache", property(fail))
    return RedisCache("redis://127.0.0.1:1/0", {})


@pytest.fixture(params=["lost", "unreachable"])
def cache(request):
    return request.getfixturevalue(request.param)


def test_without_it_nothing_is_found_and_nothing_fails(cache, db):
    cache.set("key", 1)
    assert cache.get("key") is None
    assert cache.get("key", 7) == 7
    assert cache.get_many(["key"]) == {}
    assert cache.add("key", 1) is True
    assert cache.delete("key") is False
    assert cache.touch("key") is False
    assert cache.has_key("key") is False
    assert cache.get_or_set("key", 3) == 3
    cache.clear()
    with pytest.raises(ValueError, match="not found"):
        cache.incr("key")


def test_a_failed_statement_spoils_no_transaction(lost):
    lost.get("key")
    with connection.cursor() as cursor:  # PostgreSQL would refuse everything after a failed one
        cursor.execute("SELECT 1")
        assert cursor.fetchone() == (1,)


def test_with_its_table_it_keeps_what_it_is_given(db, settings):
    made = DatabaseCache("table_of_a_test", {})
    there = {
        "default": settings.CACHES["default"],
        "other": {
            "BACKEND": "qingdao_techedu.outages.caches.DatabaseCache",
            "LOCATION": "table_of_a_test",
        },
    }
    settings.CACHES = there
    call_command("createcachetable", verbosity=0)
    made.set("key", 1)
    assert made.get("key") == 1
    assert made.incr("key") == 2
    assert made.add("key", 5) is False
    with pytest.raises(ValueError, match="not found"):
        made.incr("nothing")
    assert made.delete("key") is True


@pytest.fixture
def deaf() -> Iterator[socket.socket]:
    """A Redis that takes connections and never says a word."""
    with socket.create_server(("127.0.0.1", 0), backlog=20) as server:
        server.setblocking(False)
        yield server


def test_nobody_waits_twice_for_a_redis_that_does_not_answer(deaf, monkeypatch):
    monkeypatch.setattr(caches, "_rests", {})
    cache = RedisCache(f"redis://127.0.0.1:{deaf.getsockname()[1]}/0", {})
    other = RedisCache(f"redis://127.0.0.1:{deaf.getsockname()[1]}/0", {"KEY_PREFIX": "pages"})
    for _one in range(5):
        assert cache.get("key", 7) == 7
        assert other.get("key") is None
    deaf.accept()[0].close()
    with pytest.raises(BlockingIOError):  # only one has asked
        deaf.accept()


def test_after_its_rest_redis_is_asked_again(deaf, monkeypatch):
    monkeypatch.setattr(caches, "_rests", {})
    monkeypatch.setattr(caches, "REST_SECONDS", 0.0)
    cache = RedisCache(f"redis://127.0.0.1:{deaf.getsockname()[1]}/0", {})
    for _one in range(2):
        cache.get("key")
        deaf.accept()[0].close()


def test_a_waiting_time_of_the_operator_counts_more():
    cache = RedisCache("redis://127.0.0.1:1/0", {"OPTIONS": {"socket_timeout": 9}})
    assert cache._options["socket_timeout"] == 9
    assert cache._options["socket_connect_timeout"] == caches.ANSWER_SECONDS
