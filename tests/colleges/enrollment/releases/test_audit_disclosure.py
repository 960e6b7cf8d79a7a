"""The audit as a command: public files in, small groups out."""

from __future__ import annotations

import csv
from io import StringIO

import pytest
from django.core.management import CommandError, call_command

from colleges.enrollment.disclosure.protection import protect
from colleges.enrollment.disclosure.publication import MemberRow, PublishedRow
from colleges.enrollment.disclosure.thresholds import ThresholdRule
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
    assert "could as well reach the threshold" in ran(str(figures), members=[members])


def test_a_higher_threshold_fails_and_names_the_groups(published):
    figures, members = published
    with pytest.raises(CommandError, match="2 groups are narrowed"):
        ran(str(figures), members=[members], threshold=30)


def test_a_threshold_of_one_measure_is_understood(published):
    figures, members = published
    with pytest.raises(CommandError, match="narrowed"):
        ran(str(figures), "--members", str(members), "--of", "entrants=30")


def test_groups_without_their_members_are_refused(published):
    with pytest.raises(CommandError, match="told together"):
        ran(str(published[0]))


def test_sealed_files_of_today_hold_small_groups(sample):
    """They are published as collected: the audit says so until sealing protects them."""
    with pytest.raises(CommandError, match="groups are narrowed"):
        ran()


def test_a_file_without_figures_proves_nothing(tmp_path):
    file = tmp_path / "empty.csv"
    file.write_text("year,version,value")
    with pytest.raises(CommandError, match="Nothing is public"):
        ran(str(file))


def test_a_file_that_is_not_there_is_told(tmp_path):
    with pytest.raises(CommandError, match="No such file"):
        ran(str(tmp_path / "none.csv"))
