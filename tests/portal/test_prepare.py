"""Making ready: the sample comes to a new machine of one's own, once, and never to production."""

from __future__ import annotations

import pytest
from django.contrib.auth.models import User
from django.core.management import call_command

from colleges.models import College
from qingdao_techedu.facts.models import ReferenceRow
from qingdao_techedu.portal.management.commands import prepare
from qingdao_techedu.sample import loading as sampling

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def sign_ins(tmp_path, monkeypatch, settings):
    """A machine of its own: static files and sign-ins in a folder of the test."""
    settings.BASE_DIR = tmp_path
    settings.STATIC_ROOT = tmp_path / "static"
    settings.STATICFILES_FINDERS = ["django.contrib.staticfiles.finders.FileSystemFinder"]
    settings.PRODUCTION = False
    monkeypatch.setattr(prepare, "SIGN_INS", tmp_path / "sign-ins.txt")
    return prepare.SIGN_INS


@pytest.fixture
def new_database():
    """As it is before anything was loaded; the reference facts themselves may stay."""
    ReferenceRow.objects.all().delete()


def run(capsys) -> str:
    call_command("prepare")
    return capsys.readouterr().out


def test_a_new_machine_gets_facts_sample_and_sign_ins(new_database, sign_ins, capsys):
    said = run(capsys)
    assert ReferenceRow.objects.exists()
    assert College.objects.sample().count() == 19
    assert set(User.objects.values_list("username", flat=True)) == {
        line.split()[0] for line in sign_ins.read_text().splitlines()
    }
    for line in sign_ins.read_text().splitlines():
        assert line in said
    assert "http://127.0.0.1:8000/" in said


def test_a_cleared_sample_does_not_come_back(new_database, sign_ins, capsys):
    run(capsys)
    sampling.clear()
    User.objects.all().delete()
    run(capsys)
    assert not sampling.is_loaded()
    assert not User.objects.exists()


def test_the_sample_is_not_loaded_twice(new_database, capsys):
    run(capsys)
    passwords = set(User.objects.values_list("password", flat=True))
    run(capsys)
    assert College.objects.sample().count() == 19
    assert set(User.objects.values_list("password", flat=True)) == passwords


def test_production_gets_facts_and_nothing_else(new_database, sign_ins, settings, capsys):
    settings.PRODUCTION = True
    said = run(capsys)
    assert ReferenceRow.objects.exists()
    assert not sampling.is_loaded()
    assert not User.objects.exists()
    assert not sign_ins.exists()
    assert "sign-ins" not in said


def test_it_says_plainly_that_no_second_factor_is_asked_for(settings, capsys):
    settings.REQUIRE_SECOND_FACTOR = False
    assert "Second factor: not asked for (REQUIRE_SECOND_FACTOR=0" in run(capsys)
    settings.REQUIRE_SECOND_FACTOR = True
    assert "Second factor" not in run(capsys)


def test_it_says_where_to_look(monkeypatch, capsys):
    monkeypatch.setenv("HOST", "10.0.0.7")
    monkeypatch.setenv("PORT", "8123")
    said = run(capsys)
    for address in ("http://10.0.0.7:8123/ ", "http://10.0.0.7:8123/en/", "10.0.0.7:8123/admin/"):
        assert address in said


def test_static_files_are_collected_when_they_changed_only(settings, capsys):
    run(capsys)
    style_sheet = settings.STATIC_ROOT / "ui/tokens.css"
    assert style_sheet.is_file()
    style_sheet.unlink()
    run(capsys)
    assert not style_sheet.exists()  # nothing changed at the source: nothing was collected
    (settings.STATIC_ROOT / ".stamp").write_text("of another version")
    run(capsys)
    assert style_sheet.is_file()
