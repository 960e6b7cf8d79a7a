"""Every disk that is written to is looked at, and what is wrong is told without a path."""

from __future__ import annotations

import errno
import tempfile
from collections import namedtuple
from pathlib import Path

import pytest

from qingdao_techedu.outages import disks

Usage = namedtuple("Usage", "free")


@pytest.fixture(autouse=True)
def folders(settings, tmp_path, monkeypatch) -> dict[str, Path]:
    found = {name: tmp_path / name for name in ("media", "var", "temp", "database")}
    for folder in found.values():
        folder.mkdir()
    settings.MEDIA_ROOT, settings.VAR_DIR = str(found["media"]), found["var"]
    monkeypatch.setattr(tempfile, "gettempdir", lambda: str(found["temp"]))
    file = found["database"] / "portal.sqlite3"
    file.write_bytes(b"")
    monkeypatch.setattr(disks, "_file_of_database", lambda: file)
    return found


def test_nothing_is_wrong_where_all_can_be_written():
    assert list(disks.faults()) == []


@pytest.mark.parametrize(
    ("folder", "name"),
    [
        ("media", "sealed files and uploads"),
        ("var", "var"),
        ("temp", "temporary files"),
        ("database", "database"),
    ],
)
def test_each_full_disk_is_named(folders, monkeypatch, settings, folder, name):
    settings.LEAST_FREE_MB = 250
    least = 250 * disks.MEGABYTE
    free = {str(folders[folder]): least - 1}
    monkeypatch.setattr(disks.shutil, "disk_usage", lambda path: Usage(free.get(str(path), least)))
    assert list(disks.faults()) == [f"Fewer than 250 MB are free on the disk of {name}."]


@pytest.mark.parametrize("folder", ["media", "var", "temp", "database"])
def test_each_disk_that_cannot_be_written_is_named_without_its_path(folders, monkeypatch, folder):
    def refuse(dir):
        if Path(dir) == folders[folder]:
            raise OSError(errno.EROFS, "Read-only file system", str(dir))
        return real(dir=dir)

    real = tempfile.TemporaryFile
    monkeypatch.setattr(tempfile, "TemporaryFile", refuse)
    [told] = disks.faults()
    assert told.endswith("cannot be written (Read-only file system).")
    assert str(folders[folder]) not in told


def test_a_folder_that_is_not_made_yet_is_looked_for_where_it_will_be(folders, settings):
    settings.MEDIA_ROOT = str(folders["media"] / "not" / "yet")
    assert list(disks.faults()) == []


def test_a_file_of_the_database_that_cannot_be_opened_for_writing_is_told(folders, monkeypatch):
    monkeypatch.setattr(disks, "_file_of_database", lambda: folders["database"])  # no file at all
    assert "The file of the database cannot be written." in list(disks.faults())


def test_postgresql_looks_after_its_own_disk(monkeypatch):
    monkeypatch.setattr(disks, "_file_of_database", lambda: None)
    assert "database" not in disks.places()
