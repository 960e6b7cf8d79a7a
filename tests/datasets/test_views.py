"""The data door: catalogue, dictionary and files of every data set."""

from __future__ import annotations

import csv
import io

import pytest
from django.core.management import CommandError, call_command
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils import translation

from colleges.models import College
from qingdao_techedu.datasets.registry import registered

pytestmark = pytest.mark.django_db
CODES = ["figures", "colleges", "specialties", "chains", "enrollment", "conferences", "awards"]
each_dataset = pytest.mark.parametrize("code", CODES)


def rows_of(client, address: str) -> list[dict[str, str]]:
    text = client.get(address).getvalue().decode("utf-8-sig")
    return list(csv.DictReader(io.StringIO(text, newline="")))


def test_every_data_set_is_tested_here():
    assert set(registered()) == set(CODES)


@each_dataset
def test_the_file_has_the_documented_columns(client, code):
    response = client.get(f"/data/{code}.csv")
    header = response.getvalue().decode("utf-8-sig").splitlines()[0]
    page = client.get(f"/data/{code}/").content.decode()
    assert response.headers["Content-Type"].startswith("text/csv; charset=utf-8")
    assert f'filename="{code}.csv"' in response.headers["Content-Disposition"]
    for column in header.split(","):
        assert f"<code>{column}</code>" in page


@each_dataset
def test_every_column_is_explained_in_both_languages(code):
    for column in registered()[code].columns:
        words = {}
        for language in ("zh-hans", "en"):
            with translation.override(language):
                words[language] = (str(column.label), str(column.description))
        assert all(words["en"])
        for chinese, english in zip(words["zh-hans"], words["en"], strict=True):
            assert chinese != english


@each_dataset
def test_both_languages_give_the_same_codes(client, code):
    spoken = {column.name for column in registered()[code].columns if column.spoken}
    chinese, english = (
        [
            {name: cell for name, cell in row.items() if name not in spoken}
            for row in rows_of(client, f"{prefix}/data/{code}.csv")
        ]
        for prefix in ("", "/en")
    )
    assert chinese == english
    assert chinese or code in {"enrollment", "awards"}  # the sample alone has such rows


def test_the_byte_order_mark_is_there_unless_it_is_declined(client):
    assert client.get("/data/colleges.csv").getvalue().startswith(b"\xef\xbb\xbfcode,")
    assert client.get("/data/colleges.csv?bom=0").getvalue().startswith(b"code,")


@pytest.mark.parametrize(
    ("query", "words"),
    [
        ("district=999999", ["999999", "district", "370202"]),
        ("kind=university", ["university", "kind", "technician-college"]),
        ("colour=red", ["colour", "ownership", "bom"]),
        ("page=2", ["page"]),
        ("bom=yes", ["yes", "bom", "0, 1"]),
    ],
)
def test_what_is_not_understood_is_refused_with_what_is_allowed(client, query, words):
    response = client.get(f"/en/data/colleges.csv?{query}")
    assert response.status_code == 400
    assert response.headers["Content-Type"].startswith("text/plain")
    for word in words:
        assert word in response.content.decode()


def test_a_hostile_value_is_only_ever_text(client):
    response = client.get("/data/colleges.csv", {"district": "<script>' OR 1=1 --"})
    assert response.status_code == 400
    page = client.get("/data/colleges/", {"district": "<script>alert(1)</script>"})
    assert "<script>alert(1)" not in page.content.decode()


@pytest.mark.parametrize("text", ["平度", "pingdu", "PINGDU"])
def test_a_file_is_narrowed_as_its_page_is(client, text):
    assert {row["code"] for row in rows_of(client, f"/data/colleges.csv?q={text}")} == {"qd-002"}


def test_drafts_and_withdrawn_colleges_are_in_no_file(client):
    College.objects.filter(code="qd-001").update(publication="draft")
    College.objects.filter(code="qd-002").update(publication="withdrawn", withdrawal_zh="有误")
    codes = {row["code"] for row in rows_of(client, "/data/colleges.csv")}
    assert not codes & {"qd-001", "qd-002"}


def test_a_file_takes_as_many_queries_with_more_rows(client):
    def queries() -> int:
        with CaptureQueriesContext(connection) as found:
            client.get("/data/colleges.csv").getvalue()
        return len(found)

    queries()  # what changes by itself is asked once an edition
    before = queries()
    College.objects.bulk_create(
        College(code=f"more-{number}", name_zh="增设学院", publication="published")
        for number in range(30)
    )
    queries()
    assert queries() == before


def test_only_reading_is_answered(client):
    head = client.head("/data/colleges.csv")
    assert head.status_code == 200
    assert head.getvalue() == b""
    assert "attachment" in head.headers["Content-Disposition"]
    assert client.post("/data/colleges.csv").status_code == 405


def test_the_command_writes_the_same_bytes_as_the_address(client, tmp_path):
    file = tmp_path / "colleges.csv"
    call_command("export", "colleges", "-o", str(file), "--filter", "district=370283")
    assert file.read_bytes() == client.get("/data/colleges.csv?district=370283").getvalue()


def test_the_command_takes_a_value_as_it_is_typed(client, tmp_path):
    file = tmp_path / "chains.csv"
    call_command("export", "chains", "-o", str(file), "--filter", "scheme=10+1-2024")
    assert file.read_bytes() == client.get("/data/chains.csv?scheme=10%2B1-2024").getvalue()


def test_the_command_names_what_it_cannot_do_and_leaves_no_file(tmp_path):
    file = tmp_path / "colleges.csv"
    with pytest.raises(CommandError, match="none"):
        call_command("export", "none", "-o", str(file))
    with pytest.raises(CommandError, match="370202"):
        call_command("export", "colleges", "-o", str(file), "--filter", "district=1")
    with pytest.raises(CommandError, match="district=VALUE"):
        call_command("export", "colleges", "-o", str(file), "--filter", "district")
    assert not list(tmp_path.iterdir())
