"""Releases through the API, as the public may see them."""

from __future__ import annotations

import datetime

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from colleges.enrollment.models import Release
from colleges.enrollment.releases.actions import copy_figures, put_seal
from colleges.models import College

pytestmark = pytest.mark.django_db
RELEASES = "/api/v1/enrollment/releases"


@pytest.fixture(scope="module", autouse=True)
def _sample(sample_db):
    """The sample has two versions of 2023."""


def told(client, address: str, status: int = 200, **parameters):
    response = client.get(address, {"lang": "en", **parameters})
    assert response.status_code == status, response.content.decode()
    return response.json()


def test_releases_come_with_their_files_and_digests(client):
    releases = told(client, RELEASES)["data"]
    assert [(one["year"], one["version"]) for one in releases[:3]] == [
        (2024, 1),
        (2023, 2),
        (2023, 1),
    ]
    release = told(client, f"{RELEASES}/2023/2")["data"]
    kept = Release.objects.get(year=2023, version=2)
    csv = next(one for one in release["files"] if one["href"].endswith(".csv"))
    assert csv["sha256"] == kept.sha256
    assert release["rows"] == kept.row_count
    for file in release["files"]:
        assert client.get(file["href"]).status_code == 200
    assert {one["measure_code"]: one["value"] for one in release["totals"]}["enrolled"] > 40_000


def test_a_release_tells_how_small_groups_are_protected_and_what_that_costs(client):
    answer = told(client, f"{RELEASES}/2024/1")
    protection = answer["data"]["protection"]
    assert {one["persons"] for one in protection["thresholds"]} == {5}
    assert protection["isAttacked"]
    assert protection["former"] == []
    kept = Release.objects.get(year=2024)
    assert protection["collectedSha256"] == kept.collected_sha256
    losses = {(one["measure_code"], *one["by"]): one for one in protection["losses"]}
    assert losses["enrolled", "college"]["notToldApart"] == 0
    assert 0 < losses["enrolled", "sex"]["notToldApart"] < 0.1
    assert losses["enrolled", "sex"]["exactNumberGone"] == 1
    assert answer["links"]["methodology"].endswith("/enrollment/methodology/")


def test_a_changed_figure_says_which_table_and_what_is_not_told_apart(client):
    cells = told(client, f"{RELEASES}/2023/2/changes", limit=1_000)["data"]
    leaves = [one for one in cells if one["table"] == "leaf"]
    assert any(one["sex_code"] == "undivided" and one["group"] for one in leaves)
    by_sex = [one for one in cells if one["table"] == "sex"]
    assert {(one["college_code"], one["level_code"]) for one in by_sex} == {("all", "all")}
    assert {one["sex_code"] for one in by_sex} == {"female", "male"}


def test_changed_cells_are_told_page_by_page(client):
    address, cells = f"{RELEASES}/2023/2/changes?limit=10&lang=en", []
    while address:
        answer = client.get(address).json()
        cells += answer["data"]
        address = answer["links"]["next"]
    whole = told(client, f"{RELEASES}/2023/2/changes", limit=1_000)
    assert cells == whole["data"]
    assert len(cells) > 10
    for cell in cells:
        assert cell["old"] != cell["new"]
        assert cell["reasons"][0]["version"] == 2
    versions = {one["version"] for one in whole["provenance"]["releases"]}
    assert versions == {1, 2}


@pytest.mark.parametrize("version", ["2", "3", "x", "-1", "99999999999999999999", "\x00"])
def test_another_version_to_compare_with_is_refused(client, version):
    problem = told(client, f"{RELEASES}/2023/2/changes", 400, **{"from": version})
    assert problem["problems"][0]["allowed"] == ["1"]


def test_the_first_version_of_a_year_has_nothing_to_compare_with(client):
    assert "first version" in told(client, f"{RELEASES}/2024/1/changes", 404)["detail"]


@pytest.mark.parametrize("place", ["1999/1", "2024/99999999999999999999", "2024/0"])
def test_an_unknown_release_is_not_found(client, place):
    for rest in ("", "/ledger", "/changes"):
        told(client, f"{RELEASES}/{place}{rest}", 404)


def test_an_embargoed_release_does_not_exist_yet(client):
    current = Release.objects.current().get(year=2024)
    later = Release.objects.create(
        year=2024,
        version=2,
        status="final",
        provenance="sample",
        published_at=timezone.now() + datetime.timedelta(days=1),
    )
    copy_figures(current, later)
    put_seal(later)
    told(client, f"{RELEASES}/2024/2", 404)
    assert [one["version"] for one in told(client, RELEASES)["data"] if one["year"] == 2024] == [1]
    rows = told(client, "/api/v1/datasets/enrollment/rows", year=2024, limit=1_000)
    assert {row["release_version"] for row in rows["data"]} == {1}
    assert [one["version"] for one in rows["provenance"]["releases"]] == [1]


def test_a_withdrawn_release_is_its_explanation(client):
    Release.objects.filter(year=2023, version=2).update(
        status="withdrawn", withdrawn_at=timezone.now(), withdrawal_zh="有误"
    )
    for rest in ("", "/ledger", "/changes"):
        assert told(client, f"{RELEASES}/2023/2{rest}", 410)["detail"] == "有误"
    found = next(one for one in told(client, RELEASES)["data"] if "explanation" in one)
    assert set(found) == {"year", "version", "status", "page", "withdrawnAt", "explanation"}


@pytest.mark.parametrize("of_whom", ["2024/1/ledger", "2023/2/changes?limit=1000"])
def test_what_is_not_public_of_a_college_is_in_no_ledger_and_no_change(client, of_whom):
    def colleges() -> set[str]:
        data = told(client, f"{RELEASES}/{of_whom}")["data"]
        return {one["college_code"] for one in data} - {None, "all", "undivided"}

    code = sorted(colleges())[0]
    College.objects.filter(code=code).update(publication="withdrawn", withdrawal_zh="有误")
    assert code not in colleges()
    page = client.get("/enrollment/releases/2023/2/changes/").content.decode()
    assert f"/colleges/{code}/" not in page


@pytest.mark.parametrize("rest", ["?", "/2023/2?", "/2023/2/ledger?", "/2023/2/changes?limit=50&"])
def test_releases_cost_a_constant_number_of_queries(client, rest):
    address = f"{RELEASES}{rest}lang=en"
    client.get(address)
    with CaptureQueriesContext(connection) as few:
        client.get(address)
    with CaptureQueriesContext(connection) as many:
        client.get(address.replace("limit=50", "limit=1000"))
    assert len(few) == len(many) <= 12
