"""What an earlier run of the tests made is taken again, and never by other code."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests import made_before
from tests.made_before import digest, files, made_or_taken


@pytest.fixture
def make(tmp_path, monkeypatch):
    """Makes a file and a folder in a place of a run, and counts how often.

    The code is taken to be as it was: a test beside this one may just be collecting messages.
    """
    monkeypatch.setattr(made_before, "digest", lambda: made_before.BEGUN_WITH)

    def run(name: str) -> tuple[Path, Path]:
        file, folder = tmp_path / name / "facts", tmp_path / name / "media"
        file.parent.mkdir()

        def made() -> None:
            run.times += 1
            file.write_text(f"made {run.times}")
            folder.mkdir()
            (folder / "one.csv").write_text("1")

        made_or_taken(made, [file, folder], tmp_path / "kept")
        return file, folder

    run.times = 0
    return run


def test_the_same_code_takes_what_is_there(make):
    make("first")
    file, folder = make("second")
    assert make.times == 1
    assert file.read_text() == "made 1"
    assert (folder / "one.csv").read_text() == "1"


def test_other_code_makes_its_own_and_leaves_nothing_of_what_was_there(make, monkeypatch, tmp_path):
    make("first")
    monkeypatch.setattr(made_before, "digest", lambda: "other")
    monkeypatch.setattr(made_before, "BEGUN_WITH", "other")
    assert make("second")[0].read_text() == "made 2"
    assert [one.name for one in (tmp_path / "kept").glob("*/")] == ["other"]


def test_where_files_changed_meanwhile_nothing_is_kept(make, monkeypatch, tmp_path):
    monkeypatch.setattr(made_before, "digest", lambda: "other")
    make("first")
    make("second")
    assert make.times == 2
    assert not list((tmp_path / "kept").glob("*/"))


def test_what_was_broken_off_is_made_anew(make, monkeypatch, tmp_path):
    (tmp_path / "kept" / "unfinished").mkdir(parents=True)
    (tmp_path / "kept" / "unfinished" / "facts").write_text("half")
    assert make("first")[0].read_text() == "made 1"


@pytest.mark.parametrize(
    "name",
    [
        "requirements.txt",
        "tests/databases.py",
        "qingdao_techedu/facts/data/sources.csv",
        "qingdao_techedu/settings.py",
        "colleges/models/college.py",
        "awards/migrations/0001_initial.py",
    ],
)
def test_whatever_has_a_say_is_read(settings, name):
    assert Path(settings.BASE_DIR) / name in set(files())


def test_a_changed_file_changes_the_digest(monkeypatch, tmp_path):
    before, named = digest(), [*files(), tmp_path / "one.py"]
    (tmp_path / "one.py").write_text("1")
    monkeypatch.setattr(made_before, "files", lambda: named)
    with_one = digest()
    (tmp_path / "one.py").write_text("2")
    assert len({before, with_one, digest()}) == 3


def test_on_another_day_it_is_another_one(time_machine):
    before = digest()
    time_machine.move_to("2031-01-01")
    assert digest() != before
