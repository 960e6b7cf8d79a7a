"""Every table adds up to what was collected, and every door tells the same cells."""

from __future__ import annotations

import csv
import io
from itertools import permutations

import pytest
from django.db.models import Sum
from django.http import QueryDict
from django.test import Client
from openpyxl import load_workbook

from colleges.enrollment.explorer.answers import answer
from colleges.enrollment.explorer.filters import ExplorerFilter
from colleges.enrollment.figures.dimensions import DIMENSIONS
from colleges.enrollment.models import Observation, Release
from qingdao_techedu.datasets.models import Permalink

pytestmark = pytest.mark.django_db
PARTITIONS = [code for code, one in DIMENSIONS.items() if one.is_partition]
QUESTIONS = (
    "measure=entrants&rows=level&columns=sex&year=2024",
    "measure=graduates&rows=sex&columns=year",
    "measure=enrolled&rows=college&columns=sex&year=2024&sort=total",
    "measure=entrants&rows=chain&columns=sex&year=2023",
    "measure=entrants&rows=district&columns=year&sex=undivided",
    "measure=further-study&rows=college&columns=year",
    "measure=further-study&rows=level&columns=sex&year=2024",
    "measure=employment-rate&rows=specialty&columns=year",
    "measure=employment-rate&rows=sex&columns=year",
    "measure=employed&rows=college&columns=year&college=sample-04",
)


@pytest.fixture(scope="module", autouse=True)
def _sample(sample_db):
    """Seven years of figures."""


def table_of(query: str):
    found = answer(ExplorerFilter(QueryDict(query)))
    assert found.table is not None, query
    return found.table


def collected(measure: str, year: int) -> int:
    release = Release.objects.current().get(year=year)
    figures = Observation.objects.filter(release=release, measure__code=measure)
    return figures.aggregate(sum=Sum("value"))["sum"]


@pytest.mark.parametrize("measure", ["enrolled", "entrants", "graduates"])
def test_every_pair_of_dimensions_sums_to_what_was_collected(measure):
    whole = collected(measure, 2024)
    assert measure != "enrolled" or whole == 43_900
    for rows, columns in permutations(PARTITIONS, 2):
        query = f"year=2024&measure={measure}&rows={rows}&columns={columns}"
        table = table_of(query)
        cells = [[cell.value or 0 for cell in row.cells] for row in table.rows]
        assert sum(map(sum, cells)) == whole, query
        if table.has_row_totals:
            assert [row.total.value for row in table.rows] == list(map(sum, cells)), query
        if table.totals is not None:
            told = [cell.value or 0 for cell in table.totals.cells]
            assert told == [sum(column) for column in zip(*cells, strict=True)], query
            assert table.totals.total is None or table.totals.total.value == whole, query


def test_outcomes_sum_to_what_was_collected_in_each_of_their_tables():
    for measure, year in (("employed", 2024), ("further-study", 2024), ("employed", 2020)):
        whole, asked = collected(measure, year), 0
        for rows, columns in permutations(PARTITIONS, 2):
            query = f"year={year}&measure={measure}&rows={rows}&columns={columns}"
            table = answer(ExplorerFilter(QueryDict(query))).table
            if table is not None:
                asked += 1
                told = sum(cell.value or 0 for row in table.rows for cell in row.cells)
                assert told == whole, query
        assert asked > 20


def test_who_is_not_told_apart_stands_last_whatever_the_order(client):
    for query in (QUESTIONS[0], f"{QUESTIONS[0]}&sort=undivided", QUESTIONS[5]):
        for one in (query, f"{query}&sort=total"):
            table = table_of(one)
            heads = (
                table.columns
                if table.columns_by.code == "sex"
                else [row.header for row in table.rows]
            )
            assert [head.is_undivided for head in heads] == [False] * (len(heads) - 1) + [True]
            assert (heads[-1].code, str(heads[-1].label)) == ("undivided", "未分列")


def test_the_last_page_of_many_colleges_ends_with_who_is_not_told_apart(client, monkeypatch):
    monkeypatch.setattr("colleges.enrollment.explorer.views.ROWS_A_PAGE", 6)
    query = "measure=further-study&rows=college&columns=year&year=2023&year=2024"
    whole = [row.header.code for row in table_of(query).rows]
    shown: list[str] = []
    for number in range(1, 5):
        page = client.get(f"/enrollment/?{query}&page={number}").context
        shown += [row.header.code for row in page["table"].rows_of_page]
    assert shown == whole
    assert whole[-1] == "undivided"


def test_a_college_that_is_told_together_with_others_is_neither_nobody_nor_unknown(client):
    table = table_of("measure=employed&rows=college&columns=year&year=2024")
    (joined,) = (row for row in table.rows if row.header.code == "sample-04")
    assert joined.cells[0].value is None
    assert joined.cells[0].is_joined
    page = client.get("/enrollment/?measure=employed&rows=college&columns=year&year=2024")
    row = page.content.decode().partition("示例技工学校04")[2].partition("</tr>")[0]
    assert "未分列" in row
    assert "–" not in row


def doors(client: Client, query: str) -> dict[str, list[list]]:
    """The cells of a table, row by row and with its totals, as each door tells them."""
    table = table_of(query)
    rows = [*table.rows, *([table.totals] if table.totals else [])]
    lines = client.get(f"/enrollment/table.csv?{query}").content.decode("utf-8-sig")
    book = load_workbook(io.BytesIO(client.get(f"/enrollment/table.xlsx?{query}").content))
    file = client.get(f"/enrollment/table.json?{query}").json()
    api = client.get(f"/api/v1/enrollment/table?{query}").json()["data"]
    client.post("/permalinks/new/enrollment/", {"query": query})
    kept = Permalink.objects.latest("pk").content
    return {
        "table": [[_told(cell) for cell in _whole(row.cells, row.total)] for row in rows],
        "csv": [line[2:] for line in csv.reader(io.StringIO(lines, newline=""))][1:],
        "xlsx": [
            ["" if value is None else str(value) for value in line[2:]]
            for line in list(book.worksheets[0].iter_rows(values_only=True))
            if line[1]
        ][1:],
        "json": _of_objects(file["data"], file["totals"]),
        "api": _of_objects(api["data"], api["totals"]),
        "permalink": _of_objects(kept["rows"], kept["totals"]),
    }


def _whole(cells, total) -> list:
    return [*cells, *([] if total is None else [total])]


def _told(cell) -> str:
    if cell.value is None:
        return cell.symbol
    return str(cell.value if cell.base is None else round(cell.share, 1))


def _of_objects(rows: list[dict], totals: dict | None) -> list[list[str]]:
    return [
        [_of_object(cell) for cell in _whole(row["cells"], row["total"])]
        for row in [*rows, *([totals] if totals else [])]
    ]


def _of_object(cell: dict) -> str:
    return cell.get("symbol", "") if cell["value"] is None else str(cell["value"])


@pytest.mark.parametrize("query", QUESTIONS)
def test_table_files_api_and_permalink_agree_cell_by_cell(client, query):
    told = doors(client, query)
    table = told.pop("table")
    for door, cells in told.items():
        assert cells == table, door


@pytest.mark.parametrize("query", [*QUESTIONS[:2], *QUESTIONS[5:]])
def test_the_passport_of_a_cell_has_its_number(client, query):
    page = client.get(f"/enrollment/?{query}").context
    cells = [*page["rows"], *([page["totals"]] if page["totals"] else [])]
    followed = 0
    for row in cells[-3:]:
        for cell, passport in row.cells:
            if passport and cell.is_reported:
                number = client.get(f"/enrollment/number/?{passport}").context["number"]
                assert (number.cell.value, number.cell.base) == (cell.value, cell.base), passport
                followed += 1
    assert followed


@pytest.mark.parametrize("query", QUESTIONS)
def test_the_data_below_a_table_have_the_figures_it_is_made_of(client, query):
    page = client.get(f"/enrollment/?{query}").context
    address = f"/data/{page['data'].code}.csv?{page['data'].query}"
    text = b"".join(client.get(address)).decode("utf-8-sig")
    rows = list(csv.DictReader(io.StringIO(text, newline="")))
    assert rows, address
    if page["quantity"].is_rate or "chain" in query:
        return
    told = sum(cell.value or 0 for row in page["table"].rows for cell in row.cells)
    head = next(name for name in rows[0] if name in ("value", "Value", "数值"))
    assert sum(int(row[head] or 0) for row in rows) == told
