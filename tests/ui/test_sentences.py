"""The sentences above charts: every course of the figures has its own, in both languages."""

from __future__ import annotations

import pytest
from django.utils import translation
from hypothesis import given
from hypothesis import strategies as st

from qingdao_techedu.ui.charts.sentences import Told, extremes, latest

NAMES = {"zh-hans": ("在校生数", "人", "就业率"), "en": ("Students", "persons", "Employment rate")}


def told_in(language: str, *, is_rate: bool = False) -> Told:
    name, unit, rate = NAMES[language]
    return Told(rate, "%", is_rate=True) if is_rate else Told(name, unit)


COURSES = {
    "rise": (
        [42_668, 43_900],
        "2024年在校生数为43,900人，比上年增加1,232人，增长2.9%",
        "Students in 2024: 43,900 persons, up 1,232 persons (2.9%) on the year before",
    ),
    "fall": (
        [500, 400],
        "2024年在校生数为400人，比上年减少100人，下降20.0%",
        "Students in 2024: 400 persons, down 100 persons (20.0%) on the year before",
    ),
    "fall to nothing": (
        [500, 0],
        "2024年在校生数为0人，比上年减少500人，下降100.0%",
        "Students in 2024: 0 persons, down 500 persons (100.0%) on the year before",
    ),
    "a change too small for a digit": (
        [43_900, 43_901],
        "2024年在校生数为43,901人，比上年增加1人，增长不足0.1%",
        "Students in 2024: 43,901 persons, up 1 persons (less than 0.1%) on the year before",
    ),
    "no change": (
        [400, 400],
        "2024年在校生数为400人，与上年持平",
        "Students in 2024: 400 persons, as in the year before",
    ),
    "zero before": (
        [0, 120],
        "2024年在校生数为120人，上年为0人",
        "Students in 2024: 120 persons; the year before: 0 persons",
    ),
    "zero twice": (
        [0, 0],
        "2024年在校生数为0人，与上年持平",
        "Students in 2024: 0 persons, as in the year before",
    ),
    "unknown before": (
        [None, 400],
        "2024年在校生数为400人，上年暂无数据",
        "Students in 2024: 400 persons; the year before: not known",
    ),
    "unknown now": (
        [400, None],
        "2024年在校生数暂无数据，2023年为400人",
        "Students in 2024: not known; 2023: 400 persons",
    ),
    "unknown at all": ([None, None], "在校生数", "Students"),
}


@pytest.mark.parametrize(("values", "chinese", "english"), COURSES.values(), ids=COURSES)
def test_the_newest_count_is_told_with_its_change(values, chinese, english):
    for language, sentence in (("zh-hans", chinese), ("en", english)):
        with translation.override(language):
            assert latest(told_in(language), ["2023", "2024"], values) == sentence


RATES = {
    "rise": (
        [94.4, 94.5],
        "2024年就业率为94.5%，比上年提高0.1个百分点",
        "Employment rate in 2024: 94.5%, up 0.1 percentage points on the year before",
    ),
    "fall": (
        [95.0, 93.5],
        "2024年就业率为93.5%，比上年下降1.5个百分点",
        "Employment rate in 2024: 93.5%, down 1.5 percentage points on the year before",
    ),
    "no change": (
        [94.5, 94.5],
        "2024年就业率为94.5%，与上年持平",
        "Employment rate in 2024: 94.5%, as in the year before",
    ),
    "zero before": (
        [0.0, 4.0],
        "2024年就业率为4.0%，比上年提高4.0个百分点",
        "Employment rate in 2024: 4.0%, up 4.0 percentage points on the year before",
    ),
}


@pytest.mark.parametrize(("values", "chinese", "english"), RATES.values(), ids=RATES)
def test_a_rate_changes_by_percentage_points_and_never_in_per_cent(values, chinese, english):
    for language, sentence in (("zh-hans", chinese), ("en", english)):
        with translation.override(language):
            told = told_in(language, is_rate=True)
            assert latest(told, ["2023", "2024"], values) == sentence


def test_one_year_alone_has_no_change():
    with translation.override("zh-hans"):
        assert latest(told_in("zh-hans"), ["2024"], [400]) == "2024年在校生数为400人"
    with translation.override("en"):
        assert latest(told_in("en"), ["2024"], [400]) == "Students in 2024: 400 persons"


def test_years_that_do_not_follow_each_other_are_named():
    with translation.override("zh-hans"):
        sentence = latest(told_in("zh-hans"), ["2021", "2024"], [300, 400])
        assert sentence == "2024年在校生数为400人，比2021年增加100人，增长33.3%"


def test_sums_that_leave_something_out_are_not_compared():
    with translation.override("zh-hans"):
        told, years, values = told_in("zh-hans"), ["2023", "2024"], [400, 300]
        now = latest(told, years, values, incomplete={"2024"})
        before = latest(told, years, values, incomplete={"2023"})
        assert now == "2024年在校生数为300人（部分数据暂缺）"
        assert before == "2024年在校生数为300人（上年部分数据暂缺，不作比较）"
        # A rate is of those of whom both numbers are known, however many they are.
        rate = latest(told_in("zh-hans", is_rate=True), years, [94.0, 95.0], incomplete={"2023"})
        assert rate == "2024年就业率为95.0%，比上年提高1.0个百分点"


PARTS = {
    "one is largest": (
        [("高级工", 300), ("技师", 100)],
        True,
        "2024年在校生数以高级工最多，为300人，占75.0%",
    ),
    "parts that overlap have no share": (
        [("高级工", 300), ("技师", 100)],
        False,
        "2024年在校生数以高级工最多，为300人",
    ),
    "an unknown part leaves the whole open": (
        [("高级工", 300), ("技师", None)],
        True,
        "2024年高级工在校生数为300人",
    ),
    "an unknown part of three": (
        [("高级工", 300), ("技师", 100), ("中级工", None)],
        True,
        "2024年在校生数以高级工最多，为300人",
    ),
    "two are largest": (
        [("高级工", 300), ("技师", 300), ("中级工", 1)],
        True,
        "2024年在校生数以高级工等2项并列最高，均为300人",
    ),
    "all are alike": ([("高级工", 300), ("技师", 300)], True, "2024年各项在校生数均为300人"),
    "one alone": ([("高级工", 300)], True, "2024年高级工在校生数为300人"),
    "none": ([("高级工", None)], True, "在校生数"),
}


@pytest.mark.parametrize(("parts", "is_whole", "sentence"), PARTS.values(), ids=PARTS)
def test_the_largest_part_is_named(parts, is_whole, sentence):
    with translation.override("zh-hans"):
        assert extremes(told_in("zh-hans"), "2024", parts, is_whole=is_whole) == sentence


def test_of_rates_the_highest_and_the_lowest_are_named():
    parts = [("A", 95.0), ("B", 97.2), ("C", 90.1), ("D", None)]
    with translation.override("zh-hans"):
        told = told_in("zh-hans", is_rate=True)
        sentence = "2024年就业率最高的是B，为97.2%；最低的是C，为90.1%"
        assert extremes(told, "2024", parts, is_whole=True) == sentence
    with translation.override("en"):
        told = told_in("en", is_rate=True)
        sentence = "Employment rate in 2024: highest is B with 97.2%, lowest C with 90.1%"
        assert extremes(told, "2024", parts, is_whole=True) == sentence


@given(st.integers(0, 10**9), st.integers(0, 10**9), st.sampled_from(["zh-hans", "en"]))
def test_the_change_is_always_what_the_reader_finds_in_the_table(before, value, language):
    with translation.override(language):
        sentence = latest(told_in(language), ["2023", "2024"], [before, value])
        assert f"{value:,}" in sentence
        if before and value != before:
            assert f"{abs(value - before):,}" in sentence
            assert "%" in sentence
        else:
            assert "%" not in sentence


def test_a_share_is_of_all_also_of_a_rest_that_is_none_of_the_parts():
    told = Told("Students", "persons")
    parts = [("Women", 30.0), ("Men", 60.0)]
    with translation.override("en"):
        assert extremes(told, "2024", parts, is_whole=True, rest=10).endswith("(60.0%)")
        assert extremes(told, "2024", parts, is_whole=True).endswith("(66.7%)")
