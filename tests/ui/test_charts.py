"""Charts: what is drawn is what was given, within the picture, and told in words and in a table."""

from __future__ import annotations

from xml.etree import ElementTree

import pytest
from django.template.loader import render_to_string
from django.utils import translation
from hypothesis import given
from hypothesis import strategies as st

from qingdao_techedu.ui.charts import (
    Series,
    column_chart,
    dot_matrix,
    horizontal_bars,
    line_chart,
    small_multiples,
    stacked_columns,
)
from qingdao_techedu.ui.charts.matrix import per_dot
from qingdao_techedu.ui.charts.plot import MAX_LABELS, nice_step

YEARS = ["2022", "2023", "2024"]
COUNTS = st.one_of(st.none(), st.integers(0, 2_000_000_000))
SERIES = st.integers(1, 30).flatmap(
    lambda length: st.lists(
        st.lists(COUNTS, min_size=length, max_size=length), min_size=1, max_size=6
    )
)


def percent(place: str) -> float:
    return float(place.removesuffix("%"))


def bars(chart) -> list:
    return [mark for mark in chart.marks if mark.kind == "bar"]


def texts(chart, role: str) -> list[str]:
    return [mark.text for mark in chart.marks if mark.role == role]


def drawn(chart) -> ElementTree.Element:
    markup = render_to_string(chart.template, {"chart": chart, "id": "c"})
    return ElementTree.fromstring(f"<page>{markup}</page>")


def test_columns_are_as_high_as_their_values():
    first, second, third = bars(column_chart("Students", YEARS, Series("All", [10, 20, 40])))
    assert percent(second.height) == pytest.approx(2 * percent(first.height), abs=0.02)
    assert percent(third.height) == pytest.approx(4 * percent(first.height), abs=0.02)
    bottoms = {round(percent(bar.y) + percent(bar.height), 1) for bar in (first, second, third)}
    assert len(bottoms) == 1


def test_stacked_parts_stand_on_each_other():
    chart = stacked_columns("Students", ["2024"], [Series("a", [30]), Series("b", [10])])
    lower, upper = bars(chart)
    assert percent(upper.y) + percent(upper.height) == pytest.approx(percent(lower.y), abs=0.02)


def test_an_unknown_value_is_a_gap_and_not_a_column_of_0():
    chart = column_chart("Students", YEARS, Series("All", [10, None, 0]))
    assert [percent(bar.height) > 0 for bar in bars(chart)] == [True, False]
    assert texts(chart, "value") == ["10", "–", "0"]


def test_a_stacked_column_says_that_a_part_of_it_is_unknown():
    parts = [Series("a", [30, 30, None]), Series("b", [10, None, None])]
    chart = stacked_columns("Students", YEARS, parts)
    dashes = [(mark.x, mark.text) for mark in chart.marks if mark.role == "value"]
    places = [mark.x for mark in chart.marks if mark.role == "label"]
    assert dashes == [(places[1], "–"), (places[2], "–")]


def test_more_series_than_can_be_told_apart_are_refused():
    with pytest.raises(ValueError, match="Students: 7 series; 6 differ"):
        line_chart("Students", ["2024"], [Series(str(number), [1]) for number in range(7)])


def test_a_line_breaks_where_a_value_is_unknown():
    chart = line_chart("Students", ["1", "2", "3", "4"], [Series("All", [1, 2, None, 4])])
    assert len([mark for mark in chart.marks if mark.kind == "line"]) == 1
    assert len([mark for mark in chart.marks if mark.kind == "dot"]) == 3


def test_the_latest_values_do_not_cover_each_other():
    series = [Series("a", [100, 55]), Series("b", [1, 50]), Series("c", [1, 40])]
    chart = line_chart("Students", ["2023", "2024"], series)
    # Above its own point the 40 would stand where the 50 stands below its point.
    assert texts(chart, "value") == ["55"]
    assert texts(chart, "value below") == ["50", "40"]


def test_a_negative_count_is_refused_with_its_series():
    with pytest.raises(ValueError, match="All: -1 is negative"):
        Series("All", [-1])


@pytest.mark.parametrize(
    ("largest", "step"), [(0, 1), (1, 1), (9, 5), (43_900, 20_000), (100_000, 25_000)]
)
def test_steps_are_round_and_four_of_them_reach_the_largest(largest, step):
    assert nice_step(largest) == step


@pytest.mark.parametrize("make", [line_chart, stacked_columns])
def test_the_first_mark_leaves_room_for_the_values_of_the_axis(make):
    chart = make("Students", YEARS, [Series("a", [6_100, 6_000, 7_050])])
    first = min(percent(mark.x) for mark in chart.marks if mark.kind in {"bar", "dot"})
    # "6,000" is 37 pixels wide, a tenth of the picture on a phone.
    assert first >= 10


def test_a_chart_without_an_axis_keeps_its_full_width():
    first, *_others, last = bars(column_chart("Students", YEARS, Series("a", [10, 20, 40])))
    assert percent(first.x) == pytest.approx(100 - percent(last.x) - percent(last.width), abs=0.02)


def test_of_many_labels_a_few_are_shown_and_always_the_last():
    labels = [str(year) for year in range(1980, 2025)]
    shown = texts(column_chart("Students", labels, Series("All", [1] * len(labels))), "label close")
    assert len(shown) <= MAX_LABELS
    assert shown.count("2024") == 1


def test_small_multiples_share_one_scale():
    pair = small_multiples("Students", YEARS, [Series("a", [100] * 3), Series("b", [50] * 3)])
    large, small = (percent(bars(chart)[0].height) for chart in pair.charts)
    assert large == pytest.approx(2 * small, abs=0.02)


def test_small_multiples_are_named_with_their_unit():
    multiples = small_multiples("Students, persons", YEARS, [Series("a", [1] * 3)])
    assert drawn(multiples).find("ul").get("aria-label") == "Students, persons"


def test_every_part_of_a_dot_matrix_has_its_share_of_dots():
    chart = dot_matrix("Levels", [("a", 300), ("b", 100), ("c", 1), ("d", 0)])
    assert per_dot(401) == 5
    dots = [mark.series for mark in chart.marks]
    assert [dots.count(number) for number in (1, 2, 3, 4)] == [60, 20, 1, 0]


@pytest.mark.parametrize(
    ("language", "words"),
    [
        ("en", "All: from 10 (2022) to 30 (2024); highest 40 (2023)."),
        ("zh-hans", "All：由10（2022）到30（2024），最高40（2023）。"),
    ],
)
def test_the_course_is_told_in_words(language, words):
    with translation.override(language):
        chart = line_chart("Students", YEARS, [Series("All", [10, 40, 30])])
        assert chart.description == words


def test_large_values_of_the_axis_are_told_in_the_language_s_large_unit():
    series = Series("All", [40_000_000] * 9)
    labels = [str(number) for number in range(9)]
    with translation.override("zh-hans"):
        assert "4,000万" in texts(column_chart("Students", labels, series), "tick")
    with translation.override("en"):
        assert "40 million" in texts(column_chart("Students", labels, series), "tick")


@given(SERIES)
def test_nothing_is_drawn_outside_the_picture(values):
    labels = [str(number) for number in range(len(values[0]))]
    series = [Series(f"s{number}", one) for number, one in enumerate(values)]
    charts = [
        line_chart("x", labels, series),
        stacked_columns("x", labels, series),
        column_chart("x", labels, series[0]),
        horizontal_bars("x", labels, series[0]),
        *small_multiples("x", labels, series).charts,
    ]
    for chart in charts:
        for mark in chart.marks:
            places = [mark.x, mark.y, mark.x2, mark.y2]
            assert all(0 <= percent(place) <= 100 for place in places if place.endswith("%"))
            if mark.kind == "bar" and mark.y.endswith("%"):
                assert percent(mark.y) + percent(mark.height) <= 100
                assert percent(mark.x) + percent(mark.width) <= 100.01


@pytest.mark.parametrize(
    "chart",
    [
        column_chart("Students", YEARS, Series("a", [1_200, 1_300, None]), heading="Year"),
        line_chart("Students", YEARS, [Series("a", [1_200, 1_300, None])], heading="Year"),
        stacked_columns("Students", YEARS, [Series("a", [1_200, 1_300, None])] * 6),
        small_multiples("Students", YEARS, [Series("a", [1_200, 1_300, None])] * 2),
        horizontal_bars("Students", YEARS, Series("a", [1_200, 1_300, None])),
    ],
    ids=["columns", "lines", "stacked", "multiples", "rows"],
)
def test_a_chart_has_a_title_words_a_value_at_each_mark_and_a_table(chart):
    page = drawn(chart)
    pictures = [svg for svg in page.iter("svg") if svg.get("role") == "img"]
    assert pictures
    for picture in pictures:
        named = picture.get("aria-labelledby").split()
        inside = {element.get("id"): element for element in picture.iter()}
        assert all(inside[name].text for name in named)
        dots = [dot for dot in picture.iter("svg") if dot is not picture]
        marked = [*picture.iter("g"), *dots]
        assert marked
        assert all("1,200" in title or "1,300" in title for title in map(_title, marked))
    cells = [cell.text for cell in page.iter("td")]
    assert {"1,200", "1,300", "–"} <= set(cells)


def _title(group: ElementTree.Element) -> str:
    return group.findtext("title") or ""


def test_a_chart_says_nothing_twice_where_the_table_is_beside():
    chart = column_chart("Students", YEARS, Series("a", [1, 2, 3]), table_is_beside=True)
    assert not list(drawn(chart).iter("table"))


def test_a_chart_without_figures_says_so():
    page = drawn(column_chart("Students", YEARS, Series("a", [None] * 3)))
    assert not list(page.iter("svg"))
    assert page.find("div").get("class") == "empty"


def test_no_mark_has_a_style_and_no_id_is_given_twice():
    page = drawn(stacked_columns("Students", YEARS, [Series("a", [1, 2, 3])] * 6))
    ids = [element.get("id") for element in page.iter() if element.get("id")]
    assert len(ids) == len(set(ids))
    assert not [element for element in page.iter() if element.get("style")]
