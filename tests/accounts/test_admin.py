"""The desk's pages of accounts: invited, looked after, closed, and never deleted."""

from __future__ import annotations

import re

import pytest
from django.contrib import admin
from django.contrib.auth.models import User
from django.core import mail

from qingdao_techedu.accounts import actions, roles
from qingdao_techedu.accounts.queries import role_of

pytestmark = pytest.mark.django_db
LIST = "/admin/auth/user/"
LINK = re.compile(r">(http://testserver[^<]*/accounts/invitation/[^<]+)</textarea>")
NEW = {
    "username": "new-editor",
    "last_name": "王芳",
    "email": "new@example.org",
    "role": "editor",
    "_save": "1",
}


@pytest.fixture
def chief(person, sign_in):
    user = person("administrator", "chief")
    sign_in(user)
    return user


def act(client, user, code: str, **sent):
    return client.post(f"{LIST}{user.pk}/act/{code}/", sent)


def test_an_account_is_made_without_a_password_and_its_link_is_shown_once(client, chief):
    assert "password" not in client.get(f"{LIST}add/").context["adminform"].form.fields
    made = client.post(f"{LIST}add/", NEW)
    user = User.objects.get(username="new-editor")
    assert (user.get_full_name(), role_of(user), user.is_staff) == ("王芳", roles.EDITOR, True)
    assert not user.has_usable_password()
    assert made.url == f"{LIST}{user.pk}/act/link/"
    assert not LINK.search(client.get(made.url).content.decode())
    shown = client.post(made.url).content.decode()
    link = LINK.search(shown).group(1)
    assert client.get(link).status_code == 200
    assert not LINK.search(client.get(made.url).content.decode())
    assert mail.outbox == []


def test_the_link_is_mailed_where_mail_is_set_up(client, chief, settings):
    settings.MAIL_IS_SENT = True
    client.post(f"{LIST}add/", NEW)
    link = LINK.search(
        act(client, User.objects.get(username="new-editor"), "link").content.decode()
    )
    assert mail.outbox[0].to == ["new@example.org"]
    assert link.group(1) in mail.outbox[0].body


def test_a_mail_server_that_is_down_costs_no_link(client, chief, settings):
    settings.MAIL_IS_SENT = True
    settings.EMAIL_BACKEND = "django.core.mail.backends.smtp.EmailBackend"
    settings.EMAIL_HOST, settings.EMAIL_PORT = "127.0.0.1", 1
    client.post(f"{LIST}add/", NEW)
    shown = act(client, User.objects.get(username="new-editor"), "link")
    assert LINK.search(shown.content.decode())
    assert shown.context["is_mailed"] is False


def test_name_address_and_role_are_changed_and_the_user_name_is_not(client, chief, person):
    editor = person("editor")
    sent = {"username": "other", "last_name": "李", "email": "li@example.org", "role": "reviewer"}
    assert client.post(f"{LIST}{editor.pk}/change/", sent).status_code == 302
    editor = User.objects.get(pk=editor.pk)
    assert (editor.username, editor.last_name, editor.email) == ("editor", "李", "li@example.org")
    assert role_of(editor) == roles.REVIEWER


def test_the_last_administrator_keeps_the_role(client, chief):
    sent = {"last_name": "x", "email": "", "role": "editor"}
    response = client.post(f"{LIST}{chief.pk}/change/", sent)
    assert response.context["adminform"].form.errors["role"]
    assert role_of(User.objects.get(pk=chief.pk)) == roles.ADMINISTRATOR


def test_nobody_becomes_more_than_an_administrator_by_a_crafted_post(client, chief, person):
    editor = person("editor")
    sent = {"last_name": "x", "role": "editor", "is_superuser": "on", "user_permissions": ["1"]}
    client.post(f"{LIST}{editor.pk}/change/", {**sent, "password": "x"})
    editor = User.objects.get(pk=editor.pk)
    assert not editor.is_superuser
    assert not editor.user_permissions.exists()
    assert editor.has_usable_password()


def test_closing_and_opening_again(client, chief, person):
    editor = person("editor")
    assert act(client, editor, "close", reason="").context["form"].errors["reason"]
    assert act(client, editor, "close", reason="退休").status_code == 302
    assert not User.objects.get(pk=editor.pk).is_active
    page = client.get(f"{LIST}{editor.pk}/change/")
    assert "act/reopen/" in page.content.decode()
    assert "act/close/" not in page.content.decode()
    opened = act(client, editor, "reopen", role="auditor", reason="返聘")
    assert opened.url == f"{LIST}{editor.pk}/act/link/"
    assert role_of(User.objects.get(pk=editor.pk)) == roles.AUDITOR


def test_a_second_factor_is_reset_with_a_reason(client, chief, person, with_app):
    editor = with_app(person("editor"))
    assert "act/second-factor/" in client.get(f"{LIST}{editor.pk}/change/").content.decode()
    assert act(client, editor, "second-factor", reason="手机丢失").status_code == 302
    assert "act/second-factor/" not in client.get(f"{LIST}{editor.pk}/change/").content.decode()


@pytest.mark.parametrize("code", ["close", "link", "second-factor"])
def test_one_s_own_account_is_left_to_its_own_page(client, chief, person, code):
    person("administrator", "second")
    assert "/act/" not in client.get(f"{LIST}{chief.pk}/change/").content.decode()
    assert act(client, chief, code, reason="x").url == f"{LIST}{chief.pk}/change/"
    chief.refresh_from_db()
    assert chief.is_active
    assert chief.has_usable_password()


def test_a_refused_act_says_why_on_its_page(client, chief, sign_in):
    sign_in(User.objects.create_superuser("server"))
    response = act(client, chief, "close", reason="x")
    assert response.status_code == 422
    assert response.context["form"].non_field_errors()
    assert User.objects.get(pk=chief.pk).is_active


def test_an_account_of_the_server_is_out_of_reach(client, chief):
    server = User.objects.create_superuser("server")
    assert "/act/" not in client.get(f"{LIST}{server.pk}/change/").content.decode()
    for code in ("close", "link"):
        assert act(client, server, code, reason="x").status_code == 403


@pytest.mark.parametrize("role", ["reporter", "editor", "reviewer", "auditor"])
def test_only_an_administrator_acts(as_role, person, role):
    other = person("editor", "other")
    client = as_role(role)
    for code in ("close", "link", "reopen", "second-factor"):
        assert act(client, other, code, reason="x", role="editor").status_code == 403
    assert client.get(f"{LIST}add/").status_code == 403
    assert User.objects.get(username="other").is_active
    assert client.get(LIST).status_code == (200 if role == "auditor" else 403)


def test_nobody_is_deleted_at_the_desk(client, person, sign_in):
    server = User.objects.create_superuser("server")
    editor = person("editor")
    sign_in(server)
    assert client.post(f"{LIST}{editor.pk}/delete/", {"post": "yes"}).status_code == 403
    sent = {"action": "delete_selected", "_selected_action": editor.pk, "post": "yes"}
    client.post(LIST, sent)
    assert User.objects.filter(username="editor").exists()


def test_secrets_of_second_factors_have_no_page_at_the_desk():
    shown = {model._meta.label for model in admin.site._registry}
    assert not shown & {"mfa.Authenticator", "account.EmailAddress", "auth.Group"}


@pytest.mark.parametrize("prefix", ["", "/en"])
def test_every_page_opens_in_both_languages(client, chief, person, with_app, prefix):
    editor = with_app(person("editor"))
    closed = person("editor", "closed")
    actions.close_account(closed, by=chief, reason="x")
    pages = ["", "add/", f"{editor.pk}/change/", f"{closed.pk}/change/", f"{chief.pk}/change/"]
    pages += [f"{editor.pk}/act/{code}/" for code in ("link", "second-factor", "close")]
    pages += [f"{closed.pk}/act/reopen/", "?role=editor", "?q=closed"]
    for page in pages:
        assert client.get(f"{prefix}{LIST}{page}").status_code == 200, page


def test_an_auditor_reads_accounts_and_changes_none(as_role, person):
    editor, server = person("editor"), User.objects.create_superuser("server")
    client = as_role("auditor")
    for user in (editor, server):
        page = client.get(f"{LIST}{user.pk}/change/")
        assert page.status_code == 200
        assert "/act/" not in page.content.decode()
        assert client.post(f"{LIST}{user.pk}/change/", NEW).status_code == 403


def test_an_account_of_the_server_keeps_its_rights_without_a_role(client, sign_in):
    server = User.objects.create_superuser("server")
    sign_in(server)
    sent = {"last_name": "系统", "email": "s@example.org"}
    assert client.post(f"{LIST}{server.pk}/change/", sent).status_code == 302
    server.refresh_from_db()
    assert (server.last_name, server.is_superuser) == ("系统", True)


def test_an_unknown_account_or_act_is_not_found_or_explained(client, chief, person):
    editor = person("editor")
    assert client.get(f"{LIST}999999/act/close/").status_code == 404
    assert client.get(f"{LIST}{editor.pk}/act/bogus/").status_code == 302
