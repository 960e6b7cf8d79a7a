"""One sign-in a role, made once and noted for the owner only."""

from __future__ import annotations

import stat

import pytest
from django.contrib.auth.models import User

from qingdao_techedu.accounts.sample import make_sample_sign_ins

pytestmark = pytest.mark.django_db


def test_each_role_gets_a_sign_in_that_works(tmp_path, client):
    lines = make_sample_sign_ins(tmp_path / "sign-ins.txt")
    assert [line.split()[0] for line in lines] == [
        "reporter",
        "editor",
        "reviewer",
        "auditor",
        "administrator",
    ]
    for line in lines:
        username, password = line.split()
        sent = {"login": username, "password": password, "next": "/admin/"}
        assert client.post("/accounts/login/", sent).url == "/admin/"
        assert client.get("/admin/").status_code == 200
        client.logout()


def test_the_note_is_for_its_owner_only(tmp_path):
    path = tmp_path / "sign-ins.txt"
    path.write_text("editor old\nother kept\n")
    path.chmod(0o644)
    lines = make_sample_sign_ins(path)
    assert stat.S_IMODE(path.stat().st_mode) == 0o600
    assert path.read_text().splitlines() == ["other kept", *lines]


def test_a_second_time_nothing_changes(tmp_path):
    path = tmp_path / "sign-ins.txt"
    make_sample_sign_ins(path)
    before = path.read_text(), list(User.objects.values_list("password"))
    assert make_sample_sign_ins(path) == []
    assert (path.read_text(), list(User.objects.values_list("password"))) == before
