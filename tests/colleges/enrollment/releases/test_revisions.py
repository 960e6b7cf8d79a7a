"""What a version changed is kept when it is sealed, and is what a comparison leaf by leaf finds."""

from __future__ import annotations

from itertools import pairwise

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from hypothesis.extra.django import TestCase

from colleges.enrollment.models import Change, Comparison, Measure, Observation, Release
from colleges.enrollment.releases import actions
from colleges.enrollment.releases.revisions import changed_keys, compared
from colleges.models import College, Specialty
from tests.colleges.enrollment.explorer.test_answers import FIGURES, PLACES

VERSIONS = st.lists(st.dictionaries(PLACES, FIGURES, max_size=12), min_size=2, max_size=3)


def seal(year: int, version: int, figures: dict) -> Release:
    """A sealed version with figures of three colleges; the year of the place says nothing here."""
    colleges = list(College.objects.order_by("code")[:3])
    specialties = list(Specialty.objects.order_by("slug")[:3])
    measures = {one.code: one for one in Measure.objects.all()}
    release = Release.objects.create(year=year, version=version, provenance="official")
    leaves = {place[1:]: figure for place, figure in figures.items()}
    Observation.objects.bulk_create(
        Observation(
            release=release,
            college=colleges[college],
            specialty=specialties[specialty],
            level=level,
            entry_route=route,
            sex=sex,
            measure=measures[measure],
            value=value,
            symbol=symbol,
        )
        for (college, specialty, level, route, sex, measure), (value, symbol) in leaves.items()
    )
    actions.put_seal(release)
    return release


class TestAnyVersions(TestCase):
    @settings(max_examples=15, suppress_health_check=list(HealthCheck), deadline=None)
    @given(VERSIONS, st.booleans())
    def test_what_is_kept_is_what_differs(self, versions, is_hidden):
        College.objects.update(publication="published")
        sealed = [seal(2031, number, figures) for number, figures in enumerate(versions, start=1)]
        if is_hidden:
            first = College.objects.order_by("code").values("pk")[:1]
            College.objects.filter(pk__in=first).update(publication="draft")
        for older, newer in pairwise(sealed):
            assert newer.comparison.since == older
            assert list(changed_keys(older, newer)) == list(compared(older, newer))
        assert list(changed_keys(sealed[0], sealed[-1])) == list(compared(sealed[0], sealed[-1]))
        assert not Comparison.objects.filter(release=sealed[0]).exists()


@pytest.mark.django_db
def test_of_consecutive_versions_no_figure_is_read(sealed, correct, django_assert_num_queries):
    newer = correct(2031, lambda figures: figures.update(value=7, symbol=""))
    assert Change.objects.filter(release=newer).count() == 4
    with django_assert_num_queries(2) as asked:
        assert len(changed_keys(sealed, newer)) == 4
    assert not any("enrollment_observation" in one["sql"] for one in asked.captured_queries)


@pytest.mark.django_db
def test_a_version_that_was_sealed_out_of_order_is_compared_leaf_by_leaf(db):
    place = (0, 0, 0, "senior", "junior-leaver", "female", "enrolled")
    College.objects.update(publication="published")
    first = seal(2031, 1, {place: (1, "")})
    third = seal(2031, 3, {place: (3, "")})
    second = seal(2031, 2, {place: (2, "")})
    assert third.comparison.since == first
    assert [row[-4:] for row in changed_keys(second, third)] == [(2, "", 3, "")]
