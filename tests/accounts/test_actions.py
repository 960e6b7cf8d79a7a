"""What is done to accounts: one transaction each, told by the log, and never too much."""

from __future__ import annotations

import pytest
from allauth.mfa.models import Authenticator
from django.contrib.auth.models import User
from django.contrib.sessions.models import Session
from django.core.exceptions import PermissionDenied, ValidationError
from django.test import Client

from qingdao_techedu.accounts import actions, roles
from qingdao_techedu.accounts.queries import administrators, role_of
from qingdao_techedu.log.models import Entry

pytestmark = pytest.mark.django_db
BACKEND = "django.contrib.auth.backends.ModelBackend"


@pytest.fixture
def chief(person):
    return person("administrator", "chief")


def logged() -> list[tuple[str, str, str, str]]:
    """What the log tells of accounts, first entry first."""
    entries = Entry.objects.filter(kind=Entry.Kind.ACCOUNT).order_by("number")
    return [(one.details["act"], one.subject, one.who, one.details["reason"]) for one in entries]


def test_closing_takes_everything_but_the_name(chief, person, with_app):
    editor = with_app(person("editor"))
    actions.close_account(editor, by=chief, reason="退休")
    editor = User.objects.get(username="editor")
    assert not (editor.is_active or editor.is_staff or editor.has_usable_password())
    assert role_of(editor) is None
    assert not Authenticator.objects.filter(user=editor).exists()
    assert logged() == [("closed", "editor", "chief", "退休")]


def test_a_closed_account_s_session_dies_at_once(chief, person):
    editor, client = person("editor"), Client()
    client.force_login(editor, backend=BACKEND)
    assert client.get("/admin/").status_code == 200
    actions.close_account(editor, by=chief, reason="退休")
    assert client.get("/admin/").status_code == 302
    assert not Session.objects.filter(session_key=client.cookies["sessionid"].value).exists()


def test_somebody_who_comes_back_needs_a_new_link(chief, person, enter, client):
    editor = person("editor")
    actions.close_account(editor, by=chief, reason="离职")
    actions.reopen_account(editor, role=roles.AUDITOR, by=chief, reason="返聘")
    assert role_of(User.objects.get(pk=editor.pk)) == roles.AUDITOR
    assert enter("editor").status_code == 200
    assert client.get("/admin/").status_code == 302


def test_the_last_administrator_who_can_sign_in_stays(chief, person, staff):
    staff("administrator", "invited-only")
    server = User.objects.create_superuser("server")  # no password: cannot sign in
    assert list(administrators()) == [chief]
    for act in (
        lambda: actions.close_account(chief, by=server, reason="x"),
        lambda: actions.give_role(chief, roles.EDITOR, by=server),
        lambda: actions.invite(chief, by=server),
    ):
        with pytest.raises(ValidationError, match=r"last administrator|最后"):
            act()
    person("administrator", "second")
    actions.close_account(chief, by=server, reason="x")
    assert not User.objects.get(username="chief").is_active


def test_nobody_acts_on_themselves(chief, person):
    person("administrator", "second")
    for act in (
        lambda: actions.close_account(chief, by=chief, reason="x"),
        lambda: actions.invite(chief, by=chief),
        lambda: actions.reset_second_factor(chief, by=chief, reason="x"),
    ):
        with pytest.raises(ValidationError):
            act()
    assert User.objects.get(username="chief").has_usable_password()


def test_an_act_needs_its_reason(chief, person):
    editor = person("editor")
    for reason in ("", "  "):
        with pytest.raises(ValidationError):
            actions.close_account(editor, by=chief, reason=reason)
        with pytest.raises(ValidationError):
            actions.reset_second_factor(editor, by=chief, reason=reason)


@pytest.mark.parametrize("role", ["reporter", "editor", "reviewer", "auditor"])
def test_nobody_but_an_administrator_acts_on_accounts(person, role):
    by, editor = person(role, "somebody"), person("editor", "other")
    for act in (
        lambda: actions.close_account(editor, by=by, reason="x"),
        lambda: actions.reopen_account(editor, role=roles.ADMINISTRATOR, by=by, reason="x"),
        lambda: actions.reset_second_factor(editor, by=by, reason="x"),
        lambda: actions.give_role(by, roles.ADMINISTRATOR, by=by),
        lambda: actions.invite(editor, by=by),
        lambda: actions.open_account(User(username="new"), role=roles.EDITOR, by=by),
    ):
        with pytest.raises(PermissionDenied):
            act()


def test_an_administrator_does_not_reach_what_only_the_server_looks_after(chief):
    server = User.objects.create_superuser("server", password="x")
    for act in (
        lambda: actions.close_account(server, by=chief, reason="x"),
        lambda: actions.invite(server, by=chief),
        lambda: actions.reset_second_factor(server, by=chief, reason="x"),
    ):
        with pytest.raises(ValidationError):
            act()


def test_resetting_a_second_factor_ends_the_sessions_and_leaves_the_password(
    chief, person, with_app, client
):
    editor = with_app(person("editor"))
    client.force_login(editor, backend=BACKEND)
    actions.reset_second_factor(editor, by=chief, reason="手机丢失")
    assert not Authenticator.objects.filter(user=editor).exists()
    assert client.get("/accounts/").status_code == 302
    assert User.objects.get(username="editor").has_usable_password()


def test_what_fails_leaves_nothing_behind(chief, person, with_app, monkeypatch):
    editor = with_app(person("editor"))

    def fail(*args, **kwargs):
        raise RuntimeError

    monkeypatch.setattr(actions, "note", fail)
    with pytest.raises(RuntimeError):
        actions.close_account(editor, by=chief, reason="x")
    kept = User.objects.get(username="editor")
    assert kept.is_active
    assert role_of(kept) == roles.EDITOR
    assert Authenticator.objects.filter(user=kept).exists()
