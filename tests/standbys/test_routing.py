"""One request, one database; outside of a request, the primary."""

from __future__ import annotations

import pytest
from django.contrib.auth.models import Group
from django.contrib.auth.models import Permission as Other
from django.core.cache.backends.db import Options
from django.db import router

from qingdao_techedu.page_cache.reading import Edition
from qingdao_techedu.standbys import routing
from qingdao_techedu.standbys.routing import DatabaseRoute, is_in_transaction, taken


class CacheEntry:
    _meta = Options("cache_table")


@pytest.fixture
def route(standbys):
    found = DatabaseRoute()
    with taken(found):
        yield found


def test_outside_of_a_request_all_is_read_from_the_primary(standbys):
    assert router.db_for_read(Group) == "default"
    assert router.db_for_write(Group) == "default"


def test_a_request_stays_where_its_first_query_went(route, standbys):
    first = router.db_for_read(Group)
    assert first in standbys
    assert {router.db_for_read(model) for model in (Group, Other) * 3} == {first}


def test_requests_take_turns(standbys):
    aliases = set()
    for _request in range(2):
        with taken(DatabaseRoute()):
            aliases.add(router.db_for_read(Group))
    assert aliases == standbys.keys()


def test_what_was_read_at_a_standby_is_related_and_saved_at_the_primary(route):
    group = Group.objects.get()
    assert group._state.db == route.alias != "default"
    assert router.allow_relation(group, Group())
    assert router.db_for_write(Group, instance=group) == "default"


def test_related_records_are_read_where_the_record_was(route):
    group = Group.objects.get()
    assert group.permissions.all().db == group._state.db


def test_who_writes_reads_from_the_primary_from_then_on(route, standbys):
    assert router.db_for_read(Group) in standbys
    router.db_for_write(Group)
    assert router.db_for_read(Group) == "default"


def test_inside_a_transaction_all_is_read_from_the_primary(route, standbys, monkeypatch):
    assert router.db_for_read(Group) in standbys
    with monkeypatch.context() as patch:
        # This test is inside of one, which the fixture hides from the others.
        patch.setattr(routing, "is_in_transaction", is_in_transaction)
        assert router.db_for_read(Group) == "default"
    assert router.db_for_read(Group) == "default"


def test_the_cache_is_kept_at_the_primary_and_moves_nobody_there(route, standbys):
    assert router.db_for_read(CacheEntry) == "default"
    assert router.db_for_write(CacheEntry) == "default"
    assert router.db_for_read(Group) in standbys


def test_a_standby_behind_the_wanted_edition_is_not_asked(standbys):
    later = Edition(((1, 10**9, 7),))
    with taken(DatabaseRoute(wanted=later)):
        assert router.db_for_read(Group) == "default"
    standbys["standby_2"].edition = later
    with taken(DatabaseRoute(wanted=later)):
        assert router.db_for_read(Group) == "standby_2"


def test_nothing_is_migrated_at_a_standby(standbys):
    assert router.allow_migrate("default", "colleges")
    assert not router.allow_migrate("standby_1", "colleges")
