"""What a broken writer left is cleared; what somebody writes is not touched."""

from __future__ import annotations

import fcntl
import subprocess
import sys
from pathlib import Path

import pytest
from django.conf import settings

from qingdao_techedu.datasets.unfinished import PREFIX, clear, unfinished

WRITER = """
import sys, pathlib
from qingdao_techedu.datasets.unfinished import unfinished
with unfinished(pathlib.Path(sys.argv[1])) as file:
    file.write(b"half of it")
    file.flush()
    print(pathlib.Path(file.name).name, flush=True)
    sys.stdin.read()
"""


@pytest.fixture
def writer(tmp_path):
    """Another process that writes a file and is not done: itself, and the name of its file."""
    process = subprocess.Popen(
        [sys.executable, "-c", WRITER, str(tmp_path)],
        cwd=settings.BASE_DIR,
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        text=True,
    )
    yield process, process.stdout.readline().strip()
    process.kill()
    process.communicate()


def test_what_a_killed_writer_left_is_cleared(tmp_path, writer):
    process, name = writer
    process.kill()
    process.wait()
    assert (tmp_path / name).exists()
    assert clear(tmp_path) == [name]
    assert list(tmp_path.iterdir()) == []


def test_what_another_process_writes_stays(tmp_path, writer):
    _process, name = writer
    assert clear(tmp_path) == []
    assert (tmp_path / name).read_bytes() == b"half of it"


def test_the_next_writer_clears_what_the_last_one_left(tmp_path):
    left = tmp_path / f"{PREFIX}left"
    left.touch()
    with unfinished(tmp_path) as file:
        assert not left.exists()
        assert clear(tmp_path) == []
        assert Path(file.name).exists()
    assert list(tmp_path.iterdir()) == []


def test_a_file_that_failed_leaves_nothing(tmp_path):
    with pytest.raises(RuntimeError), unfinished(tmp_path):
        raise RuntimeError
    assert list(tmp_path.iterdir()) == []


def test_a_file_that_got_another_name_stays(tmp_path):
    with unfinished(tmp_path) as file:
        file.write(b"whole")
        Path(file.name).replace(tmp_path / "whole")
    assert (tmp_path / "whole").read_bytes() == b"whole"


def test_a_file_that_was_cleared_before_it_had_its_lock_is_begun_anew(tmp_path, monkeypatch):
    locking = fcntl.flock

    def slow(file, operation):
        monkeypatch.setattr(fcntl, "flock", locking)
        clear(tmp_path)  # as another process may, between making and locking
        locking(file, operation)

    monkeypatch.setattr(fcntl, "flock", slow)
    with unfinished(tmp_path) as file:
        assert Path(file.name).exists()


def test_other_files_are_left_alone(tmp_path):
    (tmp_path / "release.csv").touch()
    assert clear(tmp_path) == []
    assert clear(tmp_path / "none") == []
