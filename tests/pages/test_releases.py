"""The releases as visitors see them, and the way from the home page to one number."""

from __future__ import annotations

import gzip
import hashlib

import pytest
from django.utils import timezone
from django.utils.http import http_date

from colleges.enrollment.models import Release
from tests.pages.reading import links, page_of, words

pytestmark = pytest.mark.django_db
PAGES = ("", "changes/")
SUFFIXES = ("csv", "outcomes.csv", "groups.csv", "csv.gz", "zip", "parquet")
FILES = tuple(f"{suffix}{sidecar}" for suffix in SUFFIXES for sidecar in ("", ".sha256"))


def test_the_list_names_every_release_and_how_far_first_figures_were_off(client):
    page = client.get("/en/enrollment/releases/")
    told = words(page.content.decode())
    for release in Release.objects.all():
        assert (str(release) in told) is release.is_sealed
    measures = {one.measure.code: one for one in page.context["revisions"]}
    assert measures["entrants"].change < 0
    assert measures["enrolled"].change == 0


@pytest.mark.parametrize("suffix", SUFFIXES)
def test_a_file_has_the_digest_that_its_page_and_sidecar_name(client, suffix):
    address = f"/enrollment/releases/2024/1.{suffix}"
    response = client.get(address)
    digest = hashlib.sha256(response.getvalue()).hexdigest()
    page = page_of(client, "/enrollment/releases/2024/1/")
    assert digest in page
    assert {address, f"{address}.sha256"} <= set(links(page))
    assert client.get(f"{address}.sha256").content.decode() == (
        f"{digest}  enrollment-2024-v1.{suffix}\n"
    )
    assert response.headers["ETag"] == f'"{digest}"'
    put_out_at = Release.objects.get(year=2024).protected_at
    assert response.headers["Last-Modified"] == http_date(put_out_at.timestamp())
    assert "Cookie" not in response.headers.get("Vary", "")
    assert not response.cookies


def test_the_page_tells_the_size_of_each_file(client):
    page = client.get("/en/enrollment/releases/2024/1/")
    for file in page.context["files"]:
        content = client.get(f"/enrollment/releases/2024/1.{file.suffix}").getvalue()
        assert file.size == len(content)


def test_whoever_takes_gzip_gets_the_stored_one_through_all_middleware(client):
    address = "/enrollment/releases/2024/1.csv"
    plain = client.get(address).getvalue()
    response = client.get(address, headers={"Accept-Encoding": "gzip"})
    assert response.headers["Content-Encoding"] == "gzip"
    assert response.headers["ETag"] != client.get(address).headers["ETag"]
    assert "W/" not in response.headers["ETag"]
    assert gzip.decompress(response.getvalue()) == plain
    part = client.get(address, headers={"Range": "bytes=10-29"})
    assert (part.status_code, part.getvalue()) == (206, plain[10:30])


def test_what_is_compressed_is_not_compressed_again(client):
    for suffix in ("csv.gz", "zip", "parquet"):
        response = client.get(
            f"/enrollment/releases/2024/1.{suffix}", headers={"Accept-Encoding": "gzip"}
        )
        assert "Content-Encoding" not in response.headers
        assert "Vary" not in response.headers


def test_staff_get_a_file_that_no_cache_keeps(as_role):
    response = as_role("auditor").get("/enrollment/releases/2024/1.csv")
    assert response.headers["Cache-Control"] == "private, no-store"


def test_every_changed_cell_is_told_with_the_version_that_changed_it(client):
    page = client.get("/en/enrollment/releases/2023/2/changes/")
    cells = page.context["cells"]
    assert cells
    for cell in cells:
        assert cell.old != cell.new
        assert [str(one) for one in cell.reasons] == ["2023 v2"]
        assert cell.measure.code in {"entrants", "graduates"}
    assert "counted twice" in page.content.decode()


def test_what_was_lost_and_what_was_added_are_changes_too(client, correct):
    def lose_and_add(figures):
        first = figures.of_measure("enrolled").first()
        figures.filter(pk=first.pk).delete()
        other = figures.of_measure("entrants").first()
        figures.filter(pk=other.pk).update(value=None, symbol="c")

    correct(2024, lose_and_add)
    cells = client.get("/enrollment/releases/2024/2/changes/?from=1").context["cells"]
    assert {(cell.measure.code, cell.new) for cell in cells} == {
        ("enrolled", None),
        ("entrants", (None, "c")),
    }


@pytest.mark.parametrize("page", PAGES)
def test_before_its_minute_a_release_has_no_address(client, page):
    Release.objects.filter(year=2024).update(published_at="2999-01-01T00:00+08:00")
    assert client.get(f"/enrollment/releases/2024/1/{page}").status_code == 404
    assert "2024 v1" not in page_of(client, "/enrollment/releases/")


@pytest.mark.parametrize("file", FILES)
def test_before_its_minute_a_release_has_no_files(client, file):
    address = f"/enrollment/releases/2024/1.{file}"
    etag = client.get(address).headers.get("ETag", "")
    Release.objects.filter(year=2024).update(published_at="2999-01-01T00:00+08:00")
    for headers in ({}, {"If-None-Match": etag}, {"Range": "bytes=0-9"}):
        response = client.get(address, headers=headers)
        assert response.status_code == 404
        assert "ETag" not in response.headers


@pytest.mark.parametrize("file", FILES)
def test_a_withdrawn_release_has_no_files_any_more(client, file):
    address = f"/enrollment/releases/2023/2.{file}"
    etag = client.get(address).headers.get("ETag", "")
    Release.objects.filter(year=2023, version=2).update(
        status="withdrawn", withdrawn_at=timezone.now(), withdrawal_zh="来源有误"
    )
    for headers in ({}, {"If-None-Match": etag}, {"Range": "bytes=0-9"}):
        response = client.get(address, headers=headers)
        assert response.status_code == 410
        assert "来源有误" in response.content.decode()


@pytest.mark.parametrize("page", PAGES)
def test_a_withdrawn_release_says_why_and_is_gone(client, page):
    Release.objects.filter(year=2023, version=2).update(
        status="withdrawn", withdrawn_at=timezone.now(), withdrawal_zh="来源有误"
    )
    response = client.get(f"/enrollment/releases/2023/2/{page}")
    assert response.status_code == 410
    assert "来源有误" in response.content.decode()


@pytest.mark.parametrize(
    "address",
    [
        "/enrollment/releases/2023/9/",
        "/enrollment/releases/1/1/",
        "/enrollment/releases/2023/1/changes/",
        "/enrollment/releases/2023/2/changes/?from=2",
        "/enrollment/releases/2023/2/changes/?from=x",
        "/enrollment/releases/99999999999999999999/1/",
    ],
)
def test_what_does_not_exist_is_not_found(client, address):
    assert client.get(address).status_code == 404


def test_three_clicks_lead_from_home_to_the_students_of_a_specialty_at_a_level(client):
    slug = "mechatronics-technology"
    for one in ("/specialties/", f"/specialties/{slug}/"):
        assert one in links(page_of(client, "/" if one == "/specialties/" else "/specialties/"))
    (third,) = {
        one for one in links(page_of(client, f"/specialties/{slug}/")) if "columns=level" in one
    }
    table = client.get(third.replace("&amp;", "&")).context["table"]
    assert [head.code for head in table.columns].count("senior") == 1
    assert table.rows[0].header.code.startswith("sample-")
    assert "year=2024" in third
