"""What a version changed is kept when it is put out, and is what a comparison one by one finds."""

from __future__ import annotations

from itertools import pairwise

import pytest
from django.utils import timezone
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from hypothesis.extra.django import TestCase

from colleges.enrollment.models import (
    Change,
    Comparison,
    Measure,
    Observation,
    PublishedFigure,
    PublishedMember,
    Release,
)
from colleges.enrollment.releases import actions
from colleges.enrollment.releases.revisions import cells, changed_keys, compared
from colleges.models import College, Specialty

FIGURES = st.one_of(
    st.tuples(st.integers(0, 20), st.sampled_from(["", "x"])),
    st.tuples(st.none(), st.sampled_from("xcz")),
)
PLACES = st.tuples(
    st.sampled_from(["leaf", "college", "sex"]),
    st.sampled_from(["enrolled", "employed"]),
    st.none() | st.integers(0, 2),  # college; None where several are told together
    st.sampled_from(["female", "male", "undivided"]),
)
VERSIONS = st.lists(st.dictionaries(PLACES, FIGURES, max_size=12), min_size=2, max_size=3)


def put_out(year: int, version: int, figures: dict) -> Release:
    """A version that is put out with these figures, whether or not they could be."""
    colleges = list(College.objects.order_by("code")[:3])
    measures = {one.code: one for one in Measure.objects.all()}
    now = timezone.now()
    release = Release.objects.create(
        year=year,
        version=version,
        provenance="official",
        sealed_at=now,
        published_at=now,
        collected_sha256="0" * 64,
    )
    PublishedFigure.objects.bulk_create(
        PublishedFigure(
            release=release,
            table=table,
            measure=measures[measure],
            college=None if college is None else colleges[college],
            sex=sex,
            key=f"{college}/{sex}",
            value=value,
            symbol=symbol,
        )
        for (table, measure, college, sex), (value, symbol) in figures.items()
    )
    Release.objects.filter(pk=release.pk).update(protected_at=now, sha256="0" * 64, row_count=0)
    release.refresh_from_db()
    return release


def seal(year: int, version: int, value: int) -> Release:
    """A sealed version of one figure."""
    release = Release.objects.create(year=year, version=version, provenance="official")
    Observation.objects.create(
        release=release,
        college=College.objects.order_by("code")[0],
        specialty=Specialty.objects.order_by("slug")[0],
        level="senior",
        entry_route="junior-leaver",
        sex="female",
        measure=Measure.objects.get(code="enrolled"),
        value=value,
    )
    actions.put_seal(release)
    return release


class TestAnyVersions(TestCase):
    @settings(max_examples=25, suppress_health_check=list(HealthCheck), deadline=None)
    @given(VERSIONS, st.booleans())
    def test_what_is_kept_is_what_differs(self, versions, is_hidden):
        College.objects.update(publication="published")
        sealed = [put_out(2031, number, told) for number, told in enumerate(versions, start=1)]
        if is_hidden:
            first = College.objects.order_by("code").values("pk")[:1]
            College.objects.filter(pk__in=first).update(publication="draft")
        for older, newer in pairwise(sealed):
            assert newer.comparison.since == older
            assert list(changed_keys(older, newer)) == list(compared(older, newer))
            self._tells_what_differs(older, newer, is_hidden=is_hidden)
        assert list(changed_keys(sealed[0], sealed[-1])) == list(compared(sealed[0], sealed[-1]))
        assert not Comparison.objects.filter(release=sealed[0]).exists()

    def _tells_what_differs(self, older: Release, newer: Release, *, is_hidden: bool) -> None:
        hidden = College.objects.order_by("code")[0].pk if is_hidden else 0
        before, after = self._told(older), self._told(newer)
        differ = {
            key
            for key in {*before, *after}
            if before.get(key) != after.get(key) and key[-1] != hidden
        }
        found = cells(changed_keys(older, newer), older, newer)
        assert {
            (one.row.table, one.row.measure, one.row.key, one.row.college) for one in found
        } == differ
        assert all(one.reasons == [newer] for one in found)

    @staticmethod
    def _told(release: Release) -> dict:
        rows = PublishedFigure.objects.filter(release=release)
        columns = ("table", "measure", "key", "college", "value", "symbol")
        return {tuple(key): tuple(figure) for *key, figure in _split(rows.values_list(*columns))}


def _split(rows):
    return ((*row[:-2], row[-2:]) for row in rows)


@pytest.mark.django_db
def test_of_consecutive_versions_no_figure_is_read(sealed, correct, django_assert_num_queries):
    newer = correct(2031, lambda figures: figures.of_measure("enrolled").update(value=125))
    assert Change.objects.filter(release=newer).count() == 1
    with django_assert_num_queries(2) as asked:
        assert len(changed_keys(sealed, newer)) == 1
    assert not any("enrollment_publishedfigure" in one["sql"] for one in asked.captured_queries)


@pytest.mark.django_db
def test_a_version_that_was_sealed_out_of_order_is_compared_one_by_one(db):
    College.objects.update(publication="published")
    first = seal(2031, 1, 100)
    third = seal(2031, 3, 103)
    second = seal(2031, 2, 102)
    assert third.comparison.since in (first, second)
    assert [row[-4:] for row in changed_keys(first, third)] == [(100, "", 103, "")]
    assert [row[-4:] for row in changed_keys(second, third)] == [(102, "", 103, "")]


@pytest.mark.django_db
def test_what_changed_in_a_group_is_told_of_the_group_and_never_of_its_members(observe, correct):
    release = Release.objects.create(year=2031, provenance="official")
    College.objects.update(publication="published")
    observe(release, "enrolled", 2)
    observe(release, "enrolled", 28, sex="male")
    actions.put_seal(release)
    assert PublishedMember.objects.filter(release=release).count() == 2
    newer = correct(2031, lambda figures: figures.filter(sex="female").update(value=3))
    (cell,) = cells(changed_keys(release, newer), release, newer)
    assert (cell.old, cell.new, cell.difference) == ((30, ""), (31, ""), 1)
    assert cell.codes["sex"] == "undivided"
    assert str(cell.labels[-1]) in {"性别未分列", "Sex not told apart"}


@pytest.mark.django_db
def test_a_sum_of_what_is_known_that_nobody_knows_any_more_is_told():
    known = {("leaf", "enrolled", 0, "male"): (0, "x")}
    unknown = {("leaf", "enrolled", 0, "male"): (None, "x")}
    College.objects.update(publication="published")
    older, newer = put_out(2031, 1, known), put_out(2031, 2, unknown)
    assert len(list(compared(older, newer))) == len(list(compared(newer, older))) == 1
