"""The catalog for machines: valid, true to the files, and the same as the pages."""

from __future__ import annotations

import csv
import hashlib
import io
import json
import re
from collections.abc import Iterator
from typing import Any

import frictionless
import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from colleges.enrollment.models import Release
from qingdao_techedu.datasets.registry import registered

pytestmark = pytest.mark.django_db
HOST = "http://testserver"
CODES = list(registered())
each_dataset = pytest.mark.parametrize("code", CODES)
each_language = pytest.mark.parametrize("prefix", ["", "/en"])


def document(client, address: str) -> dict[str, Any]:
    response = client.get(address)
    assert response.status_code == 200, address
    return json.loads(response.content)


def content_of(client, address: str) -> bytes:
    response = client.get(address.removeprefix(HOST))
    assert response.status_code == 200, address
    return response.getvalue()


def header_of(client, address: str) -> list[str]:
    return next(csv.reader(io.StringIO(content_of(client, address).decode())))


def addresses_in(told: Any) -> Iterator[str]:
    """Every address of this portal that a document names."""
    if isinstance(told, dict):
        for value in told.values():
            yield from addresses_in(value)
    elif isinstance(told, list):
        for value in told:
            yield from addresses_in(value)
    elif isinstance(told, str) and told.startswith(f"{HOST}/"):
        yield told


def schema_org(client, address: str) -> dict[str, Any]:
    page = client.get(address).content.decode()
    (block,) = re.findall(r'<script type="application/ld\+json">(.*?)</script>', page, re.DOTALL)
    return json.loads(block)


@each_language
@each_dataset
def test_the_csv_that_is_served_is_valid_by_its_data_package(client, tmp_path, code, prefix):
    package = document(client, f"{prefix}/data/{code}/datapackage.json")
    (resource,) = package["resources"]
    assert resource["path"] == f"{HOST}{prefix}/data/{code}.csv?bom=0"
    served = content_of(client, resource["path"])
    (tmp_path / "served.csv").write_bytes(served)
    local = {**resource, "path": "served.csv", "scheme": "file"}
    (tmp_path / "datapackage.json").write_text(json.dumps({**package, "resources": [local]}))
    report = frictionless.validate(str(tmp_path / "datapackage.json"))
    assert report.valid, report.flatten(["rowNumber", "fieldName", "message"])[:5]
    assert report.tasks[0].stats["rows"] == len(list(csv.reader(io.StringIO(served.decode())))) - 1


@each_dataset
def test_a_file_that_is_not_as_described_is_found(client, tmp_path, code):
    (resource,) = document(client, f"/data/{code}/datapackage.json")["resources"]
    served = content_of(client, resource["path"]).decode()
    (tmp_path / "spoiled.csv").write_text(f"other_{served}", "utf-8")
    local = {**resource, "path": "spoiled.csv", "scheme": "file"}
    (tmp_path / "datapackage.json").write_text(json.dumps({"name": "x", "resources": [local]}))
    assert not frictionless.validate(str(tmp_path / "datapackage.json")).valid


@each_dataset
def test_csv_on_the_web_names_the_columns_of_the_file_in_their_order(client, code):
    told = document(client, f"/data/{code}/csv-metadata.json")
    names = [column["name"] for column in told["tableSchema"]["columns"]]
    assert names == header_of(client, told["url"])
    for column in told["tableSchema"]["columns"]:
        assert column["titles"] == column["name"]
        assert {one["@language"] for one in column["dc:title"]} == {"zh-Hans", "en"}


@each_language
def test_a_csv_leads_to_what_describes_it(client, prefix):
    response = client.get(f"{prefix}/data/colleges.csv?bom=0")
    described = f"{HOST}{prefix}/data/colleges/csv-metadata.json?bom=0"
    assert response.headers["Link"] == (
        f'<{described}>; rel="describedby"; type="application/csvm+json"'
    )


@each_language
@each_dataset
def test_a_page_describes_itself_to_search_engines(client, code, prefix):
    told = schema_org(client, f"{prefix}/data/{code}/")
    assert told["@type"] == "Dataset"
    assert told["url"] == f"{HOST}{prefix}/data/{code}/"
    assert len(told["distribution"]) >= 5
    columns = [one["name"] for one in told["variableMeasured"]]
    assert columns == registered()[code].header
    assert "license" not in told


def test_the_catalogue_holds_every_data_set_in_both_languages(client):
    told = document(client, "/data/catalog.jsonld")
    assert [one["dct:identifier"] for one in told["dcat:dataset"]] == CODES
    for one in told["dcat:dataset"]:
        chinese, english = one["dct:title"]
        assert (chinese["@language"], english["@language"]) == ("zh-Hans", "en")
        assert chinese["@value"] != english["@value"]
        assert "dct:license" not in one
        assert "chosen a license" in one["dct:rights"]["dct:description"][1]["@value"]


def test_every_address_that_the_documents_name_is_there(client):
    documents = [document(client, "/data/catalog.jsonld")]
    for code in CODES:
        documents.append(document(client, f"/en/data/{code}/datapackage.json"))
        documents.append(document(client, f"/data/{code}/csv-metadata.json"))
        documents.append(schema_org(client, f"/data/{code}/"))
    found = {address for one in documents for address in addresses_in(one)}
    assert len(found) > 60
    for address in sorted(found):
        response = client.head(address.removeprefix(HOST))
        assert response.status_code == 200, address


def test_a_version_is_named_with_size_and_digest_of_its_files(client):
    told = document(client, "/data/catalog.jsonld")["dcat:dataset"]
    (enrollment,) = [one for one in told if one["dct:identifier"] == "enrollment"]
    versions = enrollment["dcat:hasVersion"]
    assert len(versions) == Release.objects.published().count()
    for file in versions[0]["dcat:distribution"]:
        content = content_of(client, file["dcat:downloadURL"]["@id"])
        digest = file["spdx:checksum"]["spdx:checksumValue"]["@value"]
        assert hashlib.sha256(content).hexdigest() == digest
        assert file["dcat:byteSize"]["@value"] == str(len(content))
    assert enrollment["dct:temporal"]["dcat:startDate"]["@value"] == "2018"


def test_what_is_sample_says_so_in_every_document(client):
    package = document(client, "/en/data/enrollment/datapackage.json")
    assert "sample data" in package["description"]
    assert package["keywords"] == ["Sample data"]
    assert "示例数据" in schema_org(client, "/data/enrollment/")["description"]
    csvw = document(client, "/data/enrollment/csv-metadata.json")
    assert "sample data" in csvw["dc:provenance"][1]["@value"]
    for one in document(client, "/data/catalog.jsonld")["dcat:dataset"]:
        name = one["dct:identifier"]
        holds = name.startswith("enrollment") or name in {"colleges", "chains", "awards"}
        assert ("dct:provenance" in one) is holds
        assert all("dct:provenance" in version for version in one.get("dcat:hasVersion", []))
    assert "keywords" not in document(client, "/data/figures/datapackage.json")


def test_a_chosen_license_stands_in_every_document(client, settings):
    url = "https://creativecommons.org/licenses/by/4.0/"
    settings.SITE = {**settings.SITE, "data_license": "CC-BY-4.0", "data_license_url": url}
    (license,) = document(client, "/data/colleges/datapackage.json")["licenses"]
    assert (license["name"], license["path"]) == ("CC-BY-4.0", url)
    assert schema_org(client, "/data/colleges/")["license"] == url
    assert document(client, "/data/colleges/csv-metadata.json")["dc:license"] == {"@id": url}
    for one in document(client, "/data/catalog.jsonld")["dcat:dataset"]:
        assert one["dct:license"] == {"@id": url, "@type": "dct:LicenseDocument"}
    assert url in client.get("/data/colleges/").content.decode()


def test_a_withdrawn_release_leaves_the_catalogue(client):
    Release.objects.filter(year=2024).update(
        status="withdrawn", withdrawn_at="2025-04-01T00:00+08:00", withdrawal_zh="有误"
    )
    for address in ("/data/catalog.jsonld", "/data/enrollment/datapackage.json"):
        text = client.get(address).content.decode()
        assert "/releases/2024/1" not in text
    assert "/releases/2024/1" not in client.get("/data/enrollment/").content.decode()


def test_text_in_a_page_cannot_end_its_block_of_data(client, monkeypatch):
    dataset = registered()["colleges"]
    monkeypatch.setitem(dataset.__dict__, "label", "</script><script>alert(1)</script>")
    page = client.get("/data/colleges/").content.decode()
    assert "<script>alert" not in page
    assert schema_org(client, "/data/colleges/")["name"].startswith("</script>")


@pytest.mark.parametrize("name", ["datapackage.json", "csv-metadata.json"])
def test_there_is_no_document_of_what_is_no_data_set(client, name):
    assert client.get(f"/data/none/{name}").status_code == 404


def test_the_documents_take_as_many_queries_with_more_releases(client, correct):
    documents = ["/data/catalog.jsonld"]
    documents += [f"/data/enrollment/{one}" for one in ("datapackage.json", "csv-metadata.json")]

    def queries() -> list[int]:
        counts = []
        for address in documents:
            client.get(address)
            with CaptureQueriesContext(connection) as found:
                client.get(address)
            counts.append(len(found))
        return counts

    before = queries()
    correct(2024, lambda figures: None)
    assert queries() == before
    assert max(before) <= 24  # three data sets of enrollment, each with its versions and years
