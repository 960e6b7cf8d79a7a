"""The suppression that stands beside our loss passes the audit, and counts what can be read."""

from __future__ import annotations

import pytest

from bench.suppression import SuppressedCell, cell_of, cells_of, losses, record_of, suppressed, told
from colleges.enrollment.disclosure.leaves import Place
from colleges.enrollment.disclosure_audit.auditing import audit

YEAR = 2031
LEAF = Place._fields
TABLES = (LEAF, ("college",), ("sex",), ())


def place(college: str, sex: str) -> Place:
    return Place(college, "welding", "senior", "junior-leaver", sex)


ANSWERS = {
    place("east", "female"): 3,
    place("east", "male"): 40,
    place("west", "female"): 9,
    place("west", "male"): 60,
    place("south", "female"): 30,
    place("south", "male"): 80,
}
ASKED = {(YEAR, "entrants"): ANSWERS}
RECORD = record_of({YEAR: ANSWERS})


def cells(tables=TABLES) -> list[SuppressedCell]:
    return cells_of(YEAR, "entrants", ANSWERS, tables)


def leaves_of(found: list[SuppressedCell]) -> set[tuple[str, str]]:
    return {(one.codes.college, one.codes.sex) for one in found if one.is_leaf}


def test_a_small_cell_alone_is_worked_out_from_its_totals():
    primary = [one for one in cells() if not one.is_small]

    (found,) = audit(RECORD(primary)).findings

    assert (found.unknown.leaf.college, found.most) == ("east", 3)


def test_the_fewest_persons_are_withdrawn_beside_it():
    found = suppressed(cells(), ASKED, RECORD)

    assert audit(RECORD(found)).is_passed
    assert leaves_of(found) == {("south", "female"), ("south", "male")}
    assert len(found) == 2 + 3 + 2 + 1  # and all totals


def test_from_the_largest_on_whatever_passes_is_told():
    found = told(cells(), RECORD)

    assert audit(RECORD(found)).is_passed
    refused = [one for one in cells() if not one.is_small and one not in found]
    assert refused
    assert not any(audit(RECORD([*found, one])).is_passed for one in refused)


def test_what_is_withdrawn_is_lost_in_the_leaves_and_nowhere_else():
    found = suppressed(cells(), ASKED, RECORD)

    lost = dict(zip(TABLES, losses(found, ANSWERS, TABLES), strict=True))

    assert lost[LEAF] == pytest.approx((112 / 222, 112 / 222))
    assert {lost[table] for table in TABLES[1:]} == {(0, 0)}


def test_a_total_that_adding_gives_is_not_lost():
    leaves = [one for one in cells() if one.is_leaf]

    assert list(losses(leaves, ANSWERS, TABLES)) == [(0, 0)] * 4


def test_strict_are_all_persons_of_a_lost_cell_and_soft_those_not_told_by_leaf():
    women_of_east = cell_of(place("east", "female"), LEAF)
    leaves = [one for one in cells() if one.is_leaf and one.codes != women_of_east]

    (soft, strict), *_others = losses(leaves, ANSWERS, [("college",)])

    assert (soft, strict) == pytest.approx((3 / 222, 43 / 222))
