"""The audit as a command: public files in, small groups out."""

from __future__ import annotations

import csv
from io import BytesIO, StringIO
from pathlib import Path
from urllib.error import HTTPError

import pytest
from django.core.management import CommandError, call_command

from colleges.enrollment.disclosure.protection import protect
from colleges.enrollment.disclosure.publication import MemberRow, PublishedRow
from colleges.enrollment.disclosure.thresholds import ThresholdRule
from colleges.enrollment.management.commands import audit_disclosure
from colleges.enrollment.models import Release
from colleges.enrollment.releases import sealed_files
from tests.colleges.enrollment.disclosure.figures import place, year_of

WOMEN, MEN = place(sex="female"), place(sex="male")


def ran(*arguments, **options) -> str:
    told = StringIO()
    call_command("audit_disclosure", *arguments, verbosity=0, stdout=told, **options)
    return told.getvalue()


@pytest.fixture
def published(tmp_path):
    """Two files of a release whose women were joined with the men."""
    (year,) = protect([year_of({WOMEN: (3,), MEN: (20,)})], ThresholdRule())
    for name, row, rows in (
        ("figures.csv", PublishedRow, year.rows()),
        ("members.csv", MemberRow, year.members()),
    ):
        with (tmp_path / name).open("w", newline="") as file:
            writer = csv.writer(file)
            writer.writerow(row._fields)
            writer.writerows(rows)
    return tmp_path / "figures.csv", tmp_path / "members.csv"


def test_protected_files_pass(published):
    figures, members = published
    assert "could as well reach the threshold" in ran(str(figures), str(members))


def test_a_higher_threshold_fails_and_names_the_groups(published):
    figures, members = published
    with pytest.raises(CommandError, match="2 groups are narrowed"):
        ran(str(figures), str(members), threshold=30)


def test_a_threshold_of_one_measure_is_understood(published):
    figures, members = published
    with pytest.raises(CommandError, match="narrowed"):
        ran(str(figures), str(members), "--of", "entrants=30")


def test_groups_without_their_members_are_refused(published):
    with pytest.raises(CommandError, match="told together"):
        ran(str(published[0]))


def test_figures_and_groups_may_stand_in_any_order(published):
    figures, members = published
    assert "could as well" in ran(str(members), str(figures))


CANONICAL = (sealed_files.CSV, sealed_files.SUMS, sealed_files.GROUPS)


def test_the_files_of_the_sample_tell_of_no_small_group(sample):
    assert "could as well reach the threshold" in ran()


@pytest.fixture
def files(sample, tmp_path) -> list[Path]:
    """Copies of the public files of the newest year, to be spoiled."""
    release = Release.objects.published().latest("year", "version")
    copies = []
    for suffix in CANONICAL:
        copies.append(tmp_path / f"{release}.{suffix}")
        copies[-1].write_bytes(sealed_files.find(release, suffix).path.read_bytes())
    return copies


def _rows(path: Path) -> list[dict[str, str]]:
    with path.open(newline="") as file:
        return list(csv.DictReader(file))


def _write(path: Path, rows: list[dict[str, str]]) -> None:
    with path.open("w", newline="") as file:
        writer = csv.DictWriter(file, rows[0])
        writer.writeheader()
        writer.writerows(rows)


def test_a_small_group_that_a_file_of_leaves_tells_is_found(files):
    rows = _rows(files[0])
    small = next(row for row in rows if row["measure_code"] == "entrants" and not row["group"])
    small["value"] = "2"
    _write(files[0], rows)
    with pytest.raises(CommandError, match="groups are narrowed"):
        ran(*map(str, files))


def test_a_small_sum_of_outcomes_is_found(files):
    """Of colleges that are told together, nobody may learn how few of one of them study on."""
    rows = _rows(files[1])
    together = next(
        row
        for row in rows
        if (row["table_code"], row["measure_code"]) == ("college", "further-study")
        and row["group"]
        and int(row["value"]) >= 5
    )
    member = next(row for row in _rows(files[2]) if row["group"] == together["group"])
    told = {"college_code": member["college_code"], "group": "", "graduates": "", "value": "2"}
    _write(files[1], [*rows, together | told])
    with pytest.raises(CommandError, match="groups are narrowed"):
        ran(*map(str, files))


def test_graduates_beside_an_outcome_are_read_too(files):
    """All but two of those who are told together, of one member alone, leave two to the other."""
    leaves, rows, members = map(_rows, files)
    block = next(row for row in leaves if row["measure_code"] == "graduates" and row["group"])
    mine = next(
        row
        for row in members
        if (row["measure_code"], row["group"]) == ("graduates", block["group"])
    )
    leaf = {name: code for name, code in mine.items() if name.endswith("_code")}
    told = {"table_code": "by-leaf", "measure_code": "employed", "group": "", "value": ""}
    few = {"graduates": str(int(block["value"]) - 2)}
    _write(files[1], [*rows, rows[0] | leaf | told | few])
    with pytest.raises(CommandError, match="groups are narrowed"):
        ran(*map(str, files))


def test_what_is_told_together_needs_the_name_of_its_group(files):
    rows = _rows(files[0])
    together = next(row for row in rows if row["group"])
    together["group"] = ""
    _write(files[0], rows)
    with pytest.raises(CommandError, match="has no group"):
        ran(*map(str, files))


@pytest.fixture
def portal(client, monkeypatch):
    """A portal that answers as ours does."""

    def answered(request, timeout):
        answer = client.get(request.full_url.removeprefix("http://testserver"))
        content = answer.getvalue()
        if answer.status_code != 200:
            raise HTTPError(request.full_url, answer.status_code, "", {}, BytesIO(content))
        return BytesIO(content)

    monkeypatch.setattr(audit_disclosure, "urlopen", answered)


def test_a_portal_is_audited_by_its_answers(sample, portal):
    assert "could as well reach the threshold" in ran(api="http://testserver/api/v1/")


def test_a_portal_that_tells_a_small_group_is_found(sample, portal, monkeypatch):
    fetched = audit_disclosure._fetched
    monkeypatch.setattr(
        audit_disclosure,
        "_fetched",
        lambda address: fetched(address).replace(",entrants,11,,", ",entrants,3,,"),
    )
    with pytest.raises(CommandError, match="groups are narrowed"):
        ran(api="http://testserver/api/v1")


def test_an_address_without_a_portal_is_told(portal):
    with pytest.raises(CommandError, match="404"):
        ran(api="http://testserver/nowhere/")


def test_only_the_web_is_asked():
    with pytest.raises(CommandError, match="no address of a portal"):
        ran(api="file:///etc")


def test_a_file_without_figures_proves_nothing(tmp_path):
    file = tmp_path / "empty.csv"
    file.write_text("year,version,value")
    with pytest.raises(CommandError, match="Nothing is public"):
        ran(str(file))


def test_a_file_that_is_not_there_is_told(tmp_path):
    with pytest.raises(CommandError, match="No such file"):
        ran(str(tmp_path / "none.csv"))
