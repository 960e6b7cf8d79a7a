"""Signing in: one answer to every wrong attempt, no way to sign up, no way out of the portal."""

from __future__ import annotations

import pytest
from django.contrib.auth.models import User
from django.urls import NoReverseMatch, reverse

pytestmark = pytest.mark.django_db
PASSWORD = "seven-Bridges-2024"


@pytest.fixture
def editor(staff):
    user = staff("editor")
    user.set_password(PASSWORD)
    user.save()
    return user


def sign_in(client, login: str, password: str, **more):
    return client.post("/accounts/login/", {"login": login, "password": password, **more})


@pytest.mark.parametrize("prefix", ["", "/en"])
def test_the_desk_s_own_sign_in_leads_here_and_keeps_the_way(client, prefix):
    response = client.get(f"{prefix}/admin/colleges/college/?q=x", follow=True)
    address, _status = response.redirect_chain[-1]
    assert address == f"{prefix}/accounts/login/?next={prefix}/admin/colleges/college/%3Fq%3Dx"
    assert f'value="{prefix}/admin/colleges/college/?q=x"' in response.content.decode()


def test_a_password_posted_to_the_desk_s_own_sign_in_lets_nobody_in(client, editor):
    sent = {"username": "editor", "password": PASSWORD}
    assert client.post("/admin/login/", sent).url.startswith("/accounts/login/")
    assert client.get("/admin/").status_code == 302


def test_after_signing_in_the_way_goes_on(client, editor):
    there = "/admin/colleges/college/"
    assert sign_in(client, "editor", PASSWORD, next=there).url == there
    assert client.get(there).status_code == 200


@pytest.mark.parametrize(
    "hostile",
    ["https://evil.example/", "//evil.example/", "/\\evil.example", "javascript:alert(1)", "\0"],
)
def test_no_way_leads_out_of_the_portal(client, editor, hostile):
    assert "evil" not in client.get("/admin/login/", {"next": hostile}).url
    assert sign_in(client, "editor", PASSWORD, next=hostile).url == "/admin/"
    assert client.get("/admin/login/", {"next": hostile}).url == "/admin/"
    assert client.get("/accounts/second-factor/required/", {"next": hostile}).url == "/admin/"


def test_a_wrong_name_a_wrong_password_and_a_closed_account_are_answered_alike(client, editor):
    User.objects.create_user("gone", password=PASSWORD, is_active=False)
    pages = []
    for login, password in (("editor", "wrong"), ("nobody", PASSWORD), ("gone", PASSWORD)):
        response = sign_in(client, login, password)
        assert response.status_code == 200
        page = response.content.decode().replace(f'value="{login}"', "")
        token = response.context["csrf_token"]
        pages.append(page.replace(str(token), "").split("<main")[1])
    assert len({strip_tokens(page) for page in pages}) == 1


def strip_tokens(page: str) -> str:
    return "\n".join(line for line in page.splitlines() if "csrfmiddlewaretoken" not in line)


def test_nobody_signs_up(client):
    assert client.get("/accounts/signup/").status_code == 404
    with pytest.raises(NoReverseMatch):
        reverse("account_signup")


def test_somebody_who_is_not_staff_is_told_so_at_the_desk(client):
    User.objects.create_user("visitor", password=PASSWORD)
    sign_in(client, "visitor", PASSWORD)
    assert client.get("/admin/", follow=True).status_code == 403


def test_signing_out_asks_first_and_leads_back_to_signing_in(client, editor):
    sign_in(client, "editor", PASSWORD)
    assert client.get("/accounts/logout/").status_code == 200
    assert client.get("/accounts/").status_code == 200
    assert client.post("/admin/logout/").url == "/accounts/login/"
    assert client.get("/accounts/").url.startswith("/accounts/login/")


def test_a_session_ends_with_the_browser_and_after_the_hours_that_are_set(client, editor, settings):
    settings.SESSION_COOKIE_AGE = 3 * 3600
    sign_in(client, "editor", PASSWORD)
    cookie = client.cookies["sessionid"]
    assert not cookie["max-age"]
    assert not cookie["expires"]
    assert client.session.get_expiry_age() == 3 * 3600


def test_a_session_s_length_counts_from_signing_in(client, editor):
    sign_in(client, "editor", PASSWORD)
    client.get("/admin/")
    assert "sessionid" not in client.get("/admin/").cookies
