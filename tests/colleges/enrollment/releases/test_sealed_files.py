"""The files of a release are written once, describe themselves, and come back the same or not."""

from __future__ import annotations

import csv
import gzip
import hashlib
import io
import json
import zipfile
from dataclasses import replace
from email.utils import parsedate_to_datetime

import frictionless
import pyarrow.parquet
import pytest
from django.core.management import CommandError, call_command
from django.db import DatabaseError, transaction
from django.db.models import F
from django.utils import translation

from colleges.enrollment.models import Observation, PublishedFigure, Release, SealedFile
from colleges.enrollment.releases import actions, canonical, sealed_files
from colleges.enrollment.releases import package as packaging
from colleges.enrollment.releases.sealed_files import (
    CONTENT_TYPES,
    CSV,
    GROUPS,
    PARQUET,
    SUMS,
    ZIP,
)
from colleges.models import College

SUFFIXES = list(CONTENT_TYPES)
each_file = pytest.mark.parametrize("suffix", SUFFIXES)


def content(release: Release, suffix: str) -> bytes:
    return sealed_files.find(release, suffix).path.read_bytes()


@pytest.fixture
def package(sealed):
    with zipfile.ZipFile(sealed_files.find(sealed, ZIP).path) as archive:
        yield archive


@each_file
def test_a_file_has_the_digest_that_was_noted(sealed, suffix):
    file = sealed_files.find(sealed, suffix)
    assert hashlib.sha256(content(sealed, suffix)).hexdigest() == file.sha256
    assert file.size == file.path.stat().st_size
    assert file.sha256[:12] in file.name


def test_the_canonical_file_is_what_the_release_is_known_by(sealed):
    kept = content(sealed, CSV)
    assert hashlib.sha256(kept).hexdigest() == sealed.sha256
    assert kept.count(b"\n") == sealed.row_count + 1 == 3


def rows_of(release: Release, suffix: str) -> list[dict[str, str]]:
    return list(csv.DictReader(io.StringIO(content(release, suffix).decode())))


def test_outcomes_are_sums_beside_the_graduates_of_the_same_people(sealed):
    told = [
        (row["table_code"], row["measure_code"], row["value"], row["graduates"], row["symbol"])
        for row in rows_of(sealed, SUMS)
    ]
    assert told == [
        ("college", "employed", "30", "40", ""),
        ("entry-route-sex", "employed", "30", "40", ""),
        ("leaf", "further-study", "", "", "x"),
        ("level-sex", "employed", "30", "40", ""),
        ("sex", "graduates", "40", "", ""),
        ("specialty", "employed", "30", "40", ""),
    ]
    by_level = rows_of(sealed, SUMS)[3]
    assert (by_level["college_code"], by_level["level_code"]) == ("all", "senior")


@pytest.fixture
def with_few(release, observe, editor, reviewer) -> Release:
    """The same release with two men beside the women, sealed."""
    observe(release, "enrolled", 2, sex="male")
    actions.submit(release, by=editor)
    actions.seal(release, by=reviewer)
    release.refresh_from_db()
    return release


def test_a_group_names_its_members_in_a_file_of_its_own(with_few):
    (enrolled,) = (row for row in rows_of(with_few, CSV) if row["measure_code"] == "enrolled")
    assert (enrolled["sex_code"], enrolled["value"]) == ("undivided", "122")
    members = [row for row in rows_of(with_few, GROUPS) if row["group"] == enrolled["group"]]
    assert [one["sex_code"] for one in members] == ["female", "male"]
    assert {(one["table_code"], one["measure_code"]) for one in members} == {("leaf", "enrolled")}


def test_the_compressed_file_and_parquet_hold_the_canonical_figures(sealed):
    assert gzip.decompress(content(sealed, "csv.gz")) == content(sealed, CSV)
    table = pyarrow.parquet.read_table(sealed_files.find(sealed, PARQUET).path)
    rows = csv.reader(io.StringIO(content(sealed, CSV).decode()))
    assert next(rows) == table.column_names
    told = [
        ["" if cell is None else str(cell) for cell in row.values()] for row in table.to_pylist()
    ]
    assert told == list(rows)
    assert str(table.schema.field("value").type) == "int32"
    assert table.column("symbol").null_count == 2
    assert table.schema.field("value").metadata[b"label_en"] == b"Value"


def test_a_sealed_file_has_the_names_types_and_nulls_of_the_data_set(client, sealed):
    live = {
        suffix: client.get(f"/data/enrollment.{suffix}?year=2031{bom}").getvalue()
        for suffix, bom in (("csv", "&bom=0"), ("parquet", ""))
    }
    kept = list(csv.DictReader(io.StringIO(content(sealed, CSV).decode())))
    names = list(kept[0])
    rows = list(csv.DictReader(io.StringIO(live["csv"].decode())))
    assert sorted([row[one] for one in names] for row in rows) == sorted(
        list(row.values()) for row in kept
    )
    today = pyarrow.parquet.read_table(io.BytesIO(live["parquet"]))
    then = pyarrow.parquet.read_table(sealed_files.find(sealed, PARQUET).path)
    assert [(one.name, one.type) for one in then.schema] == [
        (one.name, one.type) for one in today.schema if one.name in names
    ]
    order = [(name, "ascending") for name in names if name != "symbol"]
    assert then.sort_by(order).to_pylist() == today.select(names).sort_by(order).to_pylist()


def test_a_package_needs_no_sizes_of_64_bits(sealed):
    assert b"\x01\x00\x14\x00" not in content(sealed, ZIP)[:200]
    with zipfile.ZipFile(io.BytesIO(content(sealed, ZIP))) as archive:
        assert all(one.extract_version < 45 and not one.extra for one in archive.infolist())


@each_file
def test_a_file_that_is_missing_is_made_anew_byte_for_byte(sealed, suffix):
    before = content(sealed, suffix)
    for one in SUFFIXES:
        sealed_files.find(sealed, one).path.unlink()
    with translation.override("en"):
        assert content(sealed, suffix) == before


@each_file
def test_a_file_that_would_come_out_otherwise_is_refused_with_a_sentence(
    client, sealed, monkeypatch, suffix, caplog
):
    spoiled = lambda release: iter([("2031", "spoiled")])  # noqa: E731
    for name in ("LEAVES", "SUMS", "GROUPS"):
        monkeypatch.setattr(canonical, name, replace(getattr(canonical, name), rows=spoiled))
    for one in SUFFIXES:
        sealed_files.find(sealed, one).path.unlink()
    response = client.get(f"/en/enrollment/releases/2031/1.{suffix}")
    assert response.status_code == 503
    assert sealed.sha256 in response.content.decode()
    assert "backup" in response.content.decode()
    assert "missing on this server" in caplog.text
    assert not sealed_files.find_if_there(sealed, suffix)


def test_what_was_said_of_a_release_later_does_not_change_its_package(sealed):
    path = sealed_files.find(sealed, ZIP).path
    path.unlink()
    College.objects.filter(publication="published").update(name_zh="改了名")
    with pytest.raises(sealed_files.CannotBeMadeAgain):
        sealed_files.find(sealed, ZIP)
    assert not path.exists()


def test_the_database_refuses_to_change_the_digests_of_sealed_files(sealed):
    one = SealedFile.objects.filter(release=sealed)
    for act in (
        lambda: one.update(sha256="0" * 64),
        lambda: one._raw_delete("default"),
        lambda: SealedFile.objects.create(release=sealed, suffix="x", name="x", size=1),
    ):
        with pytest.raises(DatabaseError, match="sealed release does"), transaction.atomic():
            act()


def test_a_package_lists_the_digest_of_each_member(package):
    noted = dict(
        reversed(line.split("  ")) for line in package.read("SHA256SUMS").decode().splitlines()
    )
    assert [*noted, "SHA256SUMS"] == package.namelist()
    for name, sha256 in noted.items():
        assert hashlib.sha256(package.read(name)).hexdigest() == sha256


def test_the_bytes_of_a_package_do_not_depend_on_the_moment_or_the_language(
    sealed, package, time_machine
):
    time_machine.move_to("2040-05-06")
    made = io.BytesIO()
    with translation.override("en"):
        packaging.write(sealed, sealed_files.find(sealed, CSV), made)
    assert made.getvalue() == content(sealed, ZIP)
    assert all(one.date_time[0] == sealed.sealed_at.year for one in package.infolist())


def test_a_package_is_valid_and_explains_every_column_and_code(sealed, package, tmp_path):
    package.extractall(tmp_path)
    report = frictionless.validate(str(tmp_path / "datapackage.json"))
    assert report.valid, report.flatten(["rowNumber", "fieldName", "message"])
    dictionary = package.read("dictionary.csv").decode("utf-8-sig")
    codes = {
        (row["column"], row["code"])
        for row in csv.DictReader(io.StringIO(package.read("codes.csv").decode("utf-8-sig")))
    }
    for table in (canonical.LEAVES, canonical.SUMS, canonical.GROUPS):
        for column in table.columns:
            assert f"\n{column.name}," in dictionary
    for suffix in (CSV, SUMS, GROUPS):
        name = f"enrollment-2031-v1.{suffix}"
        for row in csv.DictReader(io.StringIO(package.read(name).decode())):
            told = {(name, code) for name, code in row.items() if name.endswith("_code")}
            assert told <= codes


def test_a_package_holds_the_very_files_that_are_offered(sealed, package):
    for suffix in (CSV, SUMS, GROUPS):
        assert package.read(f"enrollment-2031-v1.{suffix}") == content(sealed, suffix)


def test_the_notes_say_in_both_languages_what_a_reader_must_know(sealed, package):
    chinese, english = (package.read(f"README-{one}.md").decode() for one in ("zh", "en"))
    for notes in (chinese, english):
        assert sealed.sha256 in notes
        assert "enrollment-2031-v1.outcomes.csv" in notes
        assert "enrollment-2031-v1.groups.csv" in notes
        assert "`undivided`" in notes
        assert "/enrollment/methodology/" in notes
        assert "/enrollment/releases/2031/1/" in notes
    assert "Graduates: told by itself from 5 persons on" in english
    assert "毕业生数：满 5 人方单独公布" in chinese
    assert "has not chosen a license" in english
    assert "尚未" in chinese
    assert "Sample data" not in english
    package_json = json.loads(package.read("datapackage.json"))
    assert "licenses" not in package_json
    assert package_json["resources"][0]["hash"] == f"sha256:{sealed.sha256}"


def test_a_chosen_license_stands_in_the_package(release, editor, reviewer, settings):
    settings.SITE = {**settings.SITE, "data_license": "CC-BY-4.0"}
    actions.submit(release, by=editor)
    actions.seal(release, by=reviewer)
    release.refresh_from_db()
    with zipfile.ZipFile(sealed_files.find(release, ZIP).path) as archive:
        told = json.loads(archive.read("datapackage.json"))["licenses"]
        notes = archive.read("README-en.md").decode()
    assert told == [{"name": "CC-BY-4.0", "title": "CC-BY-4.0"}]
    assert "CC-BY-4.0" in notes


def test_the_command_looks_at_every_file_and_brings_back_what_is_missing(sealed, capsys):
    sealed_files.find(sealed, PARQUET).path.unlink()
    call_command("verify_releases")
    assert "2031 v1: parquet was missing and is made anew" in capsys.readouterr().out
    assert sealed_files.find_if_there(sealed, PARQUET)


def test_the_command_fails_where_a_file_is_not_what_was_sealed(sealed, capsys):
    path = sealed_files.find(sealed, CSV).path
    whole = path.read_bytes()
    path.write_bytes(whole[:-1])
    try:
        with pytest.raises(CommandError, match="1 fault"):
            call_command("verify_releases")
    finally:
        path.write_bytes(whole)
    assert "2031 v1: csv" in capsys.readouterr().out


def test_the_command_finds_what_was_collected_changed(sealed, unguarded, capsys):
    Observation.objects.filter(release=sealed, measure__code="enrolled").update(value=121)
    with pytest.raises(CommandError, match="1 fault"):
        call_command("verify_releases")
    assert f"instead of {sealed.collected_sha256}" in capsys.readouterr().out


@pytest.mark.parametrize(
    ("measure", "suffixes"),
    [("enrolled", (CSV, PARQUET)), ("employed", (SUMS,))],
)
def test_the_command_finds_files_that_are_not_what_is_published(
    sealed, unguarded, capsys, measure, suffixes
):
    figures = PublishedFigure.objects.filter(release=sealed, measure__code=measure)
    figures.update(value=F("value") + 1)
    with pytest.raises(CommandError, match=f"{len(suffixes)} fault"):
        call_command("verify_releases")
    told = capsys.readouterr().out
    for suffix in suffixes:
        assert f"2031 v1: {suffix}: " in told
    assert told.count("does not hold what is published") == len(suffixes)


def test_what_was_sealed_with_the_first_names_of_columns_is_still_proved(sealed, unguarded):
    place = ["college", "specialty", "level", "entry_route", "sex"]
    names = ["year", "version", *place, "measure", "value", "symbol"]
    first = canonical.digest_of_collected(sealed, names)
    Release.objects.filter(pk=sealed.pk).update(collected_sha256=first)
    call_command("verify_releases")


def test_what_waits_to_be_put_out_has_no_files_to_look_at(sealed, unguarded, capsys):
    SealedFile.objects.filter(release=sealed).delete()
    nothing = {"protected_at": None, "sha256": "", "row_count": None, "file": ""}
    Release.objects.filter(pk=sealed.pk).update(**nothing)
    call_command("verify_releases")
    assert "2031 v1 waits to be put out" in capsys.readouterr().out


def test_a_file_is_of_the_moment_at_which_it_was_put_out(client, sealed):
    answer = client.get("/enrollment/releases/2031/1.outcomes.csv")
    assert parsedate_to_datetime(answer["Last-Modified"]) == sealed.protected_at.replace(
        microsecond=0
    )


@each_file
def test_every_file_is_served_by_its_name_and_type_with_its_digest(client, sealed, suffix):
    address = f"/enrollment/releases/2031/1.{suffix}"
    answer = client.get(address)
    assert answer.getvalue() == content(sealed, suffix)
    assert answer["Content-Type"] == CONTENT_TYPES[suffix]
    assert f'filename="enrollment-2031-v1.{suffix}"' in answer["Content-Disposition"]
    told = client.get(f"{address}.sha256").content.decode()
    digest = hashlib.sha256(content(sealed, suffix)).hexdigest()
    assert told == f"{digest}  enrollment-2031-v1.{suffix}\n"
