"""A cache that is away keeps nobody out."""

from __future__ import annotations

import pytest
from django.core.cache.backends.redis import RedisCache as DjangosRedis
from django.core.management import call_command
from django.db import connection

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
