"""The ledger tells the public no number of a college that is published nowhere else."""

from __future__ import annotations

import csv
import io
import zipfile

import pytest

from colleges.enrollment.models import LedgerLine, Measure, Release
from colleges.enrollment.releases import actions, sealed_files
from colleges.models import College

pytestmark = pytest.mark.django_db
ADDRESS = "/enrollment/releases/2031/1/"
API = "/api/v1/enrollment/releases/2031/1/ledger"


@pytest.fixture
def colleges() -> list[College]:
    return list(College.objects.order_by("code")[:3])


@pytest.fixture
def ledger(observe, colleges):
    """Seals last year's figures and this year's, of which lines tell; gives the lines' page."""
    College.objects.update(publication="published")

    def make(lines: list[tuple], students: tuple[int, int, int], before=(70, 80, 90)) -> Release:
        for year, values in ((2030, before), (2031, students)):
            release = Release.objects.create(year=year, provenance="official")
            for college, value in zip(colleges, values, strict=True):
                observe(release, "enrolled", value, college=college)
            if year == 2031:
                for kind, college, expected, found in lines:
                    add(release, kind, college, expected, found)
            actions.put_seal(release)
        return release

    return make


def add(release: Release, kind: str, college: College | None, expected, found) -> None:
    release.ledger.create(
        check_kind=kind,
        college=college,
        measure=Measure.objects.get(code="enrolled"),
        expected=expected,
        found=found,
        explanation="real",
        note_zh="说明",
    )


def lines_of(client) -> list[tuple]:
    data = client.get(API).json()["data"]
    return [(one["expected"], one["found"], one["difference"], one["withheld"]) for one in data]


def in_package(release: Release) -> list[dict[str, str]]:
    with zipfile.ZipFile(sealed_files.find(release, "zip").path) as archive:
        text = archive.read("ledger.csv").decode("utf-8-sig")
    return list(csv.DictReader(io.StringIO(text)))


def test_numbers_that_are_published_are_told(ledger, colleges, client):
    release = ledger([("jump", colleges[0], 70, 20)], (20, 80, 90))
    assert lines_of(client) == [(70, 20, -50, False)]
    (line,) = in_package(release)
    assert (line["expected"], line["found"], line["not_given_en"]) == ("70", "20", "")
    assert "未单独公布" not in client.get(ADDRESS).content.decode()


def test_a_line_whose_college_is_told_with_others_says_only_that_there_is_one(
    ledger, colleges, client
):
    release = ledger([("jump", colleges[0], 70, 3)], (3, 80, 90))
    assert lines_of(client) == [(None, None, None, True)]
    (told,) = client.get(API).json()["data"]
    assert (told["college_code"], told["measure_code"]) == (None, None)
    (line,) = in_package(release)
    assert (line["expected"], line["found"], line["difference"]) == ("", "", "")
    assert (line["college"], line["measure"]) == ("", "")
    assert line["explanation_zh"] == "说明"
    assert "not published" in line["not_given_en"]
    page = client.get(ADDRESS).content.decode()
    assert "这项数据未单独公布" in page
    assert colleges[0].name_zh not in page
    assert "说明" in page


def test_a_number_of_last_year_that_is_not_published_hides_this_years_too(ledger, colleges, client):
    ledger([("jump", colleges[0], 3, 70)], (70, 80, 90), before=(3, 80, 90))
    assert lines_of(client) == [(None, None, None, True)]


def test_a_number_that_another_year_has_by_chance_does_not_count(ledger, colleges, client):
    ledger([("jump", colleges[0], 80, 20)], (20, 80, 90))
    assert lines_of(client) == [(None, None, None, True)]


def test_what_was_reported_in_public_is_told_beside_a_published_sum(ledger, colleges, client):
    ledger([("college-total", colleges[0], 25, 20)], (20, 80, 90))
    assert lines_of(client) == [(25, 20, -5, False)]


def test_totals_of_the_city_are_told(ledger, client):
    ledger([("headline", None, 200, 190)], (20, 80, 90))
    assert lines_of(client) == [(200, 190, -10, False)]


def test_a_total_of_the_city_that_is_withheld_is_in_no_line_either(observe, colleges, client):
    College.objects.update(publication="published")
    release = Release.objects.create(year=2031, provenance="official")
    observe(release, "enrolled", 2)
    observe(release, "graduates", 30)
    add(release, "headline", None, 10, 2)
    actions.put_seal(release)
    assert lines_of(client) == [(None, None, None, True)]
    totals = client.get("/api/v1/enrollment/releases/2031/1").json()["data"]["totals"]
    assert {one["measure_code"]: one["value"] for one in totals}["enrolled"] is None
    assert "未公布" in client.get(ADDRESS).content.decode()


def test_the_desk_still_reads_every_number(ledger, colleges):
    ledger([("jump", colleges[0], 70, 3)], (3, 80, 90))
    line = LedgerLine.objects.get()
    assert (line.expected, line.found, line.is_withheld) == (70, 3, False)
