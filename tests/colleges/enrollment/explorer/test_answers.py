"""Whatever is asked of whatever figures: table, CSV and JSON say the same, and it is true."""

from __future__ import annotations

import csv
import io
import json
from collections import defaultdict

import pytest
from django.core.exceptions import ValidationError
from django.http import QueryDict
from django.test import RequestFactory
from hypothesis import HealthCheck, assume, given, settings
from hypothesis import strategies as st
from hypothesis.extra.django import TestCase

from colleges.chains.models import Alignment, Chain
from colleges.enrollment.explorer import views
from colleges.enrollment.explorer.answers import answer
from colleges.enrollment.explorer.filters import ExplorerFilter
from colleges.enrollment.figures.dimensions import DIMENSIONS
from colleges.enrollment.models import Measure, Observation, Release
from colleges.enrollment.releases import actions
from colleges.models import College, EntryRoute, Level, Specialty

MEASURES = ("entrants", "enrolled", "graduates", "employed", "further-study")
QUANTITIES = (*MEASURES, "employment-rate", "further-study-rate")
FIGURES = st.one_of(
    st.tuples(st.integers(0, 5_000), st.just("")),
    st.tuples(st.none(), st.sampled_from("xcz")),
)
APART = (2031, 2033)  # years that do not flow into each other, as figures by chance do not
PLACES = st.tuples(
    st.integers(0, 1),  # year
    st.integers(0, 2),  # college
    st.integers(0, 2),  # specialty
    st.sampled_from(Level.values),
    st.sampled_from(EntryRoute.values[:2]),
    st.sampled_from(Observation.Sex.values),
    st.sampled_from(MEASURES),
)
QUERIES = st.fixed_dictionaries(
    {
        "measure": st.sampled_from(QUANTITIES),
        "rows": st.sampled_from(list(DIMENSIONS)),
        "columns": st.sampled_from(list(DIMENSIONS)),
    },
    optional={
        "year": st.lists(st.sampled_from(["2031", "2033"]), max_size=2),
        "level": st.lists(st.sampled_from(Level.values), max_size=2),
        "sex": st.lists(st.sampled_from(Observation.Sex.values), max_size=1),
    },
)


def publish(figures: dict, years: tuple[int, int] = (2031, 2032)) -> None:
    """Two releases, sealed, with the figures."""
    colleges = list(College.objects.order_by("code")[:3])
    College.objects.update(publication="published")
    specialties = list(Specialty.objects.order_by("slug")[:3])
    measures = {one.code: one for one in Measure.objects.all()}
    releases = [Release.objects.create(year=year, provenance="official") for year in years]
    Observation.objects.bulk_create(
        Observation(
            release=releases[year],
            college=colleges[college],
            specialty=specialties[specialty],
            level=level,
            entry_route=route,
            sex=sex,
            measure=measures[measure],
            value=value,
            symbol=symbol,
        )
        for (year, college, specialty, level, route, sex, measure), (
            value,
            symbol,
        ) in figures.items()
    )
    for release in releases:
        actions.put_seal(release)


def files(query: dict) -> tuple[list[list[str]], dict]:
    """The CSV and the JSON of a table."""
    request = RequestFactory().get("/enrollment/table.csv", query)
    text = views.enrollment_table(request, "csv").content.decode("utf-8-sig")
    told = json.loads(views.enrollment_table(request, "json").content)
    return list(csv.reader(io.StringIO(text, newline=""))), told


class TestAnyTable(TestCase):
    """The reference facts are there; each example publishes figures of its own."""

    @settings(max_examples=12, suppress_health_check=list(HealthCheck))
    @given(st.dictionaries(PLACES, FIGURES, min_size=1, max_size=40), QUERIES)
    def test_table_csv_and_json_agree_and_add_up(self, figures, query):
        try:
            publish(figures, APART)
        except ValidationError:
            assume(False)  # figures by chance that cannot be told at all are not sealed
        request = RequestFactory().get("/enrollment/", query)
        filters = ExplorerFilter(request.GET)
        found = answer(filters)
        if found.table is None:
            assert found.obstacle is not None
            assert views.enrollment_table(request, "csv").status_code == 400
            return
        table = found.table
        lines, told = files(query)
        rows = [*table.rows, *([table.totals] if table.totals else [])]
        from_json = [*told["data"], *([told["totals"]] if told["totals"] else [])]
        assert len(lines) == len(rows) + 1
        for line, row, other in zip(lines[1:], rows, from_json, strict=True):
            cells = [*row.cells, *([row.total] if table.has_row_totals else [])]
            others = [*other["cells"], *([other["total"]] if table.has_row_totals else [])]
            for text, cell, as_json in zip(line[2:], cells, others, strict=True):
                self._same(text, cell, as_json)
        self._adds_up(table, figures, query)
        if table.quantity.is_stock:
            assert "year" not in {table.rows_by.code, table.columns_by.code} or (
                table.totals is None or table.rows_by.code != "year"
            )
            assert not (table.columns_by.code == "year" and table.has_row_totals)

    def _same(self, text, cell, as_json):
        if cell is None:
            assert text == ""
            assert as_json is None
        elif cell.value is None:
            assert as_json["value"] is None
            assert text == (cell.symbol if cell.missing else "")
            assert text != "0"
        else:
            expected = cell.value if cell.base is None else as_json["value"]
            assert as_json["value"] == expected
            assert text == ("" if expected is None else str(expected))

    def _adds_up(self, table, figures, query):
        """Sums of a count by year, worked out by hand; with who is not told apart they are all."""
        if table.quantity.is_rate or table.columns_by.code != "year" or table.totals is None:
            return
        if query.get("level") or query.get("sex"):
            return
        expected: dict[str, int] = defaultdict(int)
        for (year, *_place, measure), (value, _symbol) in figures.items():
            if measure == table.quantity.code and value is not None:
                expected[str(APART[year])] += value
        for place, head in enumerate(table.columns):
            rows = [row.cells[place].value or 0 for row in table.rows]
            whole = table.totals.cells[place]
            assert sum(rows) == (whole.value or 0)
            if "c" not in {row.cells[place].symbol for row in table.rows} | {whole.symbol}:
                assert sum(rows) == expected[head.code]


@pytest.mark.django_db
@pytest.mark.parametrize("columns", ["year", "level"])
def test_pages_of_many_colleges_are_cut_from_the_whole_table(columns, client, monkeypatch):
    publish(
        {
            (year, college, 0, level, "junior-leaver", "female", "enrolled"): (10 + college, "")
            for year in (0, 1)
            for college in (0, 1, 2)
            for level in ("senior", "technician")
        }
    )
    monkeypatch.setattr(views, "ROWS_A_PAGE", 1)
    query = f"rows=college&columns={columns}&year=2032" if columns == "level" else "rows=college"
    whole = answer(ExplorerFilter(QueryDict(query))).table
    assert whole is not None
    for number in (1, 2, 3):
        context = client.get(f"/enrollment/?{query}&page={number}").context
        part, page = context["table"], context["page"]
        assert page.paginator.num_pages == 3
        assert part.rows == part.rows_of_page == [whole.rows[number - 1]]
        assert (part.columns, part.totals) == (whole.columns, whole.totals)
    first = client.get(f"/enrollment/?{query}&page=9").context
    assert [problem.parameter for problem in first["filters"].problems] == ["page"]
    assert first["table"].rows == whole.rows[:1]


@pytest.fixture
def published(db):
    """One specialty that serves two chains, in two years."""
    places = {
        (year, 0, 0, "senior", "junior-leaver", sex, measure): figure
        for year in (0, 1)
        for sex in ("female", "male")
        for measure, figure in (
            ("enrolled", (100, "")),
            ("graduates", (50, "")),
            ("employed", (40, "") if sex == "female" else (None, "c")),
        )
    }
    publish(places)
    return Specialty.objects.order_by("slug")[0]


def table_of(client, query: str):
    return client.get(f"/en/enrollment/?{query}").context["table"]


def test_a_rate_counts_only_the_groups_of_whom_both_are_published(client, published):
    table = table_of(client, "measure=employment-rate&year=2031")
    (cell,) = table.rows[0].cells
    assert (cell.value, cell.base, cell.missing) == (40, 50, 1)
    assert cell.share == 80


def test_a_cell_of_confidential_figures_alone_says_so(client, published):
    response = client.get("/enrollment/?measure=employed&rows=sex&columns=year&year=2031")
    assert '<span class="symbol">c</span>' in response.content.decode()


def test_chains_of_two_schemes_are_told_apart_and_none_is_no_unknown(client, published):
    for chain in Chain.objects.filter(slug="artificial-intelligence"):
        Alignment.objects.create(chain=chain, specialty=published, strength="core")
    table = table_of(client, "rows=chain&columns=level&year=2031")
    labels = [str(row.header.label) for row in table.rows]
    assert len(set(labels)) == len(labels) == 2
    assert all("(20" in label for label in labels)
    Alignment.objects.all().delete()
    (row,) = table_of(client, "rows=chain&columns=level&year=2031").rows
    assert row.header.label == DIMENSIONS["chain"].nowhere != DIMENSIONS["level"].nowhere


def test_chains_are_never_added_to_each_other(client, published):
    for chain in Chain.objects.all()[:2]:
        Alignment.objects.create(chain=chain, specialty=published, strength="core")
    table = table_of(client, "rows=chain&columns=level&year=2031")
    assert [row.cells[0].value for row in table.rows] == [200, 200]
    assert table.totals is None
    assert table_of(client, "rows=level&columns=chain&year=2031").has_row_totals is False


@pytest.mark.parametrize(
    ("query", "says", "way_out"),
    [
        ("rows=sex&columns=sex", "both", "columns=year"),
        ("rows=sex&columns=level&year=2031&year=2032", "never added", "year=2032"),
        ("year=2031&level=technician", "No published figure fits", "?year=2031&"),
    ],
)
def test_what_is_impossible_says_why_and_what_to_drop(client, published, query, says, way_out):
    page = client.get(f"/en/enrollment/?{query}")
    assert page.status_code == 200
    assert says in page.content.decode()
    ways = [way for _words, way in page.context["answer"].obstacle.ways_out]
    assert any(way_out.lstrip("?") in way for way in ways)
    for way in ways:
        assert client.get(f"/en/enrollment/?{way}").status_code == 200


@pytest.mark.parametrize(
    "query",
    [
        "measure=" + "x" * 9_000,
        "rows=%00&columns=%ff",
        "page=-1&sort=%27%3BDROP",
        "year=99999999999999999999",
        "chain=1&chain=2&college=%E2%82%AC",
        "page=" + "9" * 400,
        "&".join(f"college=c{number}" for number in range(500)),
    ],
)
def test_hostile_addresses_are_answered_and_never_fail(client, published, query):
    assert client.get(f"/enrollment/?{query}").status_code == 200
    assert client.get(f"/enrollment/table.csv?{query}").status_code in {200, 400}
    assert client.get(f"/enrollment/number/?{query}").status_code in {200, 404}
    assert client.get("/enrollment/table.exe").status_code == 404


def test_a_passport_names_release_definition_and_digest(client, published):
    page = client.get("/en/enrollment/number/?measure=enrolled&year=2031&sex=female")
    release = Release.objects.get(year=2031)
    words = page.content.decode()
    assert page.context["number"].cell.value == 100
    for said in (release.sha256, "December 31, 2031", "2031 v1", "Female"):
        assert said in words


def test_a_passport_of_what_is_not_public_does_not_exist(client, published):
    Release.objects.filter(year=2031).update(published_at="2999-01-01T00:00+08:00")
    assert client.get("/enrollment/number/?measure=enrolled&year=2031").status_code == 404
    assert "2031" not in client.get("/enrollment/").content.decode()
