"""A rate is told where both its numbers are."""

from __future__ import annotations

from decimal import Decimal

from colleges.enrollment.disclosure.protection import protect
from colleges.enrollment.disclosure.rates import rates_of
from colleges.enrollment.disclosure.thresholds import ThresholdRule
from tests.colleges.enrollment.disclosure.figures import place, year_of
from tests.colleges.enrollment.disclosure.told_changes import changes

WOMEN, MEN = place(sex="female"), place(sex="male")
ANSWERS = (40, 120, 40, 25, 8)


def published_of(*versions):
    (published,) = protect([year_of(*versions)], ThresholdRule())
    return published


def rates(published):
    return {
        (row.table, row.sex): row.value
        for row in rates_of(published, published.collected.versions[-1])
        if row.measure == "employment-rate"
    }


def test_it_is_told_with_one_decimal_of_each_cell():
    found = rates(published_of({place(name, sex): ANSWERS for name in "ab" for sex in ("f", "m")}))
    assert found["city", "all"] == found["level-sex", "f"] == Decimal("62.5")


def test_no_leaf_has_a_rate():
    found = rates(published_of({WOMEN: ANSWERS, MEN: ANSWERS}))
    assert {table for table, _sex in found}.isdisjoint({"leaf"})


def test_it_is_not_told_where_the_sexes_of_graduates_are_joined():
    """Employed women are told, and how many women graduated is not."""
    leaves = {WOMEN: (9, 9, 9, 9, 0), MEN: ANSWERS, place("b", "female"): (9, 9, 3, 3, 0)}
    leaves[place("b", "male")] = ANSWERS
    published = published_of(leaves)
    assert ("level-sex", "female") not in rates(published)
    assert ("city", "all") in rates(published)


def test_groups_without_an_answer_are_in_neither_number():
    unanswered = (40, 120, 30, "x", "x")
    found = rates(published_of({WOMEN: ANSWERS, MEN: ANSWERS, place("b"): unanswered}))
    assert found["city", "all"] == Decimal("62.5")


def test_changes_are_told_by_the_groups_of_both_versions():
    published = published_of({WOMEN: (3,), MEN: (20,)}, {WOMEN: (4,), MEN: (20,)})
    (change,) = changes(published, *published.collected.versions)
    assert (change.row.sex, change.old, change.new) == ("undivided", (23, ""), (24, ""))


def test_what_is_the_same_is_no_change():
    published = published_of({WOMEN: (30,)}, {WOMEN: (30,)})
    assert list(changes(published, *published.collected.versions)) == []
