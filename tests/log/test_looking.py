"""Who looks at collected figures stands in the log: once a person, record and day."""

from __future__ import annotations

import datetime

import pytest
import time_machine
from django.core.cache import cache

from qingdao_techedu.log.looking import note_look, note_taking
from qingdao_techedu.log.models import Entry

pytestmark = pytest.mark.django_db
NOON = datetime.datetime(2031, 5, 4, 12, tzinfo=datetime.UTC)


def told() -> list[tuple[str, str, str]]:
    return sorted(Entry.objects.values_list("kind", "who", "subject"))


def test_looking_again_on_the_same_day_adds_nothing(staff):
    one = staff("editor", "one")
    with time_machine.travel(NOON, tick=False):
        note_look(one, "2031 v1")
        cache.clear()  # as another process would
        note_look(one, "2031 v1")
    assert told() == [("look", "one", "2031 v1")]


def test_another_person_record_act_or_day_is_another_entry(staff):
    one, other = staff("editor", "one"), staff("reviewer", "other")
    with time_machine.travel(NOON, tick=False):
        note_look(one, "2031 v1")
        note_look(other, "2031 v1")
        note_look(one, "2031 v2")
        note_taking(one, "2031 v1")
    with time_machine.travel(NOON + datetime.timedelta(days=1), tick=False):
        note_look(one, "2031 v1")
    assert told() == [
        ("export", "one", "2031 v1"),
        ("look", "one", "2031 v1"),
        ("look", "one", "2031 v1"),
        ("look", "one", "2031 v2"),
        ("look", "other", "2031 v1"),
    ]


def test_what_was_noted_is_not_asked_of_the_database_again(
    staff, django_assert_num_queries, django_capture_on_commit_callbacks
):
    one = staff("editor", "one")
    with django_capture_on_commit_callbacks(execute=True):
        note_look(one, "2031 v1")
    with django_assert_num_queries(0):
        note_look(one, "2031 v1")
