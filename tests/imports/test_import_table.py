"""The command does what the desk's pages do: all of a file, or nothing."""

from __future__ import annotations

import pytest
from django.core.management import CommandError, call_command

from colleges.models import College

GOOD = [["code", "name_zh"], ["qd-901", "新技工学校"], ["qd-002", "平度市技师学院"]]


@pytest.fixture
def run(db, tmp_path, csv_of, capsys):
    """Runs the command on rows of text, and returns what it says."""

    def command(*rows: list[str], **options) -> str:
        file = tmp_path / "院校.csv"
        file.write_bytes(csv_of(*rows, encoding="gbk"))
        call_command("import_table", "colleges", str(file), language="en", **options)
        return capsys.readouterr().out

    return command


def test_a_file_is_imported_and_the_history_tells_how(run):
    assert run(*GOOD) == "Were: 1 created, 0 changed, 1 unchanged.\n"
    last = College.objects.get(code="qd-901").history.first()
    assert (last.door, last.history_change_reason) == ("command", "import_table: 院校.csv")
    assert run(*GOOD) == "Were: 0 created, 0 changed, 2 unchanged.\n"


def test_a_dry_run_writes_nothing(run):
    assert run(*GOOD, dry_run=True) == "Would be: 1 created, 0 changed, 1 unchanged.\n"
    assert not College.objects.filter(code="qd-901").exists()


def test_a_file_with_a_fault_is_imported_not_at_all(run):
    founded = College.objects.get(code="qd-002").founded
    with pytest.raises(CommandError) as error:
        run(["code", "founded"], ["qd-002", "1992"], ["qd-003", "昨天"])
    assert str(error.value).startswith(
        "Nothing was imported.\nLine 3, column founded, “昨天”: “昨天” is not a date;"
    )
    assert College.objects.get(code="qd-002").founded == founded


def test_an_unknown_table_is_told_with_those_there_are(db):
    with pytest.raises(CommandError) as error:
        call_command("import_table", "x", "a.csv")
    assert str(error.value).startswith('There is no table "x". There are: colleges, ')


def test_a_file_that_is_not_there_is_told(db, tmp_path):
    with pytest.raises(CommandError, match="No such file"):
        call_command("import_table", "colleges", str(tmp_path / "none.csv"))
