"""Which database has what another one had."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from qingdao_techedu.page_cache.reading import Edition

acts = st.lists(st.integers(1, 3), max_size=12)  # the counter that each act raises


def after(slots: list[int]) -> Edition:
    """The edition after acts: marks tell how they came about."""
    numbers = {slot: slots.count(slot) for slot in sorted(set(slots))}
    return Edition(tuple((slot, number, 1_000 + number) for slot, number in numbers.items()))


@given(acts, acts)
def test_a_database_covers_what_it_went_through(earlier, since):
    assert after(earlier + since).covers(after(earlier))
    assert after(earlier).covers(after(earlier + since)) is (not since)


@given(acts, acts, acts)
def test_of_two_that_went_apart_neither_covers_the_other(common, here, there):
    one, other = after([*common, *here, 4]), after([*common, *there, 5])
    assert not one.covers(other)
    assert not other.covers(one)


@given(acts, acts)
def test_keys_are_equal_where_editions_are(one, other):
    assert (after(one).key == after(other).key) is (after(one) == after(other))


def test_a_standby_of_another_history_covers_nothing():
    ours, theirs = Edition(((1, 5, 111),)), Edition(((1, 5, 222),))
    assert not ours.covers(theirs)
    assert not theirs.covers(ours)
    assert Edition(((1, 6, 333),)).covers(ours)


def test_an_edition_is_told_to_people_as_a_number():
    assert str(Edition(((1, 5, 111), (2, 3, 7)))) == "8"
