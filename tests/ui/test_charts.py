"""Charts: what is drawn is what was given, within the picture, and told in words and in a table."""

from __future__ import annotations

from itertools import pairwise
from xml.etree import ElementTree

import pytest
from django.template.loader import render_to_string
from django.utils import translation
from hypothesis import given
from hypothesis import strategies as st

from qingdao_techedu.ui.charts import (
    Series,
    column_chart,
    dot_rows,
    horizontal_bars,
    line_chart,
    share_bar,
    small_multiples,
    stacked_bars,
    stacked_columns,
)
from qingdao_techedu.ui.charts.plot import MAX_LABELS, cropped, nice_step

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


def texts_of(margin, role: str) -> list[str]:
    return [mark.text for mark in margin.marks if mark.role == role]


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
    assert texts(chart, "value") == ["10", "0"]
    assert texts(chart, "value between") == ["–"]


def test_a_stacked_column_says_that_a_part_of_it_is_unknown():
    parts = [Series("a", [30, 30, None]), Series("b", [10, None, None])]
    chart = stacked_columns("Students", YEARS, parts)
    dashes = [(mark.x, mark.text) for mark in chart.marks if mark.role == "value"]
    places = [mark.x for mark in chart.marks if mark.role.startswith("label")]
    assert dashes == [(places[1], "–"), (places[2], "–")]


def test_more_series_than_can_be_told_apart_are_refused():
    with pytest.raises(ValueError, match="Students: 7 series; 6 differ"):
        line_chart("Students", ["2024"], [Series(str(number), [1]) for number in range(7)])


def test_a_line_breaks_where_a_value_is_unknown():
    chart = line_chart("Students", ["1", "2", "3", "4"], [Series("All", [1, 2, None, 4])])
    assert len([mark for mark in chart.marks if mark.kind == "line"]) == 1
    assert len([mark for mark in chart.marks if mark.kind == "dot"]) == 3


@given(st.lists(st.integers(0, 1_000), min_size=1, max_size=6))
def test_the_words_at_the_ends_of_lines_do_not_cover_each_other(values):
    series = [Series(f"s{number}", [1, value]) for number, value in enumerate(values)]
    chart = line_chart("Students", ["2023", "2024"], series)
    places = [percent(mark.y) for mark in chart.right.marks]
    assert places == sorted(places)
    assert all(under - over >= 6.9 for over, under in pairwise(places))
    assert all(0 <= place <= 100 for place in places)


def test_up_to_three_lines_bear_their_names_and_more_have_a_legend():
    three = line_chart("x", YEARS, [Series(name, [1, 2, 3]) for name in "abc"])
    assert [mark.text for mark in three.right.marks if "end-name" in mark.role] == ["a", "b", "c"]
    assert not three.legend
    four = line_chart("x", YEARS, [Series(name, [1, 2, 3]) for name in "abcd"])
    assert [label for _number, label in four.legend] == list("abcd")
    assert [mark.text for mark in four.right.marks] == ["3"] * 4


def test_the_name_of_a_line_stands_at_its_own_end():
    chart = line_chart("x", YEARS, [Series("low", [1, 2, 3]), Series("high", [7, 8, 9])])
    assert [mark.text for mark in chart.right.marks] == ["high", "9", "low", "3"]
    assert [mark.role for mark in chart.right.marks][::2] == [
        "end-name series-2",
        "end-name series-1",
    ]


def test_a_name_that_is_too_long_for_the_end_of_a_line_goes_to_the_legend():
    chart = line_chart("x", YEARS, [Series("Graduates in further study", [1, 2, 3])])
    assert chart.legend == [(1, "Graduates in further study")]


def test_the_axis_of_rates_is_cropped_and_says_so():
    chart = line_chart("x", YEARS, [Series("a", [94.4, 94.5, 94.4], "%")], is_cropped=True)
    assert "92%" in chart.crop
    assert texts_of(chart.left, "tick")[0] == "92%"
    assert "92%" in "".join(drawn(chart).find("figure/figcaption").itertext())
    whole = line_chart("x", YEARS, [Series("a", [94, 95, 94])])
    assert whole.crop == ""


@given(st.lists(st.floats(0, 100), min_size=1, max_size=9))
def test_a_cropped_axis_holds_all_values_and_makes_no_cliff_of_a_hair(values):
    start, end, step = cropped(values)
    assert 0 <= start <= min(values) <= max(values) <= end
    assert (end - start) % step == 0
    assert end - start >= 4


def test_columns_and_bars_begin_at_0_and_cannot_be_cropped():
    with pytest.raises(TypeError):
        column_chart("x", YEARS, Series("a", [94, 95, 94]), is_cropped=True)
    one, other = bars(horizontal_bars("x", ["a", "b"], Series("s", [50, 100])))
    assert percent(other.width) == pytest.approx(2 * percent(one.width), abs=0.02)


def test_a_negative_count_is_refused_with_its_series():
    with pytest.raises(ValueError, match="All: -1 is negative"):
        Series("All", [-1])


@pytest.mark.parametrize(
    ("largest", "step"), [(0, 1), (1, 1), (9, 5), (43_900, 20_000), (100_000, 25_000)]
)
def test_steps_are_round_and_four_of_them_reach_the_largest(largest, step):
    assert nice_step(largest) == step


@pytest.mark.parametrize("make", [line_chart, stacked_columns])
def test_the_values_of_the_axis_stand_beside_the_plot_with_room_for_the_longest(make):
    chart = make("Students", YEARS, [Series("a", [6_100, 6_000, 7_050])])
    assert not texts(chart, "tick")
    ticks = texts_of(chart.left, "tick")
    assert ticks[-1] == "8,000"
    assert float(chart.left.width.removesuffix("em")) >= 0.6 * max(map(len, ticks))


def test_a_chart_without_an_axis_keeps_its_full_width():
    first, *_others, last = bars(column_chart("Students", YEARS, Series("a", [10, 20, 40])))
    assert percent(first.x) == pytest.approx(100 - percent(last.x) - percent(last.width), abs=0.02)


def test_of_many_labels_a_few_are_shown_and_always_the_last():
    labels = [str(year) for year in range(1980, 2025)]
    chart = column_chart("Students", labels, Series("All", [1] * len(labels)))
    shown = [mark.text for mark in chart.marks if mark.role.startswith("label close")]
    assert len(shown) <= MAX_LABELS
    assert shown.count("2024") == 1


def test_small_multiples_share_one_scale():
    pair = small_multiples("Students", YEARS, [Series("a", [100] * 3), Series("b", [50] * 3)])
    large, small = (percent(bars(chart)[0].height) for chart in pair.charts)
    assert large == pytest.approx(2 * small, abs=0.02)


def test_the_others_of_small_multiples_have_a_scale_of_their_own_and_say_so():
    series, others = [Series("a", [10] * 3)], Series("others", [1_000] * 3)
    first, last = small_multiples("x", YEARS, series, others=others).charts
    assert percent(bars(first)[0].height) == pytest.approx(percent(bars(last)[0].height), abs=0.02)
    assert not first.note
    assert last.note


def test_small_multiples_of_rates_are_lines_on_one_cropped_scale():
    series = [Series("a", [94, 95, 94], "%"), Series("b", [80, 81, 82], "%")]
    multiples = small_multiples("x", YEARS, series, is_rate=True)
    first, last = multiples.charts
    assert first.kind == "lines"
    assert multiples.crop
    assert first.crop == last.crop == ""
    assert texts_of(first.left, "tick") == texts_of(last.left, "tick")


def test_small_multiples_stand_under_their_sentence_and_are_named_by_it():
    multiples = small_multiples("Up by 3", YEARS, [Series("a", [1] * 3)], subtitle="persons")
    page = drawn(multiples)
    assert page.find("figure/ul").get("aria-label") == "Up by 3"
    said = "".join(page.find("figure/figcaption").itertext())
    assert "Up by 3" in said
    assert "persons" in said


def test_the_parts_of_a_whole_fill_one_bar_and_tell_their_shares():
    with translation.override("en"):
        chart = share_bar("Levels", [("a", 300), ("b", 100), ("c", 0)], "Level")
    widths = [percent(bar.width) for bar in bars(chart)]
    assert widths == [75, 25]
    assert [label for _number, label in chart.legend] == [
        "a 300 (75.0%)",
        "b 100 (25.0%)",
        "c 0 (0.0%)",
    ]
    assert chart.rows == [("a", ["300"]), ("b", ["100"]), ("c", ["0"])]


def test_a_bar_of_parts_says_that_one_of_them_is_unknown():
    parts = [Series("a", [30, 30, None]), Series("b", [10, None, None])]
    assert texts(stacked_bars("x", YEARS, parts), "end") == ["40", "30*", "–"]


def test_short_names_stand_beside_their_bars_and_long_ones_above():
    short = horizontal_bars("x", ["院校甲"], Series("s", [1]))
    assert [mark.text for mark in short.left.marks] == ["院校甲"]
    long = horizontal_bars("x", ["A college whose name is long"], Series("s", [1]))
    assert not long.left
    assert texts(long, "name") == ["A college whose name is long"]


def test_a_dot_stands_on_a_scale_that_is_told():
    chart = dot_rows("x", ["a", "b"], Series("rate", [94.0, 97.2], "%"))
    low, high = (mark for mark in chart.marks if mark.kind == "dot")
    assert percent(low.x) < percent(high.x)
    assert "%" in chart.crop
    assert texts(chart, "end") == ["94.0%", "97.2%"]


MAKERS = {
    "columns": lambda **said: column_chart("x", YEARS, Series("a", [1, 2, 3]), **said),
    "stacked": lambda **said: stacked_columns("x", YEARS, [Series("a", [1, 2, 3])], **said),
    "lines": lambda **said: line_chart("x", YEARS, [Series("a", [1, 2, 3])], **said),
    "multiples": lambda **said: small_multiples("x", YEARS, [Series("a", [1, 2, 3])], **said),
}
OF_A_MOMENT = {
    "rows": lambda **said: horizontal_bars("x", YEARS, Series("a", [1, 2, 3]), **said),
    "dots": lambda **said: dot_rows("x", YEARS, Series("a", [1, 2, 3]), **said),
    "share": lambda **said: share_bar("x", [("a", 1), ("b", 2)], **said),
}


@pytest.mark.parametrize("make", {**MAKERS, **OF_A_MOMENT}.values(), ids={**MAKERS, **OF_A_MOMENT})
def test_sample_data_says_so_across_the_plot_of_every_chart(make):
    with translation.override("zh-hans"):
        page = drawn(make(is_sample=True, subtitle="人"))
        plots = [svg for svg in page.iter("svg") if svg.get("role") == "img"]
        for plot in plots:
            (pattern,) = [one for one in plot.iter("pattern") if one.find("text") is not None]
            assert pattern.findtext("text").strip() == "示例"
            fills = [rect.get("fill") for rect in plot.iter("rect") if rect.get("width") == "100%"]
            assert f"url(#{pattern.get('id')})" in fills
        assert "示例" not in ElementTree.tostring(drawn(make()), encoding="unicode")


@pytest.mark.parametrize("make", MAKERS.values(), ids=MAKERS)
def test_a_year_that_may_still_change_looks_it_and_the_caption_says_how(make):
    with translation.override("en"):
        page = drawn(make(provisional={"2024"}, subtitle="persons"))
    marks = [*page.iter("rect"), *page.iter("path")]
    looks = [
        one for one in marks if "-open" in one.get("fill", "") or "hollow" in one.get("class", "")
    ]
    assert len(looks) == 1
    assert "provisional" in "".join(page.find("figure/figcaption").itertext())
    settled = ElementTree.tostring(drawn(make(provisional={"2031"}, subtitle="persons")), "unicode")
    assert "provisional" not in settled


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
        assert "4,000万" in texts_of(column_chart("Students", labels, series).left, "tick")
    with translation.override("en"):
        assert "40 million" in texts_of(column_chart("Students", labels, series).left, "tick")


@given(SERIES)
def test_nothing_is_drawn_outside_the_picture(values):
    labels = [str(number) for number in range(len(values[0]))]
    series = [Series(f"s{number}", one) for number, one in enumerate(values)]
    charts = [
        line_chart("x", labels, series),
        stacked_columns("x", labels, series),
        column_chart("x", labels, series[0]),
        line_chart("x", labels, series, is_cropped=True),
        horizontal_bars("x", labels, series[0]),
        stacked_bars("x", labels, series),
        dot_rows("x", labels, series[0]),
        *small_multiples("x", labels, series).charts,
    ]
    for chart in charts:
        for mark in [*chart.marks, *chart.left.marks, *chart.right.marks]:
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
        stacked_bars("Students", YEARS, [Series("a", [1_200, 1_300, None])] * 6),
        dot_rows("Students", YEARS, Series("a", [1_200, 1_300, None])),
    ],
    ids=["columns", "lines", "stacked", "multiples", "rows", "parts", "dots"],
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


REST = Series("not told apart", [1, 2, 3], is_rest=True)


def test_what_is_none_of_the_parts_is_gray_without_a_pattern_and_stands_in_the_legend():
    parts = [Series("Women", [4, 5, 6]), REST]
    for chart in (stacked_columns("Students", YEARS, parts), stacked_bars("", YEARS, parts)):
        assert {mark.series for mark in bars(chart)} == {1, 0}
        assert chart.legend == [(1, "Women"), (0, "not told apart")]
        picture = ElementTree.tostring(drawn(chart)).decode()
        assert "series-0" in picture
        assert "url(#c-0)" not in picture
    lines = line_chart("Students", YEARS, parts)
    assert {mark.series for mark in lines.marks if mark.kind == "line"} == {1, 0}


def test_a_last_row_that_is_none_of_the_others_is_gray():
    rows = Series("Students", [4, 3, 2])
    chart = horizontal_bars("Students", YEARS, rows, last_is_rest=True)
    assert [mark.series for mark in bars(chart)] == [1, 1, 0]
    dots = dot_rows("Rates", YEARS, Series("Rate", [94, 93, 92], "%"), last_is_rest=True)
    assert [mark.series for mark in dots.marks if mark.kind == "dot"] == [1, 1, 0]


def test_multiples_end_with_what_is_none_of_them_on_its_own_scale():
    chart = small_multiples("Students", YEARS, [Series("Women", [400, 500, 600])], rest=REST)
    assert [one.title for one in chart.charts] == ["Women", "not told apart"]
    assert {mark.series for mark in bars(chart.charts[-1])} == {0}
    assert max(percent(bar.height) for bar in bars(chart.charts[-1])) > 50
