"""Each CSV is described by its own metadata, which a reader of the W3C's vocabulary takes."""

from __future__ import annotations

import json
import re
import warnings

import csvw
import pytest

from qingdao_techedu.datasets.registry import registered

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("sample_db")]
HOST = "http://testserver"
QUESTIONS = [
    *(f"/data/{code}.csv?bom=0" for code in registered()),
    "/en/data/colleges.csv?bom=0",
    "/data/colleges.csv?ownership=public&bom=0",
    "/data/colleges.csv?bom=0&q=%E5%B9%B3%E5%BA%A6",
    "/data/enrollment.csv?year=2024&year=2023&measure=enrolled&bom=0",
    "/data/enrollment.csv?layout=wide&bom=0&year=2024",
    "/en/data/enrollment.csv?bom=0&layout=wide&year=2024",
]


def description_of(client, address: str) -> dict:
    link = client.get(address).headers["Link"]
    (described,) = re.findall(
        r'^<http://testserver([^>]+)>; rel="describedby"; type="application/csvm\+json"$', link
    )
    response = client.get(described)
    assert response.status_code == 200
    assert response.headers["Content-Type"] == "application/csvm+json"
    return response.json()


@pytest.mark.parametrize("address", QUESTIONS)
def test_a_reader_takes_the_description_of_the_very_file(client, tmp_path, address):
    told = description_of(client, address)
    assert told["url"] == HOST + address
    (tmp_path / "served.csv").write_bytes(client.get(address).getvalue())
    (tmp_path / "metadata.json").write_text(json.dumps({**told, "url": "served.csv"}), "utf-8")
    with warnings.catch_warnings():
        warnings.simplefilter("error")
        read = csvw.CSVW(str(tmp_path / "metadata.json"), validate=True)
        rows = list(read.tables[0])
        assert read.is_valid
    names = [column["name"] for column in told["tableSchema"]["columns"]]
    assert all(list(row) == names for row in rows)
    assert rows


def test_the_wide_file_is_described_with_its_own_columns(client):
    long, wide = (
        description_of(client, f"/data/enrollment.csv?year=2024&layout={layout}&bom=0")
        for layout in ("long", "wide")
    )
    names = [[column["name"] for column in told["tableSchema"]["columns"]] for told in (long, wide)]
    assert "measure_code" in names[0]
    assert "measure_code" not in names[1]
    assert "enrolled" in names[1]


@pytest.mark.parametrize(
    "address",
    [
        "/data/colleges.csv",
        "/data/colleges.csv?bom=1",
        "/data/enrollment.csv?year=2024&layout=wide",
        "/data/colleges.json",
        "/data/colleges.ndjson",
        "/data/colleges.xlsx",
        "/data/colleges.parquet",
    ],
)
def test_what_is_not_described_leads_to_no_description(client, address):
    """A byte order mark would be read into the first heading; other formats are no CSV."""
    assert "Link" not in client.get(address).headers


@pytest.mark.parametrize(
    ("question", "of"),
    [
        ("", "bom=0"),
        ("?year=2024", "year=2024&bom=0"),
        ("?bom=0&year=2024", "bom=0&year=2024"),
    ],
)
def test_a_description_asked_by_hand_is_of_the_file_without_the_mark(client, question, of):
    told = client.get(f"/data/enrollment/csv-metadata.json{question}").json()
    assert told["url"] == f"{HOST}/data/enrollment.csv?{of}"


@pytest.mark.parametrize("query", ["color=red", "year=20x4", "bom=2", "bom=0&bom=0", "layout=up"])
def test_there_is_no_description_of_a_file_that_is_not_to_be_had(client, query):
    for address in ("enrollment.csv", "enrollment/csv-metadata.json"):
        response = client.get(f"/data/{address}?{query}")
        assert response.status_code == 400
        assert query.partition("=")[0] in response.content.decode()


def test_a_question_cannot_break_out_of_the_header(client):
    hostile = '/data/colleges.csv?bom=0&q=a>; rel="x"\t中'
    response = client.get(hostile)
    assert response.status_code == 200
    link = response.headers["Link"]
    assert link.count(">") == 1
    assert link.isascii()
    assert link.endswith('>; rel="describedby"; type="application/csvm+json"')
