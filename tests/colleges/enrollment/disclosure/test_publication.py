"""What is published adds up to what was collected, in every table and version."""

from __future__ import annotations

from collections import Counter

from hypothesis import given
from hypothesis import settings as hypothesis_settings

from colleges.enrollment.disclosure.leaves import COUNTS, OUTCOMES, count
from colleges.enrollment.disclosure.protection import protect
from colleges.enrollment.disclosure.publication import CONFIDENTIAL, UNDIVIDED
from colleges.enrollment.disclosure.thresholds import ThresholdRule
from tests.colleges.enrollment.disclosure.figures import place, year_of
from tests.colleges.enrollment.disclosure.random_years import kinds, years_of

WOMEN, MEN = place(sex="female"), place(sex="male")
RULE = ThresholdRule()


def leaf_rows(published, measure):
    return [row for row in published.rows() if (row.table, row.measure) == ("leaf", measure)]


def test_a_joined_group_is_told_as_not_divided_with_its_members():
    (published,) = protect([year_of({WOMEN: (3,), MEN: (20,)})], RULE)
    (row,) = leaf_rows(published, "entrants")
    assert (row.specialty, row.sex, row.value) == ("welding", UNDIVIDED, 23)
    members = [one for one in published.members() if one.measure == "entrants"]
    assert [(one.group, one.sex) for one in members] == [(row.group, "female"), (row.group, "male")]


def test_a_city_that_is_itself_too_small_tells_nothing():
    (published,) = protect([year_of({WOMEN: (1,), MEN: (2,)})], RULE)
    (row,) = leaf_rows(published, "entrants")
    assert (row.value, row.symbol) == (None, CONFIDENTIAL)


def test_symbols_have_one_answer_a_block():
    """No row tells which of those joined had a symbol: the rest would be the other."""
    (published,) = protect([year_of({WOMEN: ("x",), MEN: (8,)}, {WOMEN: (3,), MEN: (9,)})], RULE)
    first, second = leaf_rows(published, "entrants")
    assert first.group == second.group != ""


def test_a_symbol_alone_is_told_where_it_stands():
    (published,) = protect([year_of({WOMEN: ("x",), MEN: (8,)})], RULE)
    assert [(row.sex, row.value, row.symbol) for row in leaf_rows(published, "entrants")] == [
        ("female", None, "x"),
        ("male", 8, ""),
    ]


def test_outcomes_are_told_in_sums_alone():
    leaves = {
        place(name, sex): (40, 100, 30, 20, 5) for name in "abc" for sex in ("female", "male")
    }
    (published,) = protect([year_of(leaves)], RULE)
    tables = {row.table for row in published.rows() if row.measure in OUTCOMES}
    assert tables == {"college", "specialty", "level-sex", "entry-route-sex"}


@hypothesis_settings(max_examples=30)
@given(kinds)
def test_grand_and_row_totals_are_those_collected(kind):
    for published in protect(years_of(kind), RULE):
        for version in published.collected.versions:
            _counts_add_up(published, version)
            _sums_add_up(published, version)


def _counts_add_up(published, version):
    """By college too, as long as no college was joined with another."""
    for measure in COUNTS:
        withheld = {one for block in published.withheld[measure] for one in block}
        expected = Counter()
        for one, answer in version.of(measure).items():
            if one not in withheld:
                expected[one.college] += count(answer)
        rows = [
            row
            for row in published.rows_of(version)
            if (row.table, row.measure) == ("leaf", measure) and row.value
        ]
        assert sum(row.value for row in rows) == expected.total()
        if UNDIVIDED not in {row.college for row in rows}:
            told = Counter()
            for row in rows:
                told[row.college] += row.value
            assert +told == +expected


def _sums_add_up(published, version):
    for measure in OUTCOMES:
        expected = sum(map(count, version.of(measure).values()))
        tables = Counter()
        for row in published.rows_of(version):
            if row.measure == measure and row.table != "leaf" and row.value:
                tables[row.table] += row.value
        assert set(tables.values()) <= {expected}
