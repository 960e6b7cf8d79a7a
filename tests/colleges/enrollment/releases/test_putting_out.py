"""What was sealed is put out, and put out again where thresholds ask for other groups."""

from __future__ import annotations

from pathlib import Path

import pytest
from django.core.exceptions import ValidationError
from django.core.files.storage import default_storage
from django.core.management import CommandError, call_command
from django.db import connection
from django.urls import reverse

from colleges.enrollment.disclosure_audit.bounds import Contradiction
from colleges.enrollment.models import CityTotal, Measure, PublishedFigure, Release
from colleges.enrollment.releases import actions, putting_out, sealed_files
from qingdao_techedu.log.models import Entry
from qingdao_techedu.portal import preparing

pytestmark = pytest.mark.django_db
MALE = {"sex": "male"}


@pytest.fixture
def mixed(release, observe) -> Release:
    """A release with 8 men among its students beside 120 women, which are told apart at 5."""
    observe(release, "enrolled", 8, **MALE)
    return release


@pytest.fixture
def out(mixed, editor, reviewer) -> Release:
    """The same, sealed and put out."""
    actions.submit(mixed, by=editor)
    actions.seal(mixed, by=reviewer)
    mixed.refresh_from_db()
    return mixed


def waits(release: Release) -> None:
    """As an update leaves what was sealed before figures were protected: files, and no figures."""
    Release.objects.filter(pk=release.pk).update(
        protected_at=None, protection={}, sha256="", row_count=None, file=""
    )
    release.sealed_files.all().delete()
    PublishedFigure.objects.filter(release=release).delete()


def enrolled_of(release: Release) -> list[tuple[str, int | None]]:
    figures = PublishedFigure.objects.filter(release=release).of_measure("enrolled")
    return sorted(figures.values_list("sex", "value"))


def files() -> set[str]:
    folder = Path(default_storage.path("releases"))
    return {one.name for one in folder.glob("enrollment-2031-v1-*")}


def names_of(release: Release) -> set[str]:
    return {Path(one).name for one in sealed_files.known_of(release)}


def test_a_higher_threshold_tells_groups_together_and_keeps_the_total(out, capsys):
    assert enrolled_of(out) == [("female", 120), ("male", 8)]
    Measure.objects.filter(code="enrolled").update(threshold=10)
    call_command("put_out_releases")
    assert "2031 v1: put out again" in capsys.readouterr().out
    assert enrolled_of(out) == [("undivided", 128)]
    assert CityTotal.objects.filter(release=out).of_measure("enrolled").total() == 128
    assert Entry.objects.get(kind="put-out-again").subject == "2031 v1"


def test_what_is_as_it_should_be_is_left_alone(out, capsys):
    before = Release.objects.get(pk=out.pk).protected_at
    call_command("put_out_releases")
    assert "2031 v1: is as it should be." in capsys.readouterr().out
    assert Release.objects.get(pk=out.pk).protected_at == before
    assert not Entry.objects.filter(kind="put-out-again").exists()


def test_the_files_of_what_was_told_before_are_gone_and_no_others(
    out, django_capture_on_commit_callbacks
):
    former = Path(str(out.file.name)).name
    assert former in files()
    Measure.objects.filter(code="enrolled").update(threshold=10)
    with django_capture_on_commit_callbacks(execute=True):
        call_command("put_out_releases", verbosity=0)
    assert files() == names_of(Release.objects.get(pk=out.pk))
    assert former not in files()


def test_a_file_that_comes_out_the_same_is_kept(out, django_capture_on_commit_callbacks):
    waits(out)
    with django_capture_on_commit_callbacks(execute=True):
        call_command("put_out_releases", verbosity=0)
    again = Release.objects.get(pk=out.pk)
    assert again.sha256 == out.sha256
    assert files() == names_of(again)


def test_a_sealed_release_of_before_is_invisible_until_it_is_put_out(
    out, client, capsys, django_capture_on_commit_callbacks
):
    stray = Path(default_storage.path("releases")) / "enrollment-2031-v1-0123456789ab.csv"
    stray.write_text("told,small,groups")
    waits(out)
    address = reverse("release", args=[2031, 1])
    assert client.get(address).status_code == 404
    with django_capture_on_commit_callbacks(execute=True):
        call_command("put_out_releases", waiting=True)
    assert "2031 v1: put out, sha256" in capsys.readouterr().out
    assert Release.objects.current().filter(year=2031).exists()
    assert not stray.exists()
    assert Entry.objects.get(kind="put-out-again").subject == "2031 v1"


def test_an_update_puts_out_what_waits_and_works_out_nothing_else(out, monkeypatch):
    assert ("put_out_releases", {"waiting": True}) in preparing.registered()

    def fail(*_years, **_options):
        raise AssertionError("Nothing waits.")

    monkeypatch.setattr(putting_out, "publishable", fail)
    call_command("put_out_releases", waiting=True)


def test_years_are_named_and_one_that_is_not_sealed_is_refused(out, capsys):
    waits(out)
    with pytest.raises(CommandError, match="No release of 2032 is sealed"):
        call_command("put_out_releases", years=[2031, 2032])
    call_command("put_out_releases", years=[2031])
    assert "2031 v1: put out" in capsys.readouterr().out


def test_figures_that_contradict_each_other_are_refused_in_words(out, monkeypatch):
    waits(out)

    def contradict(*_years, **_options):
        raise Contradiction("1 = 2")

    monkeypatch.setattr(putting_out, "publishable", contradict)
    with pytest.raises(CommandError, match="2031"):
        call_command("put_out_releases")
    assert not PublishedFigure.objects.filter(release=out).exists()


def test_what_breaks_off_takes_nothing_back(out, monkeypatch):
    before = enrolled_of(out)
    Measure.objects.filter(code="enrolled").update(threshold=10)

    def fail(_release):
        raise ValidationError("The disk is full.")

    monkeypatch.setattr(sealed_files, "store", fail)
    with pytest.raises(CommandError, match="disk is full"):
        call_command("put_out_releases")
    assert enrolled_of(out) == before
    assert Release.objects.get(pk=out.pk).sha256 == out.sha256


def test_administrators_read_at_the_desk_what_waits_and_how_it_is_put_out(out, as_role):
    waits(out)
    desk, told = as_role("administrator"), "manage.py put_out_releases"
    assert told in desk.get("/admin/").content.decode()
    page = desk.get(reverse("admin:enrollment_release_sealing", args=[out.pk])).content.decode()
    assert told in page
    listed = desk.get("/admin/enrollment/release/?stage=waiting").content.decode()
    assert "2031" in listed
    call_command("put_out_releases", verbosity=0)
    assert told not in desk.get("/admin/").content.decode()


def test_going_by_sql_the_figures_of_what_is_put_out_do_not_change(out):
    with pytest.raises(Exception, match="sealed release"), connection.cursor() as cursor:
        cursor.execute("UPDATE enrollment_publishedfigure SET value = 1")
