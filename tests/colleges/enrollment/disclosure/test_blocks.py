"""Groups too small to be told are joined with their neighbours, and no others."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import settings as hypothesis_settings
from hypothesis import strategies as st

from colleges.enrollment.disclosure.blocks import SafetyOfCounts, connected, partition
from colleges.enrollment.disclosure.leaves import COUNTS, count
from tests.colleges.enrollment.disclosure.figures import place
from tests.colleges.enrollment.disclosure.random_years import kinds, years_of

WOMEN, MEN = place(sex="female"), place(sex="male")
VETERANS = place(sex="male", entry_route="veteran")
TURNERS = place(sex="male", specialty="turning")
WEST = place("west", sex="male")


def blocks_of(*versions: dict, threshold: int = 5, joined=()) -> list[tuple]:
    places = sorted({one for answers in versions for one in answers})
    return partition(places, SafetyOfCounts(versions, threshold), joined)


def test_a_group_that_reaches_the_threshold_stays_alone():
    assert blocks_of({WOMEN: 5, MEN: 6}) == [(WOMEN,), (MEN,)]


def test_a_small_group_joins_the_other_sex_first():
    assert blocks_of({WOMEN: 4, MEN: 20, VETERANS: 9}) == [(WOMEN, MEN), (VETERANS,)]


@pytest.mark.parametrize("neighbour", [VETERANS, TURNERS, WEST])
def test_then_the_nearest_that_has_anybody(neighbour):
    assert blocks_of({WOMEN: 4, neighbour: 20}) == [tuple(sorted([WOMEN, neighbour]))]


def test_of_two_that_would_do_the_smaller_is_joined():
    assert blocks_of({WOMEN: 3, VETERANS: 30, place(entry_route="other"): 7})[0] == tuple(
        sorted([WOMEN, place(entry_route="other")])
    )


def test_nobody_is_told_as_nobody():
    assert blocks_of({WOMEN: 0, MEN: 20}) == [(WOMEN,), (MEN,)]


def test_who_knows_that_both_have_somebody_learns_no_more_than_the_threshold():
    """Of 5 in all with 1 at least in each, neither could be 5."""
    assert blocks_of({WOMEN: 2, MEN: 3, VETERANS: 8}) == [(WOMEN, MEN, VETERANS)]


def test_a_group_that_is_small_in_any_version_is_joined_in_all():
    assert blocks_of({WOMEN: 9, MEN: 9}, {WOMEN: 3, MEN: 9}) == [(WOMEN, MEN)]


def test_what_was_reported_late_is_no_small_difference():
    """8 at first and 8 + 3 later would tell the 3 that were missing."""
    found = blocks_of({WOMEN: "x", MEN: 8}, {WOMEN: 3, MEN: 8})
    assert found == [(WOMEN, MEN)]
    assert not SafetyOfCounts([{WOMEN: "x", MEN: 8}, {WOMEN: 3, MEN: 8}], 5)(found[0])


def test_colleges_are_joined_few_at_a_time():
    tiny = {place(f"college-{number}"): 3 for number in range(8)}
    assert max(map(len, blocks_of(tiny))) <= 3


def test_crossing_groups_become_one():
    assert connected([(WOMEN, MEN), (MEN, VETERANS), (WEST,)]) == [
        tuple(sorted([WOMEN, MEN, VETERANS])),
        (WEST,),
    ]


@hypothesis_settings(max_examples=60)
@given(kinds, st.sampled_from([3, 5, 6, 10]))
def test_each_person_is_told_once_and_every_block_is_safe_or_all_there_is(kind, threshold):
    (year, *_later) = years_of(kind)
    for measure in COUNTS:
        versions = year.of(measure)
        is_safe = SafetyOfCounts(versions, threshold).of_strangers
        found = partition(year.places, SafetyOfCounts(versions, threshold))
        assert sorted(one for block in found for one in block) == list(year.places)
        unsafe = [block for block in found if not is_safe(block)]
        others = {one for block in found if block not in unsafe for one in block}
        assert len(unsafe) <= 1
        # Nothing is left that could still be joined where a version lacks somebody.
        for block in unsafe:
            lacking = is_safe.lacking(block)
            assert not any(count(versions[number].get(one)) for number in lacking for one in others)
