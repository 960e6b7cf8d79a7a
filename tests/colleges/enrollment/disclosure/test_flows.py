"""A number that stock and flow would tell is joined in a second measure."""

from __future__ import annotations

from colleges.enrollment.disclosure.protection import protect
from colleges.enrollment.disclosure.thresholds import ThresholdRule
from tests.colleges.enrollment.disclosure.figures import place, year_of

WOMEN, MEN = place(sex="female"), place(sex="male")
LAST = year_of({WOMEN: (9, 30), MEN: (9, 60)}, year=2023)
THIS = {WOMEN: (9, 36, 3), MEN: (20, 61, 19)}


def blocks_of(*years):
    return protect(years, ThresholdRule())[-1].blocks


def test_entrants_are_joined_where_graduates_alone_were():
    blocks = blocks_of(LAST, year_of(THIS))
    assert blocks["entrants"] == blocks["graduates"] == [(WOMEN, MEN)]
    assert blocks["enrolled"] == [(WOMEN,), (MEN,)]


def test_without_the_year_before_they_stay_apart():
    assert blocks_of(year_of(THIS))["entrants"] == [(WOMEN,), (MEN,)]


def test_what_was_not_reported_tells_nothing():
    unknown = year_of({WOMEN: (9, "x"), MEN: (9, "x")}, year=2023)
    assert blocks_of(unknown, year_of(THIS))["entrants"] == [(WOMEN,), (MEN,)]
