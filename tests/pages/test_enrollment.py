"""The table of the enrollment page says what the CSV of the same filters says."""

from __future__ import annotations

import csv
import io
from collections import defaultdict
from urllib.parse import urlencode

import pytest
from django.db.models import Value as V
from django.db.models.functions import Concat
from django.utils import timezone

from colleges.enrollment.models import Observation, Release
from colleges.models import College
from tests.pages.reading import page_of, parts, words

pytestmark = pytest.mark.django_db
PLACE = Concat("specialty__slug", V(" "), "level", V(" "), "entry_route", V(" "), "sex")
# Of outcomes: what is known, and what nobody knows.
OF_COLLEGES = ["college", "leaf"]


def rows_of(client, address: str, **parameters) -> list[dict[str, str]]:
    """The rows of a CSV address."""
    response = client.get(f"{address}?{urlencode({**parameters, 'bom': 0}, doseq=True)}")
    assert response.status_code == 200
    return list(csv.DictReader(io.StringIO(response.getvalue().decode(), newline="")))


def table_of(client, **parameters):
    response = client.get(f"/enrollment/?{urlencode(parameters, doseq=True)}")
    assert response.status_code == 200
    return response.context["table"]


def test_the_students_of_2024_add_up_to_the_headline(client):
    rows = rows_of(client, "/data/enrollment.csv", year=2024, measure="enrolled")
    assert sum(int(row["value"]) for row in rows) == 43_900
    assert {row["provenance_code"] for row in rows} == {"sample"}


@pytest.mark.parametrize(
    "filters",
    [
        {"measure": "enrolled"},
        {"measure": "graduates", "year": [2023, 2024]},
        {"measure": "entrants", "level": "senior", "sex": "female"},
        {
            "measure": "employed",
            "district": ["370202", "370203"],
            "year": 2020,
            "table": OF_COLLEGES,
        },
        {"measure": "enrolled", "kind": "technician-college", "ownership": "public"},
        {"measure": "enrolled", "specialty": "welding", "entry_route": "junior-leaver"},
        {"measure": "further-study", "college": ["sample-01", "sample-02"], "table": OF_COLLEGES},
    ],
)
def test_table_and_file_agree_cell_by_cell(client, filters):
    from_file: dict[tuple[str, int], int] = defaultdict(int)
    for row in rows_of(client, _file_of(filters["measure"]), **filters):
        if row["value"]:
            from_file[row["college_code"], int(row["year"])] += int(row["value"])
    table = table_of(client, **filters)
    from_page = {
        (row.header.code, year): cell.value
        for row in table.rows
        for year, cell in zip(table.years, row.cells, strict=True)
        if cell.value is not None
    }
    assert from_page == from_file
    assert [cell.value or 0 for cell in table.totals.cells] == [
        sum(value for (_college, of), value in from_file.items() if of == year)
        for year in table.years
    ]


def _file_of(measure: str) -> str:
    """What became of graduates is told by college, and leaf by leaf where nobody knows it."""
    if measure in ("employed", "further-study"):
        return "/data/enrollment-outcomes.csv"
    return "/data/enrollment.csv"


def test_the_numbers_of_the_table_stand_in_the_page(client):
    page = client.get("/enrollment/?measure=enrolled&year=2024").content.decode()
    assert "43,900" in page
    assert "/data/enrollment.csv?year=2024&amp;measure=enrolled" in page


def test_unknown_is_shown_as_unknown_and_never_as_0(client, correct):
    def own(figures):
        return figures.filter(college__code="sample-01").of_measure("employed")

    collected = own(Observation.objects.filter(release__year=2024))
    first = dict(collected.annotate(place=PLACE).values_list("place", "value"))
    largest = max(first, key=lambda place: first[place])
    correct(2024, lambda figures: own(figures).update(value=None, symbol="x"))
    response = client.get("/enrollment/?measure=employed&year=2024&college=sample-01")
    table = response.context["table"]
    assert table.rows[0].cells[0].is_unknown
    assert '<span class="symbol">x</span>' in response.content.decode()

    def know_all_but_the_largest(figures):
        for one in own(figures).annotate(place=PLACE):
            if one.place != largest:
                value = first[one.place]
                figures.filter(pk=one.pk).update(value=value, symbol="")

    correct(2024, know_all_but_the_largest)
    response = client.get("/enrollment/?measure=employed&year=2024&college=sample-01")
    known = sum(first.values()) - first[largest]
    assert response.context["table"].rows[0].cells[0].value == known
    assert f'{known}<span class="symbol missing-mark">*</span>' in response.content.decode()


def test_one_measure_at_a_time_and_the_page_says_so(client):
    response = client.get("/enrollment/?measure=graduates&measure=enrolled")
    assert response.context["quantity"].code in {"graduates", "enrolled"}
    assert "已忽略" in response.content.decode()


@pytest.mark.parametrize(
    ("query", "named"),
    [
        ("year=20x4", "20x4"),
        ("level=expert", "expert"),
        ("color=red", "color"),
        ("page=999", "999"),
    ],
)
def test_what_is_not_understood_is_named_and_ignored(client, query, named):
    page = client.get(f"/enrollment/?{query}").content.decode()
    assert "已忽略" in page
    assert named in page
    assert "43,900" in page


def test_drafts_and_unpublished_releases_stay_out_of_page_and_file(client):
    College.objects.filter(code="sample-01").update(publication="draft")
    Release.objects.filter(year=2023).update(published_at="2999-01-01T00:00+08:00")
    Release.objects.filter(year=2022).update(
        status="withdrawn", withdrawn_at=timezone.now(), withdrawal_zh="来源有误"
    )
    Release.objects.filter(year=2021).update(published_at="2999-01-01T00:00+08:00")
    table = table_of(client)
    assert table.years == [2018, 2019, 2020, 2024]
    assert "sample-01" not in {row.header.code for row in table.rows}
    rows = rows_of(client, "/data/enrollment.csv", measure="enrolled")
    assert {int(row["year"]) for row in rows} == set(table.years)
    assert "sample-01" not in {row["college_code"] for row in rows}


def test_a_newer_version_takes_the_place_of_the_older(client, correct):
    def leave_one(figures):
        first = figures.of_measure("enrolled").first()
        figures.exclude(pk=first.pk).delete()
        figures.update(value=5)

    correct(2024, leave_one)
    rows = rows_of(client, "/data/enrollment.csv", measure="enrolled", year=2024)
    assert [(row["release_version"], row["value"]) for row in rows] == [("2", "5")]


def test_a_printed_table_names_the_address_of_its_filters(client):
    page = page_of(client, "/enrollment/?measure=graduates&level=senior")
    printed = words(parts(page, '<p class="print-only printed"')[0])
    assert "http://testserver/enrollment/?measure=graduates&level=senior" in printed
