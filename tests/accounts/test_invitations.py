"""An invitation lets one person in once, for three days, to a password that is good enough."""

from __future__ import annotations

import datetime

import pytest
import time_machine
from django.contrib.auth.models import User
from django.core import mail
from django.utils import timezone

from qingdao_techedu.accounts import actions, roles
from qingdao_techedu.accounts.invitations import path_for
from tests.accounts.conftest import PASSWORD

pytestmark = pytest.mark.django_db


@pytest.fixture
def chief(person):
    return person("administrator", "chief")


@pytest.fixture
def invited(chief):
    user = User(username="new-editor", last_name="王芳", email="new@example.org")
    actions.open_account(user, role=roles.EDITOR, by=chief)
    actions.invite(user, by=chief)
    return user


def choose(client, address: str, password: str = PASSWORD, again: str = ""):
    return client.post(address, {"password1": password, "password2": again or password})


@pytest.mark.parametrize("required", [True, False])
def test_it_leads_from_a_password_to_the_second_factor(client, invited, settings, required):
    settings.REQUIRE_SECOND_FACTOR = required
    address = path_for(invited)
    page = client.get(address)
    assert "王芳" in page.content.decode()
    onward = choose(client, address)
    assert onward.url == ("/accounts/second-factor/" if required else "/accounts/")
    assert client.get("/accounts/second-factor/totp/activate/").status_code == 200
    assert User.objects.get(username="new-editor").check_password(PASSWORD)


@pytest.mark.parametrize("prefix", ["", "/en"])
def test_it_works_once(client, invited, prefix):
    address = prefix + path_for(invited)
    client.get(address)
    client.get(address)  # looking at it does not use it up: mail scanners look too
    assert choose(client, address).status_code == 302
    for response in (client.get(address), choose(client, address, "another-Password-1")):
        assert response.status_code == 410
    assert User.objects.get(username="new-editor").check_password(PASSWORD)


def test_a_newer_link_ends_the_older(client, invited, chief):
    older = path_for(invited)
    actions.invite(invited, by=chief)
    assert client.get(older).status_code == 410
    assert client.get(path_for(invited)).status_code == 200


def test_a_link_ends_the_old_password_and_its_sessions(client, chief, person, enter):
    editor = person("editor")
    enter("editor")
    assert client.get("/admin/").status_code == 200
    actions.invite(editor, by=chief)
    assert client.get("/admin/").status_code == 302
    assert enter("editor").status_code == 200


def test_it_ends_after_three_days(client, invited):
    address = path_for(invited)
    soon, late = (datetime.timedelta(days=3, minutes=minutes) for minutes in (-5, 5))
    with time_machine.travel(timezone.localtime() + soon):
        assert client.get(address).status_code == 200
    with time_machine.travel(timezone.localtime() + late):
        assert client.get(address).status_code == 410


def test_it_ends_when_the_account_is_closed(client, invited, chief):
    address = path_for(invited)
    actions.close_account(invited, by=chief, reason="未报到")
    assert client.get(address).status_code == 410
    actions.reopen_account(invited, role=roles.EDITOR, by=chief, reason="报到")
    assert client.get(address).status_code == 410


def test_it_ends_when_the_address_of_the_account_changes(client, invited):
    address = path_for(invited)
    User.objects.filter(pk=invited.pk).update(email="other@example.org")
    assert client.get(address).status_code == 410


@pytest.mark.parametrize(
    "address", ["MQ/x-y/", "%00/a-b/", "////", "OTk5OTk5OTk5OTk5OTk5OTk5OTk5OTk5/a-b/", "中/文/"]
)
def test_a_broken_link_is_told_so_and_never_an_error(client, db, address):
    assert client.get(f"/accounts/invitation/{address}").status_code in {404, 410}


@pytest.mark.parametrize("password", ["12345678901234567890", "1qaz2wsx3edc", "new-editor-12"])
def test_a_weak_password_is_refused(client, invited, password):
    response = choose(client, path_for(invited), password)
    assert response.status_code == 200
    assert response.context["form"].errors
    assert not User.objects.get(username="new-editor").has_usable_password()


def test_a_password_has_at_least_twelve_characters_and_the_page_says_so(client, invited):
    assert "12" in client.get(path_for(invited)).content.decode().split("<main")[1]
    assert choose(client, path_for(invited), "Kq7-Zw9-Xp2").status_code == 200
    assert choose(client, path_for(invited), "Kq7-Zw9-Xp2!").status_code == 302


def test_two_different_passwords_are_refused(client, invited):
    assert choose(client, path_for(invited), PASSWORD, "else-" + PASSWORD).status_code == 200


def test_a_new_link_does_not_go_round_the_second_factor(client, chief, person, with_app):
    editor = with_app(person("editor"))
    actions.invite(editor, by=chief)
    response = choose(client, path_for(editor), "another-Bridge-2025")
    assert response.url == "/accounts/second-factor/authenticate/"
    assert client.get("/admin/").status_code == 302


def test_whoever_is_signed_in_on_that_computer_is_signed_out(client, invited, sign_in, person):
    sign_in(person("editor", "colleague"))
    choose(client, path_for(invited))
    assert client.get("/accounts/").wsgi_request.user.username == "new-editor"


class TestForgottenPassword:
    """By mail where mail is set up, by an administrator elsewhere."""

    def ask(self, client, email: str):
        return client.post("/accounts/password/reset/", {"email": email})

    def test_without_mail_the_page_says_whom_to_ask(self, client, settings):
        settings.MAIL_IS_SENT = False
        response = client.get("/en/accounts/password/reset/")
        assert "administrator" in response.content.decode()
        assert "<form" not in response.content.decode().split("<main")[1].split("</main")[0]
        self.ask(client, "new@example.org")
        assert mail.outbox == []

    def test_the_mailed_link_sets_a_password_and_asks_to_sign_in(
        self, client, settings, person, with_app, enter
    ):
        settings.MAIL_IS_SENT = True
        editor = with_app(person("editor"))
        User.objects.filter(pk=editor.pk).update(email="editor@example.org")
        assert self.ask(client, "editor@example.org").url == "/accounts/password/reset/done/"
        link = next(line for line in mail.outbox[0].body.splitlines() if "://" in line)
        form = client.get(link)
        assert form.status_code == 302
        assert client.get(form.url).status_code == 200
        changed = choose(client, form.url, "another-Bridge-2025")
        assert client.get(changed.url).status_code == 200
        assert client.get("/admin/").status_code == 302
        assert enter("editor", "another-Bridge-2025").url == "/accounts/second-factor/authenticate/"
        assert client.get(link).status_code == 200  # it says that it no longer works
        assert choose(client, link, PASSWORD).status_code == 200
        assert User.objects.get(pk=editor.pk).check_password("another-Bridge-2025")

    def test_an_unknown_address_is_answered_alike(self, client, settings, person):
        settings.MAIL_IS_SENT = True
        editor = person("editor")
        User.objects.filter(pk=editor.pk).update(email="editor@example.org")
        answers = [self.ask(client, f"{name}@example.org") for name in ("editor", "nobody")]
        assert len({(answer.status_code, answer.url) for answer in answers}) == 1
        assert [sent.to for sent in mail.outbox] == [["editor@example.org"]]
