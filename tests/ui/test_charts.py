"""Columns are as high as their values, whatever these are."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from qingdao_techedu.ui.charts import HEIGHT, LEFT, TOP, WIDTH, column_chart

POINTS = st.lists(
    st.tuples(st.just("2024"), st.none() | st.integers(0, 10_000_000)), min_size=1, max_size=12
)


@given(POINTS)
def test_columns_stay_in_the_picture_and_keep_their_proportions(points):
    chart = column_chart("Students", "by year", points)
    largest = max((value or 0 for _label, value in points), default=0)
    assert chart.ticks[-1][0] >= largest
    for column in chart.columns:
        assert LEFT <= column.x <= column.x + column.width <= WIDTH
        assert column.y >= TOP - 0.1
        assert column.y + column.height == pytest.approx(chart.baseline, abs=0.2)
        expected = (chart.baseline - TOP) * (column.value or 0) / chart.ticks[-1][0]
        assert column.height == pytest.approx(expected, abs=0.1)


@pytest.mark.parametrize(
    ("largest", "top"), [(43_900, 50_000), (23_415, 25_000), (7, 8), (0, 1), (100, 100)]
)
def test_the_axis_ends_at_a_round_number_near_the_largest_value(largest, top):
    assert column_chart("", "", [("2024", largest)]).ticks[-1][0] == top


def test_nothing_to_draw_is_drawn_as_an_empty_picture():
    assert column_chart("", "", []).columns == []
    assert HEIGHT > TOP
