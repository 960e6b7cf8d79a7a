"""Parts that add up to the whole, whatever the weights."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from colleges.enrollment.releases.apportionment import apportion

WEIGHTS = st.lists(st.integers(0, 10**7), min_size=1, max_size=60).filter(any)


@given(total=st.integers(0, 10**6), weights=WEIGHTS)
def test_the_parts_add_up_and_keep_within_one_of_their_share(total, weights):
    parts = apportion(total, weights)
    assert sum(parts) == total
    for part, weight in zip(parts, weights, strict=True):
        assert abs(part * sum(weights) - total * weight) < sum(weights)


def test_what_remains_goes_to_the_largest_remainders_and_of_equals_to_the_earlier():
    assert apportion(10, [5, 3, 2, 1]) == [4, 3, 2, 1]
    assert apportion(4, [1, 1, 1]) == [2, 1, 1]


@pytest.mark.parametrize("weights", [[0, 0], [3, -1], []])
def test_weights_that_say_nothing_are_refused(weights):
    with pytest.raises(ValueError, match="positive"):
        apportion(5, weights)
