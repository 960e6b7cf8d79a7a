"""Rates are of people of whom both numbers are published; what cannot be told has a symbol."""

from __future__ import annotations

import pytest
from django.db.models import Sum
from django.http import QueryDict

from colleges.enrollment.explorer.answers import answer
from colleges.enrollment.explorer.filters import ExplorerFilter
from colleges.enrollment.models import Observation, PublishedFigure, Release
from colleges.models import College

pytestmark = pytest.mark.django_db


@pytest.fixture(scope="module", autouse=True)
def _sample(sample_db):
    """Seven years of figures."""


def cells_of(query: str) -> dict[str, list]:
    """The rows of a table of employment rates by their codes, and its totals."""
    table = answer(ExplorerFilter(QueryDict(f"measure=employment-rate&{query}"))).table
    assert table is not None
    rows = {row.header.code: row.cells for row in table.rows}
    return rows | ({"total": table.totals.cells} if table.totals else {})


def collected(measure: str, year: int, **where: str) -> int:
    """The sum of what was collected; of graduates those of whom employment is known."""
    release = Release.objects.current().get(year=year)
    figures = Observation.objects.filter(release=release, **where)
    known = figures.filter(measure__code="employed", value__isnull=False)
    places = {tuple(row) for row in known.values_list(*PLACE)}
    rows = figures.filter(measure__code=measure).values_list(*PLACE, "value")
    return sum(value or 0 for *place, value in rows if tuple(place) in places)


PLACE = ("college", "specialty", "level", "entry_route", "sex")


@pytest.mark.parametrize(
    ("query", "name"),
    [
        ("rows=sex&columns=year", "sex"),
        ("rows=level&columns=year", "level"),
        ("rows=entry_route&columns=year", "entry_route"),
    ],
)
def test_a_rate_of_several_sums_is_exact_or_not_told(query, name):
    """Both numbers of each group that has a rate are those of the people who answered."""
    told = 0
    for code, cells in cells_of(query).items():
        for year, cell in zip(range(2018, 2025), cells, strict=True):
            if cell.value is None:
                assert cell.symbol == "c", (code, year)
            elif code != "total" and not _is_partial(name, cell):
                assert cell.value == collected("employed", year, **{name: code})
                assert cell.base == collected("graduates", year, **{name: code})
                told += 1
    assert told >= 7


def _is_partial(name: str, cell) -> bool:
    """Whether it leaves groups out of which one of the numbers is not published."""
    return name == "entry_route" and cell.missing > 0


def test_every_table_has_the_same_rate_of_the_whole_city():
    whole = cells_of("rows=college&columns=year")["total"]
    for rows in ("specialty", "level", "sex", "entry_route", "district"):
        assert cells_of(f"rows={rows}&columns=year")["total"] == whole, rows
    assert (whole[-1].value, whole[-1].base) == (9_444, 10_004)


def test_a_rate_that_cannot_be_told_is_confidential_and_never_blank(client):
    query = "measure=employment-rate&rows=level&columns=sex&year=2024"
    page = client.get(f"/enrollment/?{query}").content.decode()
    body = page.partition("<tbody>")[2].partition("</tbody>")[0]
    assert body.count('<span class="symbol">c</span>') == 6
    assert "–" not in body
    assert "c：保密" in page
    lines = client.get(f"/enrollment/table.csv?{query}").content.decode().splitlines()
    assert ",c,c," in lines[1]


def test_sums_of_a_hidden_college_divide_by_no_others():
    """Its graduates are in the numerator by level, and no longer in what is counted of all."""
    College.objects.filter(code="sample-16").update(publication="draft")
    for name in ("level", "sex"):
        cells = cells_of(f"rows={name}&columns=year&year=2024")
        assert {cell.symbol for code, (cell,) in cells.items() if code != "total"} == {"c"}
    found = answer(ExplorerFilter(QueryDict("measure=employed&rows=sex&columns=year")))
    assert any("已不再公开的院校" in one for one in found.about)
    graduates = answer(ExplorerFilter(QueryDict("measure=graduates&rows=sex&columns=year"))).table
    assert graduates is not None
    assert graduates.rows[-1].header.is_undivided
    leaves = PublishedFigure.objects.public().leaves().filter(measure__code="graduates")
    assert (
        graduates.totals.cells[-1].value
        == (leaves.filter(release__year=2024).aggregate(sum=Sum("value"))["sum"])
    )
