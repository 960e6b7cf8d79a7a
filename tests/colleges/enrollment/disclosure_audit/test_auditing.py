"""The audit finds every small group that public figures give away, and no other."""

from __future__ import annotations

from itertools import product

import pytest
from hypothesis import given
from hypothesis import settings as hypothesis_settings
from hypothesis import strategies as st

from colleges.enrollment.disclosure_audit.auditing import audit
from colleges.enrollment.disclosure_audit.bounds import Contradiction
from colleges.enrollment.disclosure_audit.public import (
    NamedChange,
    NotReadable,
    PublicCell,
    PublicFigure,
    PublicRecord,
    figures_from,
)


def cell(sex: str = "all", college: str = "all") -> PublicCell:
    of_leaf = (
        ("welding", "senior", "junior-leaver") if "all" not in (sex, college) else ("all",) * 3
    )
    return PublicCell(college, *of_leaf, sex)


WOMEN, MEN = cell("female", "east"), cell("male", "east")
OTHERS = cell("female", "west"), cell("male", "west")


def told(measure: str, value: float | None, *cells: PublicCell, table: str = "leaf", **how):
    of = {"year": 2024, "version": 1} | how
    return PublicFigure(table=table, measure=measure, cells=cells, value=value, **of)


def narrowed(*figures: PublicFigure, **how) -> dict[tuple, tuple[int, int]]:
    report = audit(PublicRecord(list(figures)), **how)
    found = {}
    for one in report.findings:
        found[one.unknown.measure, one.unknown.leaf] = (one.least, one.most)
    return found


def test_a_small_number_that_is_published_is_found():
    assert narrowed(told("entrants", 3, WOMEN)) == {("entrants", WOMEN): (3, 3)}


def test_the_threshold_and_nobody_are_no_small_groups():
    assert narrowed(told("entrants", 5, WOMEN), told("entrants", 0, MEN)) == {}


def test_a_joined_group_that_reaches_the_threshold_leaves_both_open():
    assert narrowed(told("entrants", 5, WOMEN, MEN)) == {}


def test_a_joined_group_below_it_is_found():
    assert narrowed(told("entrants", 4, WOMEN, MEN)) == {
        ("entrants", WOMEN): (0, 4),
        ("entrants", MEN): (0, 4),
    }


def test_each_measure_has_its_own_threshold():
    figures = told("entrants", 7, WOMEN, MEN), told("enrolled", 7, WOMEN, MEN)
    found = narrowed(*figures, thresholds={"entrants": 10, "enrolled": 6})
    assert {measure for measure, _leaf in found} == {"entrants"}


def test_crossing_groups_are_subtracted():
    """Three joined less two joined is the third."""
    found = narrowed(
        told("graduates", 20, WOMEN, MEN), told("graduates", 23, WOMEN, MEN, OTHERS[0])
    )
    assert found["graduates", OTHERS[0]] == (3, 3)


def test_the_remainder_is_worked_out():
    found = narrowed(
        told("graduates", 20, WOMEN),
        told("employed", 12, cell(college="east"), table="college"),
        told("further-study", 6, cell(college="east"), table="college"),
    )
    assert found == {("remainder", WOMEN): (2, 2)}


def test_zeros_told_beside_a_sum_leave_somebody_to_each_of_the_others():
    figures = told("entrants", 6, WOMEN, MEN, *OTHERS), told("entrants", 0, OTHERS[0])
    assert narrowed(told("entrants", 6, WOMEN, MEN, *OTHERS)) == {}
    assert set(narrowed(*figures)) == {
        ("entrants", WOMEN),
        ("entrants", MEN),
        ("entrants", OTHERS[1]),
    }


def test_a_rate_with_a_decimal_tells_its_numerator():
    sums = [
        told("graduates", 40, WOMEN),
        told("graduates", 40, MEN),
        told("employed", 72, cell(college="east"), table="college"),
    ]
    rate = told("employment-rate", 92.5, WOMEN, half_unit=0.05)
    assert narrowed(*sums) == {}
    assert ("remainder", WOMEN) in narrowed(*sums, rate)


def test_a_rate_without_decimals_of_many_tells_less():
    sums = [
        told("graduates", 400, WOMEN),
        told("graduates", 400, MEN),
        told("employed", 720, cell(college="east"), table="college"),
    ]
    assert narrowed(*sums, told("employment-rate", 90, WOMEN, half_unit=0.5)) == {}


FLOW = (
    told("enrolled", 20, WOMEN, year=2023),
    told("enrolled", 30, MEN, year=2023),
    told("entrants", 9, WOMEN),
    told("entrants", 20, MEN),
    told("enrolled", 26, WOMEN),
    told("enrolled", 32, MEN),
    told("graduates", 21, WOMEN, MEN),
)


def test_stock_and_flow_of_two_years_tell_graduates():
    assert narrowed(*FLOW) == {("graduates", WOMEN): (2, 4)}
    assert narrowed(*FLOW, is_flow_believed=False) == {}


def test_two_numbers_that_are_joined_hide_each_other():
    joined = [one for one in FLOW if one.measure != "entrants"]
    assert narrowed(*joined, told("entrants", 29, WOMEN, MEN)) == {}


def test_a_belief_that_figures_refute_gives_way():
    """Forty men left: of the women it is believed all the same."""
    left = [one for one in FLOW if one.measure != "enrolled" or one.cells != (MEN,)]
    found = narrowed(*left, told("enrolled", 70, MEN, year=2023), told("enrolled", 32, MEN))
    assert ("graduates", WOMEN) in found


def test_a_change_that_is_named_tells_two_versions_apart():
    """Joined with men at first and with others later; only the women changed."""
    first = told("graduates", 20, WOMEN, MEN)
    later = [
        told("graduates", 22, WOMEN, MEN, version=2),
        told("graduates", 17, MEN, OTHERS[0], version=2),
        told("graduates", 0, OTHERS[0]),
    ]
    record = PublicRecord([first, *later], compared={(2024, 1, 2)})
    assert audit(PublicRecord([first, *later])).is_passed
    record.changes.append(NamedChange(2024, 1, 2, "graduates", WOMEN))
    found = {(one.unknown.version, one.unknown.leaf) for one in audit(record).findings}
    assert (1, WOMEN) in found


def test_what_is_withheld_is_open():
    assert narrowed(told("entrants", None, WOMEN, MEN, symbol="c")) == {}


def test_what_nobody_knows_is_no_group():
    figures = [
        told("graduates", 40, WOMEN),
        told("graduates", 40, MEN),
        told("employed", None, MEN, symbol="x"),
        told("employed", 33, cell(college="east"), table="college"),
    ]
    assert narrowed(*figures) == {}
    nearly_all = told("employed", 38, cell(college="east"), table="college")
    assert narrowed(*figures[:3], nearly_all) == {
        ("further-study", WOMEN): (0, 2),
        ("remainder", WOMEN): (0, 2),
    }


def test_figures_that_cannot_be_true_are_told():
    with pytest.raises(Contradiction):
        narrowed(told("graduates", 20, WOMEN, MEN), told("graduates", 3, WOMEN, MEN, *OTHERS))


LEAVES = (WOMEN, MEN, *OTHERS)
values = st.tuples(*(st.integers(0, 2) for _leaf in LEAVES))
groups = st.lists(
    st.sets(st.sampled_from(LEAVES), min_size=2, max_size=4).map(sorted), min_size=1, max_size=4
)


@hypothesis_settings(max_examples=60)
@given(values, groups)
def test_it_finds_what_trying_all_numbers_finds(collected, joined):
    """No program: every way to fill in the four leaves that gives the published sums."""
    amounts = dict(zip(LEAVES, collected, strict=True))
    sums = [(group, sum(amounts[one] for one in group)) for group in joined]
    hidden = [one for one in LEAVES if any(one in group for group in joined)]
    found = narrowed(*(told("entrants", total, *group) for group, total in sums))
    filled = (dict(zip(hidden, way, strict=True)) for way in product(range(9), repeat=len(hidden)))
    ways = [
        way
        for way in filled
        if all(sum(way[one] for one in group) == total for group, total in sums)
    ]
    expected = {("entrants", one) for one in hidden if 0 < max(way[one] for way in ways) < 5}
    # Half persons may fill sums that whole ones cannot: then it finds less, never anything else.
    assert set(found) <= expected
    if all(
        set(a) <= set(b) or set(b) <= set(a) or not set(a) & set(b) for a in joined for b in joined
    ):
        assert set(found) == expected


def test_columns_of_data_sets_are_read_too():
    row = {
        "year": "2024",
        "release_version": "1",
        "college_code": "east",
        "specialty_code": "welding",
        "level_code": "senior",
        "entry_route_code": "junior-leaver",
        "sex_code": "female",
        "measure_code": "entrants",
        "value": "3",
        "symbol": "",
    }
    assert figures_from([row]) == [told("entrants", 3, WOMEN)]


def test_a_row_of_something_else_is_refused():
    with pytest.raises(NotReadable, match="lacks the column"):
        figures_from([{"year": "2024"}])


def test_a_group_without_members_is_refused():
    row = dict(zip(PublicCell._fields, WOMEN, strict=True))
    row |= {"year": 2024, "version": 1, "measure": "entrants", "group": "g", "value": 9}
    with pytest.raises(NotReadable, match="told together"):
        figures_from([row])
