"""A disk that takes no file: nothing is sealed or kept, and a sentence says why, at every door."""

from __future__ import annotations

import errno
from pathlib import Path

import pytest
from django.core.exceptions import ValidationError
from django.core.files.storage import default_storage
from django.core.files.storage.filesystem import FileSystemStorage
from django.core.files.uploadedfile import SimpleUploadedFile
from django.core.management import CommandError, call_command
from django.urls import reverse

from colleges.enrollment.models import FiguresFile, Release, SealedFile
from colleges.enrollment.releases import actions, canonical, sealed_files
from colleges.enrollment.releases import package as packaging
from qingdao_techedu.datasets import stored, unfinished
from qingdao_techedu.datasets.stored import CannotBeWritten
from qingdao_techedu.log.models import Entry

FULL, READ_ONLY = errno.ENOSPC, errno.EROFS
WORDS = {FULL: "服务器磁盘空间已满", READ_ONLY: "服务器不允许系统写入文件"}
each_fault = pytest.mark.parametrize("fault", [FULL, READ_ONLY])


@pytest.fixture(autouse=True)
def media(settings, tmp_path) -> Path:
    settings.MEDIA_ROOT = str(tmp_path)
    return tmp_path


@pytest.fixture
def submitted(release, editor) -> Release:
    actions.submit(release, by=editor)
    return release


@pytest.fixture
def spoil(monkeypatch):
    """Makes the disk refuse: at once, or where it is full only when the file is nearly done."""

    def make(fault: int) -> None:
        def refuse(*args, **kwargs):
            raise OSError(fault, "refused")

        if fault == FULL:
            monkeypatch.setattr(stored.os, "fsync", refuse)
        else:
            monkeypatch.setattr(unfinished.tempfile, "NamedTemporaryFile", refuse)

    return make


def nothing_is_sealed(release: Release, media: Path) -> bool:
    release = Release.objects.get(pk=release.pk)
    files = [one for one in media.rglob("*") if one.is_file()]
    noted = SealedFile.objects.filter(release=release).exists()
    told = Entry.objects.filter(kind=Entry.Kind.SEALING).exists()
    return not (release.is_sealed or files or noted or told) and release.is_submitted


@each_fault
def test_nothing_is_sealed_and_the_act_says_why(submitted, reviewer, spoil, media, fault):
    spoil(fault)
    with pytest.raises(CannotBeWritten) as refusal:
        actions.seal(submitted, by=reviewer)
    assert WORDS[fault] in " ".join(refusal.value.messages)
    assert nothing_is_sealed(submitted, media)


@each_fault
@pytest.mark.parametrize(
    ("prefix", "words"),
    [
        ("", WORDS),
        ("/en", {FULL: "disk of the server is full", READ_ONLY: "does not let the portal write"}),
    ],
)
def test_the_desk_says_why(submitted, reviewer, sign_in, spoil, media, fault, prefix, words):
    address = f"{prefix}/admin/enrollment/release/{submitted.pk}/sealing/seal/"
    client = sign_in(reviewer)
    spoil(fault)
    submitted.refresh_from_db()
    page = client.post(address, {"seen": submitted.submission})
    assert page.status_code == 422
    assert words[fault] in page.content.decode()
    assert nothing_is_sealed(submitted, media)


@each_fault
def test_the_command_says_why(submitted, reviewer, spoil, media, fault):
    spoil(fault)
    with pytest.raises(CommandError, match=WORDS[fault]):
        call_command("seal_release", 2031, by="reviewer")
    assert nothing_is_sealed(submitted, media)


@pytest.mark.parametrize("writer", [canonical.CanonicalFile, packaging])
def test_a_disk_that_fills_up_midway_keeps_none_of_the_files(
    submitted, reviewer, media, monkeypatch, writer
):
    def half(*what):
        what[-1].write(b"half")
        raise OSError(FULL, "No space left on device")

    monkeypatch.setattr(writer, "write", half)
    monkeypatch.setitem(sealed_files.WRITERS, sealed_files.ZIP, packaging.write)
    with pytest.raises(CannotBeWritten):
        actions.seal(submitted, by=reviewer)
    assert nothing_is_sealed(submitted, media)


def test_once_there_is_room_it_is_sealed(submitted, reviewer, spoil, monkeypatch):
    with monkeypatch.context():
        spoil(FULL)
        with pytest.raises(ValidationError):
            actions.seal(submitted, by=reviewer)
        monkeypatch.undo()
    actions.seal(submitted, by=reviewer)
    assert Release.objects.get(pk=submitted.pk).is_sealed


def test_the_next_seal_and_the_command_clear_what_a_killed_seal_left(
    submitted, reviewer, media, capsys
):
    left = media / "releases" / f"{unfinished.PREFIX}1"
    left.parent.mkdir()
    left.touch()
    actions.seal(submitted, by=reviewer)
    assert not left.exists()
    left.touch()
    call_command("verify_releases")
    assert not left.exists()
    assert f"{left.name} was left by a seal that was broken off" in capsys.readouterr().out


def test_a_file_that_no_release_knows_is_named_and_left(sealed, media, capsys):
    stranger = media / "releases" / "enrollment-1999-v1-0123456789ab.csv"
    stranger.touch()
    call_command("verify_releases")
    told = capsys.readouterr().out
    assert f"{stranger.name} belongs to no sealed release" in told
    assert told.count("belongs to no") == 1
    assert stranger.exists()


@each_fault
def test_a_missing_file_that_cannot_be_made_anew_is_told(sealed, client, spoil, fault, capsys):
    sealed_files.find(sealed, "zip").path.unlink()
    spoil(fault)
    response = client.get("/enrollment/releases/2031/1.zip")
    assert response.status_code == 503
    assert WORDS[fault] in response.content.decode()
    with pytest.raises(CommandError, match="not what was sealed"):
        call_command("verify_releases")
    assert "cannot be made anew" in capsys.readouterr().out


@pytest.fixture
def send(release, editor, sign_in):
    """Sends a file of figures for the release."""
    client = sign_in(editor)
    address = reverse("admin:enrollment_release_import", args=[release.pk])
    content = b"".join(canonical.pieces(canonical.collected(release)))
    return lambda: client.post(address, {"file": SimpleUploadedFile("figures.csv", content)})


@each_fault
def test_a_file_that_cannot_be_put_aside_is_told_at_its_form(send, monkeypatch, fault):
    assert send().status_code == 302
    before = FiguresFile.objects.get()

    def refuse(*args, **kwargs):
        raise OSError(fault, "refused")

    monkeypatch.setattr(FileSystemStorage, "_save", refuse)
    page = send()
    assert page.status_code == 503
    assert WORDS[fault] in page.content.decode()
    assert FiguresFile.objects.get() == before
    assert default_storage.exists(before.file.name)


def test_a_file_that_was_put_aside_and_is_gone_is_asked_for_again(send, client):
    compared = send()["Location"]
    Path(default_storage.path(FiguresFile.objects.get().file.name)).unlink()
    page = client.get(compared, follow=True)
    assert page.status_code == 200
    assert "请重新上传" in page.content.decode()
    assert not FiguresFile.objects.exists()
