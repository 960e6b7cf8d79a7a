"""Lists count for each line what the records themselves say."""

from __future__ import annotations

import pytest

from colleges.chains.models import Alignment, Chain
from colleges.models import College, Offering, Specialty

pytestmark = pytest.mark.django_db


@pytest.fixture
def sample_college() -> College:
    """One that does not exist and teaches what the first college teaches."""
    made = College.objects.create(
        code="sample-99", name_zh="示例", provenance="sample", publication="published"
    )
    offering = Offering.objects.filter(valid_until="").order_by("pk").last()
    offering.pk, offering.college = None, made
    offering.provenance, offering.verification = "sample", ""
    offering.save()
    return made


@pytest.fixture
def taught() -> set[tuple[int, int]]:
    """Specialty and college of what is offered today; one that ended and one that is hidden."""
    first = Offering.objects.order_by("pk").first()
    Offering.objects.filter(specialty=first.specialty, college=first.college).update(
        valid_until="2020"
    )
    last = College.objects.filter(offerings__isnull=False).order_by("-pk").first()
    College.objects.filter(pk=last.pk).update(publication="draft")
    today = Offering.objects.filter(valid_until="", college__publication="published")
    return set(today.values_list("specialty", "college"))


def test_specialties_count_the_colleges_that_offer_them(taught):
    for one in Specialty.objects.with_college_count():
        expected = {college for specialty, college in taught if specialty == one.pk}
        assert one.college_count == len(expected)


def test_chains_count_who_serves_them(taught):
    for one in Chain.objects.with_supply():
        serving = set(one.alignments.values_list("specialty", flat=True))
        assert one.specialty_count == len(serving)
        assert one.college_count == len({c for specialty, c in taught if specialty in serving})


def test_alignments_count_the_colleges_of_their_specialty(taught):
    for one in Alignment.objects.with_college_count():
        expected = {college for specialty, college in taught if specialty == one.specialty_id}
        assert one.college_count == len(expected)


def test_colleges_count_their_specialties(taught):
    for one in College.objects.with_specialty_count():
        offered = one.offerings.filter(valid_until="").values("specialty").distinct()
        assert one.specialty_count == offered.count()


def test_sample_colleges_are_counted_apart(taught, sample_college):
    specialty = sample_college.offerings.get().specialty_id
    one = Specialty.objects.with_college_count().get(pk=specialty)
    assert one.college_count == len({c for s, c in taught if s == specialty})
    assert one.sample_college_count == 1
    for other in Specialty.objects.with_college_count().exclude(pk=specialty):
        assert other.sample_college_count == 0
