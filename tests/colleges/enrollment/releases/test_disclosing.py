"""Nothing is narrowed in what is published; each part of the protection is needed for that."""

from __future__ import annotations

from collections import Counter

import pytest
from hypothesis import given
from hypothesis import settings as hypothesis_settings
from hypothesis import strategies as st

from colleges.enrollment.disclosure import blocks, protection
from colleges.enrollment.disclosure.leaves import (
    EMPLOYED,
    FURTHER_STUDY,
    CollectedYear,
    count,
)
from colleges.enrollment.disclosure.loss import losses
from colleges.enrollment.disclosure.protection import protect
from colleges.enrollment.disclosure.thresholds import ThresholdRule
from colleges.enrollment.disclosure_audit.auditing import audit
from colleges.enrollment.disclosure_audit.public import (
    NamedChange,
    PublicCell,
    PublicFigure,
    PublicRecord,
)
from colleges.enrollment.models import Release
from colleges.enrollment.releases.disclosing import (
    collected,
    public_record,
    publishable,
    thresholds,
)
from tests.colleges.enrollment.disclosure.figures import place, year_of
from tests.colleges.enrollment.disclosure.random_years import Kind, kinds, years_of
from tests.colleges.enrollment.disclosure.told_changes import changes

RULE = ThresholdRule()
WOMEN, MEN = place(sex="female"), place(sex="male")
ANSWERS = (40, 120, 40, 25, 8)


def found_in(record: PublicRecord, rule: ThresholdRule = RULE) -> list:
    return audit(record, thresholds(rule)).findings


def raw(years: list[CollectedYear], measures=protection.COUNTS) -> list[PublicFigure]:
    """Figures as they were collected, leaf by leaf."""
    return [
        PublicFigure(year.year, version.number, "leaf", measure, (PublicCell(*one),), answer)
        for year in years
        for version in year.versions
        for measure in measures
        for one, answer in version.of(measure).items()
        if isinstance(answer, int)
    ]


@hypothesis_settings(max_examples=40)
@given(kinds, st.sampled_from([3, 5, 6, 10]))
def test_nothing_is_found_in_any_years(kind, threshold):
    """In a city of a few classes two years may tell all: then a measure of one is withheld."""
    rule = ThresholdRule(threshold)
    published = publishable(years_of(kind), rule)
    assert found_in(public_record(published), rule) == []


def test_what_no_joining_hides_is_not_told_at_all():
    """Two colleges, a few classes, and flows that tell who came: entrants are withheld whole."""
    rule = ThresholdRule(3)
    kind = Kind(2, 4, 3, zeros=40, symbols=0, only_women=50, versions=3, years=2, seed=925559)
    published = publishable(years_of(kind), rule)
    newest = published[-1]
    (withheld,) = newest.withheld["entrants"]
    assert set(withheld) == set(newest.collected.places)
    told = {row.symbol for row in newest.rows() if (row.table, row.measure) == ("leaf", "entrants")}
    assert told == {"c"}
    assert found_in(public_record(published), rule) == []


@pytest.fixture
def sample_years(sample) -> list[CollectedYear]:
    return collected(Release.objects.sealed())


@pytest.fixture
def last_year(sample_years) -> CollectedYear:
    return sample_years[-1]


def test_nothing_is_found_in_the_seven_years_of_the_sample(sample_years):
    published = publishable(sample_years, RULE)
    assert found_in(public_record(published)) == []
    _is_readable(published)
    _changes_are_told_by_group(published)


def _is_readable(published):
    for year in published:
        lost = {
            (one.measure, one.fields): one.soft for one in losses(year, year.collected.versions[-1])
        }
        whole = ("college", "specialty", "level", "entry_route", "sex")
        assert lost["entrants", whole] < 0.15 and lost["enrolled", whole] < 0.004
        assert lost["graduates", whole] < 0.4
        tables = (("college",), ("specialty",), ("level", "sex"), ("entry_route", "sex"))
        assert max(lost["employed", table] for table in tables) < 0.1


def _changes_are_told_by_group(published):
    (revised,) = [year for year in published if len(year.collected.versions) == 2]
    told = list(changes(revised, *revised.collected.versions))
    assert told and {one.row.measure for one in told} == {"entrants", "graduates"}


@pytest.mark.parametrize("threshold", [3, 6, 10])
def test_nothing_is_found_at_other_thresholds(last_year, threshold):
    rule = ThresholdRule(threshold)
    assert found_in(public_record(publishable([last_year], rule)), rule) == []


def test_the_headline_stays_exact(last_year):
    (published,) = protect([last_year], RULE)
    rows = [row for row in published.rows() if (row.table, row.measure) == ("leaf", "enrolled")]
    assert sum(row.value for row in rows) == 43_900


# Each part switched off


def test_without_any_protection_every_small_group_is_found(last_year):
    figures = raw([last_year], (*protection.COUNTS, EMPLOYED, FURTHER_STUDY))
    small = Counter(one.measure for one in figures if 0 < one.value < 5)
    found = Counter(one.unknown.measure for one in found_in(PublicRecord(figures)))
    remainders = found.pop("remainder")
    assert (small.total(), remainders) == (248, 216)
    assert found == small


def test_without_joining_colleges_the_smallest_are_found(monkeypatch):
    year = year_of({place("tiny"): (3,), **{place(name): (40,) for name in "abc"}})
    assert found_in(public_record(protect([year], RULE))) == []
    monkeypatch.setattr(blocks, "DEPTHS", (4, 3, 2, 1))
    monkeypatch.setattr(protection, "_withheld", lambda blocks, is_safe: [])
    (found,) = found_in(public_record(protect([year], RULE)))
    assert found.unknown.leaf.college == "tiny"


def test_without_a_rule_for_the_remainder_it_is_found():
    """Of 40 women 25 work and 12 study: three are left."""
    leaves = {place(name, sex): ANSWERS for name in "abc" for sex in ("female", "male")}
    year = year_of(leaves | {WOMEN: (40, 120, 40, 25, 12)})
    assert found_in(public_record(protect([year], RULE))) == []
    rule = ThresholdRule(of_measures={"remainder": 1})
    (found,) = found_in(public_record(protect([year], rule)))
    assert (found.unknown.leaf, found.least, found.most) == (PublicCell(*WOMEN), 3, 3)


def test_zeros_told_inside_sums_are_found(last_year):
    record = public_record(protect([last_year], RULE))
    record.figures += [one for one in raw([last_year], (FURTHER_STUDY,)) if one.value == 0]
    assert len(found_in(record)) > 20


def test_versions_protected_each_by_itself_are_found():
    first = {WOMEN: (3,), MEN: (20,), place("b", "female"): (9,), place("b", "male"): (30,)}
    later = first | {WOMEN: (9,)}
    together = public_record(protect([year_of(first, later)], RULE))
    assert found_in(together) == []
    apart = public_record(protect([year_of(first)], RULE))
    (second,) = protect([year_of(later)], RULE)
    apart.figures += [
        PublicFigure(2024, 2, "leaf", "entrants", (PublicCell(*one),), count(answer))
        for one, answer in second.collected.versions[0].of("entrants").items()
    ]
    apart.compared = {(2024, 1, 2)}
    apart.changes = [NamedChange(2024, 1, 2, "entrants", PublicCell(*WOMEN))]
    (found,) = found_in(apart)
    assert (found.unknown.version, found.unknown.leaf, found.most) == (1, WOMEN, 3)


def test_rates_of_leaves_are_found(last_year):
    record = public_record(protect([last_year], RULE))
    version = last_year.versions[0]
    for one, answer in version.of(EMPLOYED).items():
        base = version.of("graduates")[one]
        if base >= 10:
            rate = round(100 * answer / base, 1)
            record.figures.append(
                PublicFigure(
                    2024, 1, "leaf", "employment-rate", (PublicCell(*one),), rate, "", 0.05
                )
            )
    assert found_in(record)


def test_years_protected_each_by_itself_are_found_by_stock_and_flow():
    last = year_of({WOMEN: (9, 20), MEN: (9, 60)}, year=2023)
    this = year_of({WOMEN: (9, 26, 3), MEN: (20, 61, 19)})
    assert found_in(public_record(protect([last, this], RULE))) == []
    apart = [year for one in (last, this) for year in protect([one], RULE)]
    assert {one.unknown.leaf for one in found_in(public_record(apart))} == {WOMEN}
