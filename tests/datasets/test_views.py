"""The data door: catalog, dictionary and files of every data set."""

from __future__ import annotations

import csv
import io

import pytest
from django.core.management import CommandError, call_command
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils import translation

from colleges.models import College
from conferences.models import Conference
from qingdao_techedu.datasets.query import Query
from qingdao_techedu.datasets.registry import registered

pytestmark = pytest.mark.django_db
CODES = list(registered())
KNOWN = "2024-technical-education-work-conference"
each_dataset = pytest.mark.parametrize("code", CODES)


def rows_of(client, address: str) -> list[dict[str, str]]:
    text = client.get(address).getvalue().decode("utf-8-sig")
    return list(csv.DictReader(io.StringIO(text, newline="")))


def test_every_data_set_is_tested_here():
    assert {"figures", "colleges", "enrollment"} <= set(CODES)


@each_dataset
def test_the_file_has_the_documented_columns(client, code):
    response = client.get(f"/data/{code}.csv")
    header = response.getvalue().decode("utf-8-sig").splitlines()[0]
    page = client.get(f"/data/{code}/").content.decode()
    assert response.headers["Content-Type"].startswith("text/csv; charset=utf-8")
    assert f'filename="{code}-zh.csv"' in response.headers["Content-Disposition"]
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
@pytest.mark.parametrize("suffix", ["csv", "json", "ndjson"])
def test_a_file_is_the_same_in_both_languages(client, code, suffix):
    chinese, english = (
        client.get(f"{prefix}/data/{code}.{suffix}").getvalue() for prefix in ("", "/en")
    )
    assert chinese == english
    has_rows = registered()[code].query().exists()
    assert not has_rows or chinese.count(b"\n") >= 1 + (suffix != "ndjson")


@each_dataset
def test_every_code_has_its_label_in_both_languages_beside_it(code):
    columns = {column.name: column for column in registered()[code].columns}
    coded = [one for one in columns.values() if one.codes and not one.spoken]
    named = [one for one in columns.values() if one.name.endswith("_code")]
    assert coded or named
    for column in [*coded, *named]:
        if column.name == "national_code":
            continue  # the code of a directory that has its names elsewhere
        stem = column.name.removesuffix("_code")
        start = list(columns).index(column.name)
        assert list(columns)[start : start + 3] == [column.name, f"{stem}_zh", f"{stem}_en"]
        assert {columns[f"{stem}_zh"].codes, columns[f"{stem}_en"].codes} == {column.codes}
    for name in columns:
        if name.endswith(("_zh", "_en")):
            assert {f"{name[:-3]}_zh", f"{name[:-3]}_en"} <= set(columns)


@each_dataset
def test_headings_are_unique_whatever_the_case_in_names_and_in_words(code):
    for language in ("zh-hans", "en"):
        with translation.override(language):
            for layout in ("long", "wide"):
                columns = Query(code, layout=layout, language=language).columns
                for headings in (
                    [column.name for column in columns],
                    [str(column.label) for column in columns],
                ):
                    assert len({one.casefold() for one in headings}) == len(headings)


def test_labels_are_those_of_their_language(client):
    rows = rows_of(client, "/data/colleges.csv?q=pingdu")
    assert [(row["kind_code"], row["kind_zh"], row["kind_en"]) for row in rows] == [
        ("technician-college", "技师学院", "Technician college")
    ]


def test_a_date_stands_beside_what_is_known_of_it_where_it_is_whole(client):
    Conference.objects.filter(slug=KNOWN).update(held_on="2024-04")
    known, others = [], []
    for row in rows_of(client, "/en/data/conferences.csv"):
        (known if row["code"] == KNOWN else others).append(row)
    assert [(row["held_on"], row["held_on_date"]) for row in known] == [("2024-04", "")]
    Conference.objects.filter(slug=KNOWN).update(held_on="2024-04-24")
    for row in rows_of(client, "/en/data/conferences.csv"):
        assert row["code"] != KNOWN or row["held_on_date"] == "2024-04-24"


def test_the_byte_order_mark_is_there_unless_it_is_declined(client):
    assert client.get("/data/colleges.csv").getvalue().startswith(b"\xef\xbb\xbfcode,")
    assert client.get("/data/colleges.csv?bom=0").getvalue().startswith(b"code,")


@pytest.mark.parametrize(
    ("query", "words"),
    [
        ("district=999999", ["999999", "district", "370202"]),
        ("kind=university", ["university", "kind", "technician-college"]),
        ("color=red", ["color", "ownership", "bom"]),
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
