"""Tables add within a year and a measure, and never make a number out of nothing."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from colleges.enrollment.figures.tables import year_table
from colleges.enrollment.models import Measure, Observation, Release
from colleges.models import College, Specialty

pytestmark = pytest.mark.django_db

FIGURES = st.lists(
    st.tuples(
        st.sampled_from(["qd-001", "qd-002", "qd-003"]),
        st.sampled_from([2022, 2023, 2024]),
        st.sampled_from(["female", "male"]),
        st.none() | st.integers(0, 50_000),
    ),
    max_size=18,
    unique_by=lambda figure: figure[:3],
)


@given(FIGURES)
@settings(max_examples=25)
def test_every_cell_is_the_sum_of_its_figures(figures):
    Observation.objects.all().delete()
    colleges = {college.code: college for college in College.objects.all()}
    releases = {year: Release.objects.get_or_create(year=year)[0] for year in (2022, 2023, 2024)}
    measure = Measure.objects.get(code="enrolled")
    specialty = Specialty.objects.first()
    Observation.objects.bulk_create(
        Observation(
            release=releases[year],
            college=colleges[code],
            specialty=specialty,
            level="senior",
            entry_route="junior-leaver",
            sex=sex,
            measure=measure,
            value=value,
            symbol="x" if value is None else "",
        )
        for code, year, sex, value in figures
    )

    headers = [colleges[code] for code in sorted({figure[0] for figure in figures})]
    table = year_table(Observation.objects.all(), "college", headers)

    assert table.years == sorted({figure[1] for figure in figures})
    for row in [*table.rows, table.total]:
        for year, cell in zip(table.years, row.cells, strict=True):
            of_cell = [
                value
                for code, in_year, _sex, value in figures
                if in_year == year and (row.header is None or code == row.header.code)
            ]
            known = [value for value in of_cell if value is not None]
            assert cell.value == (sum(known) if known else None)
            assert cell.missing == len(of_cell) - len(known)
            assert cell.is_unknown == (bool(of_cell) and not known)


def test_the_total_counts_rows_that_are_not_shown():
    release = Release.objects.create(year=2024)
    for number, code in enumerate(["qd-001", "qd-002"], start=1):
        Observation.objects.create(
            release=release,
            college=College.objects.get(code=code),
            specialty=Specialty.objects.first(),
            level="senior",
            entry_route="veteran",
            sex="male",
            measure=Measure.objects.get(code="graduates"),
            value=number,
        )
    shown = College.objects.filter(code="qd-001")
    table = year_table(Observation.objects.all(), "college", shown)
    assert [row.cells[0].value for row in table.rows] == [1]
    assert table.total.cells[0].value == 3
