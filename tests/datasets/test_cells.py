"""What cells and headings say wherever they are written."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from qingdao_techedu.datasets.cells import distinct


def test_a_heading_that_occurs_again_is_followed_by_its_code():
    pairs = [("district_code", ""), ("焊接", "welding"), ("焊接", "welding-2"), ("Total", "total")]
    assert distinct(pairs) == ["district_code", "焊接 (welding)", "焊接 (welding-2)", "Total"]


def test_a_heading_of_another_case_is_not_another_heading():
    assert distinct([("district", ""), ("District", "label")]) == ["district", "District (label)"]


@given(st.lists(st.tuples(st.sampled_from(["a", "A", "a (b)", "Ä", "ä"]), st.sampled_from("bB "))))
def test_all_headings_are_unlike_whatever_the_case(pairs):
    told = [one.casefold() for one in distinct(pairs)]
    assert len(set(told)) == len(told) == len(pairs)
