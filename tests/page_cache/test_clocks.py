"""What changes by itself is known beforehand, to the moment."""

from __future__ import annotations

import datetime

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from hypothesis import given
from hypothesis import strategies as st

from colleges.enrollment.models import Release
from qingdao_techedu.page_cache import registry
from qingdao_techedu.page_cache.clocks import Span, around, span_at

NOON = datetime.datetime(2031, 5, 1, 12, tzinfo=datetime.UTC)
MINUTE = datetime.timedelta(minutes=1)
moments = st.none() | st.integers(-5, 5).map(lambda minutes: NOON + minutes * MINUTE)
spans = st.builds(Span, moments, moments)


@given(spans, spans, st.integers(-6, 6))
def test_two_spans_hold_together_where_each_holds(one, other, minutes):
    at = NOON + minutes * MINUTE
    assert (one & other).holds(at) is (one.holds(at) and other.holds(at))


def test_a_span_begins_with_its_moment_and_is_over_at_the_next():
    span = Span(NOON, NOON + MINUTE)
    assert span.holds(NOON)
    assert not span.holds(NOON + MINUTE)
    assert span.holds(NOON + MINUTE - datetime.timedelta(microseconds=1))
    assert not span.holds(NOON - datetime.timedelta(microseconds=1))


@pytest.mark.django_db
def test_the_moments_around_are_found_in_one_query():
    for version, minutes in enumerate((-10, -2, 3, 9), start=1):
        Release.objects.create(year=2031, version=version, published_at=NOON + minutes * MINUTE)
    rows = Release.objects.filter(year=2031)
    with CaptureQueriesContext(connection) as queries:
        span = around(rows, "published_at", NOON)
    assert span == Span(NOON - 2 * MINUTE, NOON + 3 * MINUTE)
    assert len(queries) == 1
    assert around(rows, "published_at", NOON + 3 * MINUTE).since == NOON + 3 * MINUTE
    assert around(rows.none(), "published_at", NOON) == Span()


@pytest.mark.django_db
def test_the_site_changes_by_the_first_of_all_clocks(monkeypatch):
    monkeypatch.setattr(registry, "_clocks", [])
    for name in ("late", "early"):
        registry.register_clock(f"{__name__}.{name}")
    assert span_at(NOON) == Span(NOON - MINUTE, NOON + MINUTE)


def late(at):
    return Span(NOON - 7 * MINUTE, NOON + MINUTE)


def early(at):
    return Span(NOON - MINUTE, NOON + 7 * MINUTE)


def test_every_clock_can_be_read(db):
    assert registry.clocks()
    assert span_at(NOON).holds(NOON)
