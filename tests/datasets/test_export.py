"""`manage.py export`: the ending decides, `-` is the standard output, each refusal a sentence."""

from __future__ import annotations

import os

import pytest
from django.core.management import CommandError, call_command

from qingdao_techedu.datasets import file_formats
from qingdao_techedu.log.models import Entry

pytestmark = pytest.mark.django_db
SUFFIXES = [one.suffix for one in file_formats.registered()]


def export(*words: str) -> None:
    call_command("export", *words)


@pytest.mark.parametrize("suffix", SUFFIXES)
def test_the_ending_decides_on_the_format(client, tmp_path, suffix):
    file = tmp_path / f"colleges.{suffix}"
    export("colleges", "-o", str(file))
    assert file.read_bytes() == client.get(f"/data/colleges.{suffix}").getvalue()


def test_an_ending_in_capitals_is_one_too(tmp_path):
    export("colleges", "-o", str(tmp_path / "COLLEGES.PARQUET"))
    assert (tmp_path / "COLLEGES.PARQUET").read_bytes().startswith(b"PAR1")


def test_a_format_may_be_chosen_for_an_ending_that_tells_none(tmp_path):
    export("colleges", "--format", "json", "-o", str(tmp_path / "colleges.txt"))
    assert (tmp_path / "colleges.txt").read_bytes().startswith(b"[")


@pytest.mark.parametrize(("words", "start"), [((), b"\xef\xbb\xbfcode"), (("json",), b"[")])
def test_a_dash_is_the_standard_output_with_nothing_else_in_it(
    client, capfdbinary, tmp_path, monkeypatch, words, start
):
    monkeypatch.chdir(tmp_path)
    export("colleges", "-o", "-", *(("--format", *words) if words else ()))
    written = capfdbinary.readouterr().out
    assert written.startswith(start)
    assert written == client.get(f"/data/colleges.{(*words, 'csv')[0]}").getvalue()
    assert not list(tmp_path.iterdir())


@pytest.mark.parametrize(
    ("words", "told"),
    [
        (("none", "-o", "x.csv"), 'There is no data set "none". There are: figures'),
        (("colleges", "-o", "x.txt"), r"ending of \"x.txt\" tells no format: use one of .csv"),
        (("colleges", "-o", "x"), "tells no format"),
        (("colleges", "-o", "x.csv", "--format", "json"), "ends like a file of csv, but"),
        (
            ("colleges", "-o", "no/folder/x.csv"),
            r"\"no/folder/x.csv\" cannot be written: the folder",
        ),
        (("colleges", "-o", "folder.csv"), "cannot be written: it is a folder"),
        (("colleges", "-o", "file/x.csv"), "a part of the path is a file"),
        (("colleges", "-o", "x.csv", "--filter", "color=red"), "not understood; nothing was"),
        (("colleges", "-o", "x.csv", "--filter", "kind=zoo"), "zoo"),
        (("colleges", "-o", "x.csv", "--layout", "wide"), "has only the layout"),
        (("colleges", "-o", "x.csv", "--filter", "kind"), "write kind=VALUE"),
    ],
)
def test_what_cannot_be_done_is_told_in_english_and_leaves_nothing(
    tmp_path, monkeypatch, words, told
):
    monkeypatch.chdir(tmp_path)
    (tmp_path / "folder.csv").mkdir()
    (tmp_path / "file").write_text("")
    with pytest.raises(CommandError, match=told) as refused:
        export(*words)
    assert str(refused.value).isascii() or "“" in str(refused.value)
    assert not any("\u4e00" <= one <= "\u9fff" for one in str(refused.value))
    assert sorted(one.name for one in tmp_path.iterdir()) == ["file", "folder.csv"]
    assert not Entry.objects.filter(kind=Entry.Kind.EXPORT).exists()


def test_a_full_disk_is_told(tmp_path, monkeypatch):
    def full(query, options):
        yield b"code"
        raise OSError(28, os.strerror(28))

    monkeypatch.setattr(file_formats.Format, "pieces", lambda self, query, options: full(0, 0))
    with pytest.raises(CommandError, match="the disk is full"):
        export("colleges", "-o", str(tmp_path / "colleges.csv"))
    assert not list(tmp_path.iterdir())


def test_the_language_of_the_file_is_not_that_of_the_sentences(tmp_path):
    export("colleges", "-o", str(tmp_path / "zh.xlsx"))
    export("colleges", "-o", str(tmp_path / "en.xlsx"), "--language", "en")
    assert (tmp_path / "zh.xlsx").read_bytes() != (tmp_path / "en.xlsx").read_bytes()
